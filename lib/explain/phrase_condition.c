#include "explain/phrase_condition.h"

#include "language/unparse.h"
#include "explain/phrase.h"

/* How a test is met: under a `not` it is its opposite that is asked, and the truth is that of the
 * opposite. */
typedef struct sc_polarity {
    schoolcat_truth truth;
    bool negated;
} sc_polarity;

static void phrase_requirement(sc_buffer *out, sc_polarity asked)
{
    sc_buffer_string(out, asked.truth == SCHOOLCAT_TRUE ? ", " : ", needs ");
}

static void phrase_negation(sc_buffer *out, sc_polarity asked)
{
    if (asked.negated)
        sc_buffer_string(out, asked.truth == SCHOOLCAT_TRUE ? "not " : "anything but ");
}

static const char *comparison_phrase(sc_comparison comparison, bool dates)
{
    static const char *const numbers[] = {"exactly ", "other than ", "below ",
                                          "at most ", "above ",      "at least "};
    static const char *const days[] = {"",           "other than ", "before ",
                                       "not after ", "after ",      "not before "};
    return dates ? days[comparison] : numbers[comparison];
}

static sc_comparison turned(sc_comparison comparison)
{
    static const sc_comparison to[] = {SC_EQUAL,         SC_NOT_EQUAL, SC_GREATER,
                                       SC_GREATER_EQUAL, SC_LESS,      SC_LESS_EQUAL};
    return to[comparison];
}

static sc_comparison opposite(sc_comparison comparison)
{
    static const sc_comparison to[] = {SC_NOT_EQUAL, SC_EQUAL,      SC_GREATER_EQUAL,
                                       SC_GREATER,   SC_LESS_EQUAL, SC_LESS};
    return to[comparison];
}

static void phrase_comparison(sc_buffer *out, schoolcat_result *result, sc_comparison comparison,
                              const sc_node *other)
{
    sc_buffer_string(out, comparison_phrase(comparison, other->type.kind == SC_KIND_DATE));
    sc_phrase_operand(out, result, other);
}

/* --- lists --- */

sc_truth_counts sc_node_truth_counts(const schoolcat_result *result, const sc_node *node)
{
    sc_truth_counts tally = {0, 0, 0};
    for (uint32_t i = node->kind == SC_NODE_AT_LEAST || node->kind == SC_NODE_AT_MOST;
         i < node->child_count; i++) {
        schoolcat_truth truth = sc_node_known_truth(result, node->children[i]);
        tally.holding += truth == SCHOOLCAT_TRUE;
        tally.failing += truth == SCHOOLCAT_FALSE;
        tally.unknown += truth == SCHOOLCAT_UNKNOWN;
    }
    return tally;
}

/* "2 of 9 hold"; "2 of 9 are known to hold, 1 does not, 6 are unknown" */
static void phrase_truth_counts(sc_buffer *out, sc_truth_counts tally)
{
    bool doubt = tally.unknown > 0, one = tally.holding <= 1;
    if (tally.holding == 0)
        sc_buffer_string(out, "none");
    else
        sc_buffer_integer(out, (long long)tally.holding);
    sc_buffer_string(out, " of ");
    sc_buffer_integer(out, (long long)(tally.holding + tally.failing + tally.unknown));
    sc_buffer_string(out, doubt ? (one ? " is known to hold" : " are known to hold")
                          : one ? " holds"
                                : " hold");
    if (doubt && tally.failing > 0) {
        sc_buffer_string(out, ", ");
        sc_phrase_count(out, tally.failing, "does not", "do not");
    }
    if (doubt) {
        sc_buffer_string(out, ", ");
        sc_phrase_count(out, tally.unknown, "is unknown", "are unknown");
    }
}

/* A list that something unknown could still turn: how many of the unknown it takes. */
static void phrase_still_needed(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                                sc_truth_counts tally)
{
    schoolcat_value needed = SCHOOLCAT_VALUE;
    sc_node_value(result, node->children[0], &needed);
    double more = needed.number - (double)tally.holding;
    if (needed.missing != SCHOOLCAT_PRESENT || sc_node_raw_truth(result, node) != SCHOOLCAT_UNKNOWN)
        return;
    bool taken = node->if_unknown == SC_UNKNOWN_IS_TRUE;
    sc_buffer_string(out, ", so ");
    sc_buffer_number(out, more);
    sc_buffer_string(out, " of the ");
    sc_buffer_integer(out, (long long)tally.unknown);
    sc_buffer_string(out, taken ? (more > 1 ? " unknown are assumed" : " unknown is assumed")
                                : " unknown would have to hold");
}

