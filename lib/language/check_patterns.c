/* Regular expressions of `pattern` and `matches`: each is compiled once, to report those that are
 * invalid, and those of `matches` are appended to the model. */
#include "language/checker.h"

#include "base/pattern.h"
#include <string.h>

void sc_check_pattern(sc_checker *check, sc_text text, bool whole, sc_span span, sc_text path)
{
    char message[SC_PATTERN_MESSAGE];
    size_t offset = 0;
    schoolcat_status status =
        sc_pattern_check(&check->model->arena->allocator, text, whole, message, &offset);
    if (status == SCHOOLCAT_ERROR_NO_MEMORY)
        check->no_memory = true;
    if (status != SCHOOLCAT_ERROR_RULES)
        return;
    sc_text before = {text.data, offset};
    SC_CHECK_REPORT(check, PATTERN_INVALID, span, path,
                    .arguments = {sc_text_of(message),
                                  sc_check_number(check, (double)sc_text_code_points(before) + 1)});
}

uint32_t sc_check_add_pattern(sc_checker *check, const sc_node *text)
{
    uint32_t existing, index = (uint32_t)check->patterns.count;
    sc_name_table_status added =
        sc_name_table_add(check->pattern_names, text->text, index, &existing);
    if (added == SC_NAME_TABLE_DUPLICATE)
        return check->model->pattern_count + existing;
    sc_pattern pattern = {text->text, false, text->span};
    if (added == SC_NAME_TABLE_NO_MEMORY || !SC_PUSH(&check->scratch, &check->patterns, pattern)) {
        check->no_memory = true;
        return SC_NONE;
    }
    sc_check_pattern(check, text->text, false, text->span, text->path);
    return check->model->pattern_count + index;
}

void sc_check_store_patterns(sc_checker *check)
{
    sc_model *model = check->model;
    uint32_t count = model->pattern_count + (uint32_t)check->patterns.count;
    sc_pattern *patterns = SC_NEW_ARRAY(model->arena, count, sc_pattern);
    if (patterns == NULL)
        return;
    if (model->pattern_count > 0)
        memcpy(patterns, model->patterns, model->pattern_count * sizeof *patterns);
    if (check->patterns.count > 0)
        memcpy(patterns + model->pattern_count, check->patterns.at,
               check->patterns.count * sizeof *patterns);
    model->patterns = patterns;
    model->pattern_count = count;
}
