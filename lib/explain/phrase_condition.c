#include "explain/phrase_condition.h"

#include "language/unparse.h"
#include "explain/phrase.h"

/* How a test is met: under a `not` it is its opposite that is asked, and the truth is that of the opposite.
 */
typedef struct sc_asked {
    schoolcat_truth truth;
    bool negated;
} sc_asked;

static void say_before_asked(sc_buffer *out, sc_asked asked)
{
    sc_buffer_string(out, asked.truth == SCHOOLCAT_TRUE ? ", " : ", needs ");
}

static void say_opposite(sc_buffer *out, sc_asked asked)
{
    if (asked.negated)
        sc_buffer_string(out, asked.truth == SCHOOLCAT_TRUE ? "not " : "anything but ");
}

static const char *comparison_words(sc_comparison comparison, bool dates)
{
    static const char *const numbers[] = {"exactly ", "other than ", "below ",
                                          "at most ", "above ",      "at least "};
    static const char *const days[] = {"", "other than ", "before ", "not after ", "after ", "not before "};
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

static void say_compared(sc_buffer *out, schoolcat_result *result, sc_comparison comparison,
                         const sc_node *other)
{
    sc_buffer_string(out, comparison_words(comparison, other->type.kind == SC_KIND_DATE));
    sc_say_operand(out, result, other);
}

/* --- lists --- */

sc_tally sc_node_tally(const schoolcat_result *result, const sc_node *node)
{
    sc_tally tally = {0, 0, 0};
    for (uint32_t i = node->kind == SC_NODE_AT_LEAST || node->kind == SC_NODE_AT_MOST; i < node->child_count;
         i++) {
        schoolcat_truth truth = sc_view_truth(result, node->children[i]);
        tally.holding += truth == SCHOOLCAT_TRUE;
        tally.failing += truth == SCHOOLCAT_FALSE;
        tally.unknown += truth == SCHOOLCAT_UNKNOWN;
    }
    return tally;
}

/* "2 of 9 hold"; "2 of 9 are known to hold, 1 does not, 6 are unknown" */
static void say_tally(sc_buffer *out, sc_tally tally)
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
        sc_say_count(out, tally.failing, "does not", "do not");
    }
    if (doubt) {
        sc_buffer_string(out, ", ");
        sc_say_count(out, tally.unknown, "is unknown", "are unknown");
    }
}

/* A list that something unknown could still turn: how many of the unknown it takes. */
static void say_still_needed(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_tally tally)
{
    schoolcat_value needed = SCHOOLCAT_VALUE;
    sc_node_value(result, node->children[0], &needed);
    double more = needed.number - (double)tally.holding;
    if (needed.missing != SCHOOLCAT_PRESENT || sc_view_raw_truth(result, node) != SCHOOLCAT_UNKNOWN)
        return;
    bool taken = node->if_unknown == SC_UNKNOWN_IS_TRUE;
    sc_buffer_string(out, ", so ");
    sc_buffer_number(out, more);
    sc_buffer_string(out, " of the ");
    sc_buffer_integer(out, (long long)tally.unknown);
    sc_buffer_string(out, taken ? (more > 1 ? " unknown are assumed" : " unknown is assumed")
                                : " unknown would have to hold");
}

static void say_counted(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_tally tally,
                        bool negated)
{
    bool at_least = node->kind == SC_NODE_AT_LEAST;
    sc_buffer_string(out, negated ? (at_least ? "fewer than " : "more than ") : (at_least ? "" : "at most "));
    sc_say_operand(out, result, node->children[0]);
    sc_buffer_string(out, at_least || negated ? " needed" : " may");
    if (at_least && !negated)
        say_still_needed(out, result, node, tally);
}

static void say_list(sc_buffer *out, schoolcat_result *result, const sc_node *node, bool negated)
{
    sc_tally tally = sc_node_tally(result, node);
    bool all = node->kind == SC_NODE_ALL || node->kind == SC_NODE_AND;
    bool any = node->kind == SC_NODE_ANY || node->kind == SC_NODE_OR;
    if (all && !negated && tally.failing + tally.unknown == 0) {
        sc_buffer_string(out, "all ");
        sc_buffer_integer(out, (long long)tally.holding);
        sc_buffer_string(out, " hold");
        return;
    }
    say_tally(out, tally);
    sc_buffer_string(out, "; ");
    if (all)
        sc_buffer_string(out, negated ? "not all may" : "all needed");
    else if (any)
        sc_buffer_string(out, negated ? "none may" : tally.holding > 0 ? "any one is enough" : "one needed");
    else
        say_counted(out, result, node, tally, negated);
}

/* --- comparisons --- */

static void say_either_state(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    if (sc_node_is_call(node, SC_FUNCTION_COUNT))
        say_tally(out, sc_node_tally(result, node));
    else
        sc_say_state(out, result, node);
}

static void say_operands(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    size_t said = 0;
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (sc_node_fixed(node->children[i]))
            continue;
        if (said++ > 0)
            sc_buffer_string(out, "; ");
        say_either_state(out, result, node->children[i]);
    }
    bool met = asked.truth == SCHOOLCAT_TRUE;
    sc_buffer_string(out, said == 0 ? (met ? "" : "needs ") : met ? "; " : ", needs ");
    say_opposite(out, asked);
    sc_spell(out, sc_view_model(result), node);
}

static void say_two_sides(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    bool turn = sc_node_fixed(node->children[0]) && !sc_node_fixed(node->children[1]);
    sc_comparison comparison = turn ? turned(node->comparisons[0]) : node->comparisons[0];
    say_either_state(out, result, node->children[turn ? 1 : 0]);
    say_before_asked(out, asked);
    say_compared(out, result, asked.negated ? opposite(comparison) : comparison,
                 node->children[turn ? 0 : 1]);
}