static void phrase_counted(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                           sc_truth_counts tally, bool negated)
{
    bool at_least = node->kind == SC_NODE_AT_LEAST;
    sc_buffer_string(out, negated ? (at_least ? "fewer than " : "more than ")
                                  : (at_least ? "" : "at most "));
    sc_phrase_operand(out, result, node->children[0]);
    sc_buffer_string(out, at_least || negated ? " needed" : " may");
    if (at_least && !negated)
        phrase_still_needed(out, result, node, tally);
}

static void say_list(sc_buffer *out, schoolcat_result *result, const sc_node *node, bool negated)
{
    sc_truth_counts tally = sc_node_truth_counts(result, node);
    bool all = node->kind == SC_NODE_ALL || node->kind == SC_NODE_AND;
    bool any = node->kind == SC_NODE_ANY || node->kind == SC_NODE_OR;
    if (all && !negated && tally.failing + tally.unknown == 0) {
        sc_buffer_string(out, "all ");
        sc_buffer_integer(out, (long long)tally.holding);
        sc_buffer_string(out, " hold");
        return;
    }
    phrase_truth_counts(out, tally);
    sc_buffer_string(out, "; ");
    if (all)
        sc_buffer_string(out, negated ? "not all may" : "all needed");
    else if (any)
        sc_buffer_string(out, negated             ? "none may"
                              : tally.holding > 0 ? "any one is enough"
                                                  : "one needed");
    else
        phrase_counted(out, result, node, tally, negated);
}

/* --- comparisons --- */

static void phrase_state_or_counts(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    if (sc_node_is_call(node, SC_FUNCTION_COUNT))
        phrase_truth_counts(out, sc_node_truth_counts(result, node));
    else
        sc_phrase_state(out, result, node);
}

static void phrase_operands(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                            sc_polarity asked)
{
    size_t said = 0;
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (sc_node_is_constant(node->children[i]))
            continue;
        if (said++ > 0)
            sc_buffer_string(out, "; ");
        phrase_state_or_counts(out, result, node->children[i]);
    }
    bool met = asked.truth == SCHOOLCAT_TRUE;
    sc_buffer_string(out, said == 0 ? (met ? "" : "needs ") : met ? "; " : ", needs ");
    phrase_negation(out, asked);
    sc_unparse(out, sc_result_model(result), node);
}

static void phrase_binary_comparison(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                                     sc_polarity asked)
{
    bool turn = sc_node_is_constant(node->children[0]) && !sc_node_is_constant(node->children[1]);
    sc_comparison comparison = turn ? turned(node->comparisons[0]) : node->comparisons[0];
    phrase_state_or_counts(out, result, node->children[turn ? 1 : 0]);
    phrase_requirement(out, asked);
    phrase_comparison(out, result, asked.negated ? opposite(comparison) : comparison,
                      node->children[turn ? 0 : 1]);
}

static void phrase_compare(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                           sc_polarity asked)
{
    bool range = node->child_count == 3 && sc_node_is_constant(node->children[0]) &&
                 !sc_node_is_constant(node->children[1]) && sc_node_is_constant(node->children[2]);
    if (node->child_count == 2) {
        phrase_binary_comparison(out, result, node, asked);
        return;
    }
    if (!range) {
        phrase_operands(out, result, node, asked);
        return;
    }
    phrase_state_or_counts(out, result, node->children[1]);
    phrase_requirement(out, asked);
    phrase_negation(out, asked);
    phrase_comparison(out, result, turned(node->comparisons[0]), node->children[0]);
    sc_buffer_string(out, " and ");
    phrase_comparison(out, result, node->comparisons[1], node->children[2]);
}

/* --- scales, choices, texts --- */

static void phrase_is(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                      sc_polarity asked)
{
    const sc_node *other = node->children[1];
    asked.negated = asked.negated != node->negated;
    sc_phrase_state(out, result, node->children[0]);
    if (asked.truth == SCHOOLCAT_TRUE && !asked.negated && sc_node_is_constant(other))
        return;
    phrase_requirement(out, asked);
    phrase_negation(out, asked);
    if (!asked.negated && !sc_node_is_constant(other))
        sc_buffer_string(out, "the same as ");
    sc_phrase_operand(out, result, other);
}

static void phrase_is_or(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                         sc_polarity asked)
{
    sc_phrase_state(out, result, node->children[0]);
    sc_buffer_string(out, asked.truth == SCHOOLCAT_TRUE && !asked.negated ? ", which is " : "");
    if (asked.truth != SCHOOLCAT_TRUE || asked.negated)
        phrase_requirement(out, asked);
    phrase_negation(out, asked);
    sc_phrase_operand(out, result, node->children[1]);
    sc_buffer_string(out, node->worse ? " or worse" : " or better");
}

