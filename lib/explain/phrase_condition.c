/* The findings of conditions: one function for each form of test or list. */
#include "explain/phrase_condition.h"

#include "language/unparse.h"
#include "explain/phrase.h"

/* Whether the finding is that of the test or, under an odd number of `not`, of its opposite; and
 * the truth of the one or the other. */
typedef struct sc_polarity {
    schoolcat_truth truth;
    bool negated;
} sc_polarity;

static void phrase_requirement(sc_buffer *out, sc_polarity polarity)
{
    sc_buffer_string(out, polarity.truth == SCHOOLCAT_TRUE ? ", " : ", needs ");
}

static void phrase_negation(sc_buffer *out, sc_polarity polarity)
{
    if (polarity.negated)
        sc_buffer_string(out, polarity.truth == SCHOOLCAT_TRUE ? "not " : "anything but ");
}

static const char *comparison_phrase(sc_comparison comparison, bool dates)
{
    static const char *const of_numbers[] = {
        [SC_EQUAL] = "exactly ", [SC_NOT_EQUAL] = "other than ",
        [SC_LESS] = "below ",    [SC_LESS_EQUAL] = "at most ",
        [SC_GREATER] = "above ", [SC_GREATER_EQUAL] = "at least ",
    };
    static const char *const of_dates[] = {
        [SC_EQUAL] = "",         [SC_NOT_EQUAL] = "other than ",
        [SC_LESS] = "before ",   [SC_LESS_EQUAL] = "not after ",
        [SC_GREATER] = "after ", [SC_GREATER_EQUAL] = "not before ",
    };
    return dates ? of_dates[comparison] : of_numbers[comparison];
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
    sc_truth_counts counts = {0, 0, 0};
    for (uint32_t i = node->kind == SC_NODE_AT_LEAST || node->kind == SC_NODE_AT_MOST;
         i < node->child_count; i++) {
        schoolcat_truth truth = sc_node_known_truth(result, node->children[i]);
        counts.holding += truth == SCHOOLCAT_TRUE;
        counts.failing += truth == SCHOOLCAT_FALSE;
        counts.unknown += truth == SCHOOLCAT_UNKNOWN;
    }
    return counts;
}

/* "2 of 9 hold"; "2 of 9 are known to hold, 1 does not, 6 are unknown" */
static void phrase_truth_counts(sc_buffer *out, sc_truth_counts counts)
{
    bool uncertain = counts.unknown > 0, one = counts.holding <= 1;
    if (counts.holding == 0)
        sc_buffer_string(out, "none");
    else
        sc_buffer_integer(out, (long long)counts.holding);
    sc_buffer_string(out, " of ");
    sc_buffer_integer(out, (long long)(counts.holding + counts.failing + counts.unknown));
    sc_buffer_string(out, uncertain ? (one ? " is known to hold" : " are known to hold")
                          : one     ? " holds"
                                    : " hold");
    if (uncertain && counts.failing > 0) {
        sc_buffer_string(out, ", ");
        sc_phrase_count(out, counts.failing, "does not", "do not");
    }
    if (uncertain) {
        sc_buffer_string(out, ", ");
        sc_phrase_count(out, counts.unknown, "is unknown", "are unknown");
    }
}

/* Of an undecided `at least`: how many of the unknown members have to hold. */
static void phrase_still_needed(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                                sc_truth_counts counts)
{
    schoolcat_value needed = SCHOOLCAT_VALUE;
    sc_node_value(result, node->children[0], &needed);
    double more = needed.number - (double)counts.holding;
    if (needed.missing != SCHOOLCAT_PRESENT || sc_node_raw_truth(result, node) != SCHOOLCAT_UNKNOWN)
        return;
    bool taken = node->if_unknown == SC_UNKNOWN_IS_TRUE;
    sc_buffer_string(out, ", so ");
    sc_buffer_number(out, more);
    sc_buffer_string(out, " of the ");
    sc_buffer_integer(out, (long long)counts.unknown);
    sc_buffer_string(out, taken ? (more > 1 ? " unknown are assumed" : " unknown is assumed")
                                : " unknown would have to hold");
}

