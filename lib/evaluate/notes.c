/* Notes: values that are missing although all their operands are known, such as a quotient by zero.
 * One sentence for each node, written when the result is made. */
#include "evaluate/traversal.h"
#include "base/pattern_literals.h"
#include "base/template.h"

#include <math.h>
#include <string.h>

#define STEPS_FOR_WORDS 1000000

typedef struct sc_note_kind {
    const char *first, *second; /* the second where the first does not apply */
} sc_note_kind;

static bool kind_of(const sc_node *node, sc_note_kind *kind)
{
    static const char not_finite[] = "the result is too large to be a number";
    switch (node->kind) {
    case SC_NODE_DIVIDE:
        *kind = (sc_note_kind){"division by zero", not_finite};
        return true;
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
    case SC_NODE_MULTIPLY:
        *kind = (sc_note_kind){NULL, not_finite};
        return true;
    case SC_NODE_MATCHES:
        *kind = (sc_note_kind){
            NULL, "the pattern took too many steps on this text, so whether it matches is unknown"};
        return true;
    default:
        break;
    }
    if (node->kind != SC_NODE_CALL)
        return false;
    if (node->function == SC_FUNCTION_SUM || node->function == SC_FUNCTION_MEAN) {
        *kind = (sc_note_kind){NULL, not_finite};
        return true;
    }
    switch (sc_function_strictness(node->function)) {
    case SC_STRICTNESS_TOTAL:
        return false;
    case SC_STRICTNESS_PARTIAL:
        *kind = (sc_note_kind){NULL, not_finite};
        break;
    case SC_STRICTNESS_DIVISION:
        *kind = (sc_note_kind){"division by zero", not_finite};
        break;
    case SC_STRICTNESS_WHOLE_SECOND:
        *kind = (sc_note_kind){"a part of a day cannot be added to a date",
                               "the date is outside the years 1 to 9999"};
        break;
    }
    return true;
}

static const char *sentence(sc_arena *arena, sc_text path, const char *words)
{
    sc_text text = SC_FORMAT(arena, "{1}: {2}", path, sc_text_of(words));
    return arena->failed ? NULL : text.data;
}

typedef struct sc_note_finder {
    sc_arena *arena;
    uint8_t *seen;
    sc_list(sc_note_candidate) found;
    bool failed;
} sc_note_finder;

static void find(sc_note_finder *finder, const sc_node *node, sc_text path)
{
    if (finder->failed || finder->seen[node->id])
        return;
    finder->seen[node->id] = 1;
    sc_note_kind kind = {NULL, NULL};
    if (kind_of(node, &kind)) {
        sc_note_candidate one = {.node = node,
                                 .second = sentence(finder->arena, path, kind.second)};
        one.first = kind.first ? sentence(finder->arena, path, kind.first) : one.second;
        finder->failed = !one.first || !one.second || !SC_PUSH(finder->arena, &finder->found, one);
    }
    for (uint32_t i = 0; i < node->child_count; i++)
        find(finder, node->children[i], path);
}

static void find_all(sc_note_finder *finder, const sc_model *model)
{
    for (uint32_t i = 0; i < model->derived_count; i++)
        find(finder, model->derived[i].value, model->derived[i].about.path);
    for (uint32_t i = 0; i < model->criterion_count; i++)
        find(finder, model->criteria[i].when, model->criteria[i].about.path);
    for (uint32_t i = 0; i < model->decision_count; i++)
        for (uint32_t j = 0; j < model->decisions[i].rule_count; j++)
            find(finder, model->decisions[i].rules[j].when,
                 model->decisions[i].rules[j].about.path);
}

bool sc_notes_prepare(schoolcat_result *result, struct sc_traversal *traversal)
{
    const sc_model *model = result->rules->model;
    memset(traversal->visited_nodes, 0, model->node_count);
    sc_note_finder finder = {.arena = &result->arena, .seen = traversal->visited_nodes};
    find_all(&finder, model);
    traversal->note_candidates = finder.found.at;
    traversal->note_candidate_count = finder.found.count;
    traversal->notes = SC_NEW_ARRAY(&result->arena, finder.found.count, uint32_t);
    return !finder.failed && traversal->notes;
}

/* A few words take a few steps at each place of a text. */
static bool is_words(const sc_model *model, const sc_node *node)
{
    sc_literals literals;
    return node->kind == SC_NODE_MATCHES &&
           sc_literals_extract(model->patterns[node->pattern].text, &literals);
}

bool schoolcat_ruleset_may_note(const schoolcat_ruleset *rules)
{
    if (!rules)
        return false;
    const sc_model *model = rules->model;
    bool enough_steps = rules->program->match_limit >= STEPS_FOR_WORDS, may = false;
    sc_arena arena;
    sc_arena_init(&arena, &rules->allocator);
    sc_note_finder finder = {.arena = &arena,
                             .seen = SC_NEW_ARRAY(&arena, model->node_count + 1u, uint8_t)};
    if (finder.seen)
        find_all(&finder, model);
    for (uint32_t i = 0; i < finder.found.count; i++)
        may = may || !enough_steps || !is_words(model, finder.found.at[i].node);
    may = may || !finder.seen || finder.failed;
    sc_arena_destroy(&arena);
    return may;
}

static bool is_missing(const schoolcat_result *result, const sc_node *node, double *number)
{
    if (node->type.kind == SC_KIND_BOOLEAN)
        return sc_node_known_truth(result, node) == SCHOOLCAT_UNKNOWN;
    schoolcat_value value = SCHOOLCAT_VALUE;
    sc_node_known_value(result, node, &value);
    *number = value.number;
    return value.missing != SCHOOLCAT_PRESENT;
}

/* Whether a sentence applies to the node now: its first or its second. */
static bool applies(const schoolcat_result *result, const sc_node *node, bool *second)
{
    double own, last = 1;
    if (!is_missing(result, node, &own))
        return false;
    for (uint32_t i = 0; i < node->child_count; i++)
        if (is_missing(result, node->children[i], &last))
            return false;
    bool whole_second = node->kind == SC_NODE_CALL &&
                        sc_function_strictness(node->function) == SC_STRICTNESS_WHOLE_SECOND;
    *second = whole_second ? last == floor(last) : last != 0;
    return true;
}

schoolcat_status schoolcat_result_note_count(schoolcat_result *result, size_t *count)
{
    if (!result || !count || !result->evaluated)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_status status = sc_result_materialise(result);
    if (status != SCHOOLCAT_OK)
        return status;
    struct sc_traversal *traversal = result->traversal;
    if (traversal->notes_evaluation != result->evaluations) {
        traversal->note_count = 0;
        for (size_t i = 0; i < traversal->note_candidate_count; i++) {
            bool second = false;
            if (applies(result, traversal->note_candidates[i].node, &second))
                traversal->notes[traversal->note_count++] = (uint32_t)(2 * i + second);
        }
        traversal->notes_evaluation = result->evaluations;
    }
    *count = traversal->note_count;
    return SCHOOLCAT_OK;
}

const char *schoolcat_result_note(schoolcat_result *result, size_t index)
{
    size_t count;
    if (schoolcat_result_note_count(result, &count) != SCHOOLCAT_OK || index >= count)
        return NULL;
    const struct sc_traversal *traversal = result->traversal;
    const sc_note_candidate *candidate = &traversal->note_candidates[traversal->notes[index] / 2];
    return traversal->notes[index] % 2 == 0 ? candidate->first : candidate->second;
}