static void phrase_is_than(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                           sc_polarity asked)
{
    asked.negated = asked.negated != node->negated;
    sc_phrase_state(out, result, node->children[0]);
    phrase_requirement(out, asked);
    sc_buffer_string(out, asked.negated ? "not " : "");
    sc_buffer_string(out, node->worse ? "worse than " : "better than ");
    sc_phrase_operand(out, result, node->children[1]);
}

static void phrase_in(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                      sc_polarity asked)
{
    asked.negated = asked.negated != node->negated;
    sc_phrase_state(out, result, node->children[0]);
    if (asked.truth == SCHOOLCAT_TRUE && !asked.negated)
        return;
    phrase_requirement(out, asked);
    phrase_negation(out, asked);
    for (uint32_t i = 1; i < node->child_count; i++) {
        sc_phrase_separator(out, i - 1, node->child_count - 1, "or");
        sc_phrase_operand(out, result, node->children[i]);
    }
}

static void phrase_matches(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                           sc_polarity asked)
{
    asked.negated = asked.negated != node->negated;
    sc_phrase_state(out, result, node->children[0]);
    if (asked.truth == SCHOOLCAT_UNKNOWN)
        sc_buffer_string(out, asked.negated ? ", needs no match of the pattern "
                                            : ", needs a match of the pattern ");
    else
        sc_buffer_string(out, (asked.truth == SCHOOLCAT_TRUE) != asked.negated
                                  ? ", which matches the pattern "
                                  : ", which does not match the pattern ");
    sc_unparse(out, sc_result_model(result), node->children[1]);
}

static void phrase_includes(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    schoolcat_truth truth = sc_node_known_truth(result, node);
    sc_phrase_name(out, sc_node_about(sc_result_model(result), node->children[0]));
    sc_buffer_string(out, truth == SCHOOLCAT_TRUE    ? " includes "
                          : truth == SCHOOLCAT_FALSE ? " does not include "
                                                     : " is not known to include ");
    sc_phrase_operand(out, result, node->children[1]);
}

static void phrase_criterion(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    schoolcat_truth truth = sc_node_known_truth(result, node);
    sc_phrase_name(out, sc_node_about(sc_result_model(result), node));
    sc_buffer_string(out, truth == SCHOOLCAT_TRUE    ? " holds"
                          : truth == SCHOOLCAT_FALSE ? " does not hold"
                                                     : " is not known");
}

static void say(sc_buffer *out, schoolcat_result *result, const sc_node *node, bool negated);

static void phrase_test(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                        sc_polarity asked)
{
    switch (node->kind) {
    case SC_NODE_COMPARE:
        phrase_compare(out, result, node, asked);
        break;
    case SC_NODE_IS:
        phrase_is(out, result, node, asked);
        break;
    case SC_NODE_IS_OR_BETTER:
        phrase_is_or(out, result, node, asked);
        break;
    case SC_NODE_IS_BETTER_THAN:
        phrase_is_than(out, result, node, asked);
        break;
    case SC_NODE_IN:
        phrase_in(out, result, node, asked);
        break;
    case SC_NODE_MATCHES:
        phrase_matches(out, result, node, asked);
        break;
    case SC_NODE_INCLUDES:
        phrase_includes(out, result, node);
        break;
    case SC_NODE_CRITERION:
        phrase_criterion(out, result, node);
        break;
    default:
        if (node->kind == SC_NODE_IS_MISSING || sc_node_is_call(node, SC_FUNCTION_KNOWN))
            sc_phrase_state(out, result, node->children[0]);
        else
            sc_phrase_state(out, result, node);
        break;
    }
}

static void say(sc_buffer *out, schoolcat_result *result, const sc_node *node, bool negated)
{
    schoolcat_truth truth = sc_node_raw_truth(result, node);
    switch (node->kind) {
    case SC_NODE_NOT:
        say(out, result, node->children[0], !negated);
        break;
    case SC_NODE_WHEN:
        say(out, result, node->children[0], negated);
        break;
    case SC_NODE_ALL:
    case SC_NODE_AND:
    case SC_NODE_ANY:
    case SC_NODE_OR:
    case SC_NODE_AT_LEAST:
    case SC_NODE_AT_MOST:
        say_list(out, result, node, negated);
        break;
    default:
        if (negated)
            truth = (schoolcat_truth)(SCHOOLCAT_TRUE - truth);
        phrase_test(out, result, node, (sc_polarity){truth, negated});
        break;
    }
}

void sc_phrase_finding(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    say(out, result, node, false);
}