static void phrase_counted(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                           sc_truth_counts counts, bool negated)
{
    bool at_least = node->kind == SC_NODE_AT_LEAST;
    sc_buffer_string(out, negated ? (at_least ? "fewer than " : "more than ")
                                  : (at_least ? "" : "at most "));
    sc_phrase_operand(out, result, node->children[0]);
    sc_buffer_string(out, at_least || negated ? " needed" : " may");
    if (at_least && !negated)
        phrase_still_needed(out, result, node, counts);
}

static void phrase_list(sc_buffer *out, schoolcat_result *result, const sc_node *node, bool negated)
{
    sc_truth_counts counts = sc_node_truth_counts(result, node);
    bool all = node->kind == SC_NODE_ALL || node->kind == SC_NODE_AND;
    bool any = node->kind == SC_NODE_ANY || node->kind == SC_NODE_OR;
    if (all && !negated && counts.failing + counts.unknown == 0) {
        sc_buffer_string(out, "all ");
        sc_buffer_integer(out, (long long)counts.holding);
        sc_buffer_string(out, " hold");
        return;
    }
    phrase_truth_counts(out, counts);
    sc_buffer_string(out, "; ");
    if (all)
        sc_buffer_string(out, negated ? "not all may" : "all needed");
    else if (any)
        sc_buffer_string(out, negated              ? "none may"
                              : counts.holding > 0 ? "any one is enough"
                                                   : "one needed");
    else
        phrase_counted(out, result, node, counts, negated);
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
                            sc_polarity polarity)
{
    size_t written = 0;
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (sc_node_is_constant(node->children[i]))
            continue;
        if (written++ > 0)
            sc_buffer_string(out, "; ");
        phrase_state_or_counts(out, result, node->children[i]);
    }
    bool met = polarity.truth == SCHOOLCAT_TRUE;
    sc_buffer_string(out, written == 0 ? (met ? "" : "needs ") : met ? "; " : ", needs ");
    phrase_negation(out, polarity);
    sc_unparse(out, sc_result_model(result), node);
}

static void phrase_binary_comparison(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                                     sc_polarity polarity)
{
    bool mirror = sc_node_is_constant(node->children[0]) && !sc_node_is_constant(node->children[1]);
    sc_comparison comparison =
        mirror ? sc_comparison_mirrored(node->comparisons[0]) : node->comparisons[0];
    phrase_state_or_counts(out, result, node->children[mirror ? 1 : 0]);
    phrase_requirement(out, polarity);
    phrase_comparison(out, result,
                      polarity.negated ? sc_comparison_negated(comparison) : comparison,
                      node->children[mirror ? 0 : 1]);
}

static void phrase_compare(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                           sc_polarity polarity)
{
    bool range = node->child_count == 3 && sc_node_is_constant(node->children[0]) &&
                 !sc_node_is_constant(node->children[1]) && sc_node_is_constant(node->children[2]);
    if (node->child_count == 2) {
        phrase_binary_comparison(out, result, node, polarity);
        return;
    }
    if (!range) {
        phrase_operands(out, result, node, polarity);
        return;
    }
    phrase_state_or_counts(out, result, node->children[1]);
    phrase_requirement(out, polarity);
    phrase_negation(out, polarity);
    phrase_comparison(out, result, sc_comparison_mirrored(node->comparisons[0]), node->children[0]);
    sc_buffer_string(out, " and ");
    phrase_comparison(out, result, node->comparisons[1], node->children[2]);
}

/* --- scales, choices, texts --- */

static void phrase_is(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                      sc_polarity polarity)
{
    const sc_node *other = node->children[1];
    polarity.negated = polarity.negated != node->negated;
    sc_phrase_state(out, result, node->children[0]);
    if (polarity.truth == SCHOOLCAT_TRUE && !polarity.negated && sc_node_is_constant(other))
        return;
    phrase_requirement(out, polarity);
    phrase_negation(out, polarity);
    if (!polarity.negated && !sc_node_is_constant(other))
        sc_buffer_string(out, "the same as ");
    sc_phrase_operand(out, result, other);
}

