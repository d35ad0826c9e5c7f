/* Loads a rule file for the workload and matches its indicators to columns and items. */
#include "ours_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool load(struct ours *ours, const char *rule_file)
{
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status = schoolcat_ruleset_load(rule_file, NULL, &ours->rules, &diagnostics);
    if (status == SCHOOLCAT_ERROR_RULES || status == SCHOOLCAT_ERROR_IO) {
        schoolcat_text *text = NULL;
        if (schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_COMPACT, false, &text) ==
            SCHOOLCAT_OK)
            fputs(schoolcat_text_data(text), stderr);
        schoolcat_text_free(text);
    }
    schoolcat_diagnostics_free(diagnostics);
    return status == SCHOOLCAT_OK &&
           schoolcat_record_new(ours->rules, &ours->record) == SCHOOLCAT_OK &&
           schoolcat_result_new(ours->rules, &ours->result) == SCHOOLCAT_OK;
}

/* Finds the item of a scale by its code or, if it has none, by its id or first alias, as the
 * workload writes it. */
static bool find_item(const struct ours *ours, size_t scale, const char *text, size_t *item)
{
    for (size_t i = 0; i < schoolcat_scale_item_count(ours->rules, scale); i++) {
        schoolcat_element element = SCHOOLCAT_ELEMENT;
        if (schoolcat_scale_item(ours->rules, scale, i, &element) != SCHOOLCAT_OK)
            return false;
        if (strcmp(schoolcat_scale_item_code(ours->rules, scale, i), text) == 0 ||
            strcmp(element.id, text) == 0 ||
            (strcmp(text, "none") == 0 && strcmp(element.id, "none_of_them") == 0)) {
            *item = i;
            return true;
        }
    }
    return false;
}

static bool find_items(struct ours *ours, size_t column)
{
    static const char *const grades[] = {"1", "2", "3", "4"};
    enum bench_kind kind = bench_columns_form[column].kind;
    if (kind != BENCH_GRADE && kind != BENCH_EXTENT)
        return true;
    schoolcat_type_information type = SCHOOLCAT_TYPE_INFORMATION;
    if (schoolcat_ruleset_type(ours->rules, SCHOOLCAT_PART_INDICATOR, ours->slot[column], &type) !=
            SCHOOLCAT_OK ||
        type.type != SCHOOLCAT_SYMBOL)
        return false;
    for (size_t i = 0; i < 4; i++) {
        bool grade = kind == BENCH_GRADE;
        const char *text = grade ? grades[i] : bench_extents[i];
        if (!find_item(ours, type.scale, text, &ours->item[column][grade ? i + 1 : i]))
            return false;
    }
    return true;
}

static bool match(struct ours *ours)
{
    static const char *const answers[] = {"category", "support", "stage"};
    for (size_t column = 0; column < BENCH_COLUMNS; column++) {
        const char *name = bench_columns_form[column].name;
        ours->used[column] = schoolcat_ruleset_find(ours->rules, SCHOOLCAT_PART_INDICATOR, name,
                                                    &ours->slot[column]) == SCHOOLCAT_OK;
        if (ours->used[column] && !find_items(ours, column))
            return false;
    }
    ours->decisions = schoolcat_ruleset_count(ours->rules, SCHOOLCAT_PART_DECISION);
    ours->has_answers = true;
    for (size_t i = 0; i < 3; i++)
        if (schoolcat_ruleset_find(ours->rules, SCHOOLCAT_PART_DECISION, answers[i],
                                   &ours->answer[i]) != SCHOOLCAT_OK)
            ours->has_answers = false;
    return true;
}

struct ours *ours_open(const char *rule_file)
{
    struct ours *ours = calloc(1, sizeof *ours);
    if (ours == NULL)
        return NULL;
    if (load(ours, rule_file) && match(ours))
        return ours;
    fprintf(stderr, "%s: not a rule file for the columns of the workload\n", rule_file);
    ours_close(ours);
    return NULL;
}

void ours_close(struct ours *ours)
{
    if (ours == NULL)
        return;
    schoolcat_result_free(ours->result);
    schoolcat_record_free(ours->record);
    schoolcat_ruleset_free(ours->rules);
    free(ours);
}