static void say_compare(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    bool range = node->child_count == 3 && sc_node_fixed(node->children[0]) &&
                 !sc_node_fixed(node->children[1]) && sc_node_fixed(node->children[2]);
    if (node->child_count == 2) {
        say_two_sides(out, result, node, asked);
        return;
    }
    if (!range) {
        say_operands(out, result, node, asked);
        return;
    }
    say_either_state(out, result, node->children[1]);
    say_before_asked(out, asked);
    say_opposite(out, asked);
    say_compared(out, result, turned(node->comparisons[0]), node->children[0]);
    sc_buffer_string(out, " and ");
    say_compared(out, result, node->comparisons[1], node->children[2]);
}

/* --- scales, choices, texts --- */

static void say_is(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    const sc_node *other = node->children[1];
    asked.negated = asked.negated != node->negated;
    sc_say_state(out, result, node->children[0]);
    if (asked.truth == SCHOOLCAT_TRUE && !asked.negated && sc_node_fixed(other))
        return;
    say_before_asked(out, asked);
    say_opposite(out, asked);
    if (!asked.negated && !sc_node_fixed(other))
        sc_buffer_string(out, "the same as ");
    sc_say_operand(out, result, other);
}

static void say_is_or(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    sc_say_state(out, result, node->children[0]);
    sc_buffer_string(out, asked.truth == SCHOOLCAT_TRUE && !asked.negated ? ", which is " : "");
    if (asked.truth != SCHOOLCAT_TRUE || asked.negated)
        say_before_asked(out, asked);
    say_opposite(out, asked);
    sc_say_operand(out, result, node->children[1]);
    sc_buffer_string(out, node->worse ? " or worse" : " or better");
}

static void say_is_than(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    asked.negated = asked.negated != node->negated;
    sc_say_state(out, result, node->children[0]);
    say_before_asked(out, asked);
    sc_buffer_string(out, asked.negated ? "not " : "");
    sc_buffer_string(out, node->worse ? "worse than " : "better than ");
    sc_say_operand(out, result, node->children[1]);
}

static void say_in(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    asked.negated = asked.negated != node->negated;
    sc_say_state(out, result, node->children[0]);
    if (asked.truth == SCHOOLCAT_TRUE && !asked.negated)
        return;
    say_before_asked(out, asked);
    say_opposite(out, asked);
    for (uint32_t i = 1; i < node->child_count; i++) {
        sc_say_between(out, i - 1, node->child_count - 1, "or");
        sc_say_operand(out, result, node->children[i]);
    }
}

static void say_matches(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    asked.negated = asked.negated != node->negated;
    sc_say_state(out, result, node->children[0]);
    if (asked.truth == SCHOOLCAT_UNKNOWN)
        sc_buffer_string(out, asked.negated ? ", needs no match of the pattern "
                                            : ", needs a match of the pattern ");
    else
        sc_buffer_string(out, (asked.truth == SCHOOLCAT_TRUE) != asked.negated
                                  ? ", which matches the pattern "
                                  : ", which does not match the pattern ");
    sc_spell(out, sc_view_model(result), node->children[1]);
}

static void say_includes(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    schoolcat_truth truth = sc_view_truth(result, node);
    sc_say_name(out, sc_node_about(sc_view_model(result), node->children[0]));
    sc_buffer_string(out, truth == SCHOOLCAT_TRUE    ? " includes "
                          : truth == SCHOOLCAT_FALSE ? " does not include "
                                                     : " is not known to include ");
    sc_say_operand(out, result, node->children[1]);
}

static void say_criterion(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    schoolcat_truth truth = sc_view_truth(result, node);
    sc_say_name(out, sc_node_about(sc_view_model(result), node));
    sc_buffer_string(out, truth == SCHOOLCAT_TRUE    ? " holds"
                          : truth == SCHOOLCAT_FALSE ? " does not hold"
                                                     : " is not known");
}

static void say(sc_buffer *out, schoolcat_result *result, const sc_node *node, bool negated);

static void say_test(sc_buffer *out, schoolcat_result *result, const sc_node *node, sc_asked asked)
{
    switch (node->kind) {
    case SC_NODE_COMPARE:
        say_compare(out, result, node, asked);
        break;
    case SC_NODE_IS:
        say_is(out, result, node, asked);
        break;
    case SC_NODE_IS_OR:
        say_is_or(out, result, node, asked);
        break;
    case SC_NODE_IS_THAN:
        say_is_than(out, result, node, asked);
        break;
    case SC_NODE_IN:
        say_in(out, result, node, asked);
        break;
    case SC_NODE_MATCHES:
        say_matches(out, result, node, asked);
        break;
    case SC_NODE_INCLUDES:
        say_includes(out, result, node);
        break;
    case SC_NODE_CRITERION:
        say_criterion(out, result, node);
        break;
    default:
        if (node->kind == SC_NODE_IS_MISSING || sc_node_is_call(node, SC_FUNCTION_KNOWN))
            sc_say_state(out, result, node->children[0]);
        else
            sc_say_state(out, result, node);
        break;
    }
}

static void say(sc_buffer *out, schoolcat_result *result, const sc_node *node, bool negated)
{
    schoolcat_truth truth = sc_view_raw_truth(result, node);
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
        say_test(out, result, node, (sc_asked){truth, negated});
        break;
    }
}

void sc_say_finding(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    say(out, result, node, false);
}