static void phrase_is_or(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                         sc_polarity polarity)
{
    sc_phrase_state(out, result, node->children[0]);
    sc_buffer_string(out,
                     polarity.truth == SCHOOLCAT_TRUE && !polarity.negated ? ", which is " : "");
    if (polarity.truth != SCHOOLCAT_TRUE || polarity.negated)
        phrase_requirement(out, polarity);
    phrase_negation(out, polarity);
    sc_phrase_operand(out, result, node->children[1]);
    sc_buffer_string(out, node->worse ? " or worse" : " or better");
}

static void phrase_is_than(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                           sc_polarity polarity)
{
    polarity.negated = polarity.negated != node->negated;
    sc_phrase_state(out, result, node->children[0]);
    phrase_requirement(out, polarity);
    sc_buffer_string(out, polarity.negated ? "not " : "");
    sc_buffer_string(out, node->worse ? "worse than " : "better than ");
    sc_phrase_operand(out, result, node->children[1]);
}

static void phrase_in(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                      sc_polarity polarity)
{
    polarity.negated = polarity.negated != node->negated;
    sc_phrase_state(out, result, node->children[0]);
    if (polarity.truth == SCHOOLCAT_TRUE && !polarity.negated)
        return;
    phrase_requirement(out, polarity);
    phrase_negation(out, polarity);
    for (uint32_t i = 1; i < node->child_count; i++) {
        sc_list_separator(out, i - 1, node->child_count - 1, "or");
        sc_phrase_operand(out, result, node->children[i]);
    }
}

static void phrase_matches(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                           sc_polarity polarity)
{
    polarity.negated = polarity.negated != node->negated;
    sc_phrase_state(out, result, node->children[0]);
    if (polarity.truth == SCHOOLCAT_UNKNOWN)
        sc_buffer_string(out, polarity.negated ? ", needs no match of the pattern "
                                               : ", needs a match of the pattern ");
    else
        sc_buffer_string(out, (polarity.truth == SCHOOLCAT_TRUE) != polarity.negated
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

static void phrase_test(sc_buffer *out, schoolcat_result *result, const sc_node *node,
                        sc_polarity polarity)
{
    switch (node->kind) {
    case SC_NODE_COMPARE:
        phrase_compare(out, result, node, polarity);
        break;
    case SC_NODE_IS:
        phrase_is(out, result, node, polarity);
        break;
    case SC_NODE_IS_OR_BETTER:
        phrase_is_or(out, result, node, polarity);
        break;
    case SC_NODE_IS_BETTER_THAN:
        phrase_is_than(out, result, node, polarity);
        break;
    case SC_NODE_IN:
        phrase_in(out, result, node, polarity);
        break;
    case SC_NODE_MATCHES:
        phrase_matches(out, result, node, polarity);
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

static void phrase_node(sc_buffer *out, schoolcat_result *result, const sc_node *node, bool negated)
{
    schoolcat_truth truth = sc_node_raw_truth(result, node);
    switch (node->kind) {
    case SC_NODE_NOT:
        phrase_node(out, result, node->children[0], !negated);
        break;
    case SC_NODE_WHEN:
        phrase_node(out, result, node->children[0], negated);
        break;
    case SC_NODE_ALL:
    case SC_NODE_AND:
    case SC_NODE_ANY:
    case SC_NODE_OR:
    case SC_NODE_AT_LEAST:
    case SC_NODE_AT_MOST:
        phrase_list(out, result, node, negated);
        break;
    default:
        if (negated)
            truth = (schoolcat_truth)sc_truth_not((sc_truth)truth);
        phrase_test(out, result, node, (sc_polarity){truth, negated});
        break;
    }
}

void sc_phrase_finding(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    phrase_node(out, result, node, false);
}
