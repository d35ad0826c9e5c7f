/* Public functions that load, retain and free rule sets. */
#include "evaluate/elements.h"
#include "evaluate/needs_plan.h"
#include "evaluate/ruleset.h"
#include "language/language.h"
#include "compiler/compile.h"
#include "evaluate/value_parsers.h"
#include "base/pattern.h"

#define MATCH_LIMIT 1000000

const char *schoolcat_version(void)
{
    return SCHOOLCAT_VERSION;
}

const char *schoolcat_status_text(schoolcat_status status)
{
    switch (status) {
    case SCHOOLCAT_OK:
        return "done";
    case SCHOOLCAT_ERROR_ARGUMENT:
        return "an argument is missing, out of range or of the wrong size";
    case SCHOOLCAT_ERROR_NO_MEMORY:
        return "memory ran out";
    case SCHOOLCAT_ERROR_IO:
        return "a file cannot be read or written";
    case SCHOOLCAT_ERROR_RULES:
        return "the rule file has errors";
    case SCHOOLCAT_ERROR_DATA:
        return "a value does not fit its indicator";
    case SCHOOLCAT_ERROR_NOT_FOUND:
        return "there is nothing of that name";
    case SCHOOLCAT_ERROR_MISMATCH:
        return "it belongs to another rule set or is of another type";
    }
    return "unknown status";
}

static void destroy(schoolcat_ruleset *rules)
{
    if (rules->program != NULL)
        for (uint32_t i = 0; i < rules->program->pattern_count; i++)
            sc_compiled_pattern_free(rules->program->patterns[i]);
    sc_program_free(rules->program);
    sc_value_parsers_free(rules->readers);
    if (rules->model != NULL)
        sc_model_destroy(rules->model);
    sc_arena_destroy(&rules->arena);
    schoolcat_allocator allocator = rules->allocator;
    sc_release(&allocator, rules);
}

schoolcat_ruleset *schoolcat_ruleset_retain(schoolcat_ruleset *rules)
{
    if (rules != NULL)
        atomic_fetch_add_explicit(&rules->owners, 1, memory_order_relaxed);
    return rules;
}

void schoolcat_ruleset_free(schoolcat_ruleset *rules)
{
    if (rules != NULL && atomic_fetch_sub_explicit(&rules->owners, 1, memory_order_acq_rel) == 1)
        destroy(rules);
}

/* Compiles a checked model and builds the tables that evaluation needs. */
static schoolcat_status build(schoolcat_ruleset *rules, uint32_t match_limit)
{
    rules->program = sc_compile(rules->model, &rules->arena, &rules->allocator);
    if (rules->program == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    rules->program->match_limit = match_limit == 0 ? MATCH_LIMIT : match_limit;
    for (uint32_t i = 0; i < rules->model->pattern_count; i++) {
        const sc_pattern *pattern = &rules->model->patterns[i];
        rules->program->patterns[i] =
            sc_pattern_compile(&rules->allocator, pattern->text, pattern->whole);
        if (rules->program->patterns[i] == NULL)
            return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    rules->readers = sc_value_parsers_new(&rules->allocator, rules->model);
    rules->elements = sc_elements_new(&rules->arena, rules->model);
    rules->needs = sc_needs_plan_new(&rules->arena, rules->model, rules->program);
    bool whole = rules->readers != NULL && rules->elements != NULL && rules->needs != NULL &&
                 !rules->arena.failed;
    return whole ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_NO_MEMORY;
}

static schoolcat_status load_into(schoolcat_ruleset *rules, schoolcat_diagnostics *diagnostics,
                                  const sc_load_request *request)
{
    schoolcat_status status =
        sc_load_model(&rules->arena, &rules->sources, diagnostics, request, &rules->model);
    bool checked = false;
    if (rules->model != NULL && (status == SCHOOLCAT_OK || status == SCHOOLCAT_ERROR_RULES))
        checked = sc_check_model(rules->model, diagnostics);
    if (sc_diagnostics_failed(diagnostics) || rules->arena.failed)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    if (status != SCHOOLCAT_OK)
        return status;
    if (!checked || sc_diagnostics_errors(diagnostics) > 0)
        return SCHOOLCAT_ERROR_RULES;
    return build(rules, request->options == NULL ? 0 : request->options->match_limit);
}

static schoolcat_status load(const sc_load_request *request, schoolcat_ruleset **out,
                             schoolcat_diagnostics **diagnostics)
{
    const schoolcat_load_options *options = request->options;
    if (out == NULL || !sc_load_options_valid(options))
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_allocator allocator = sc_allocator_from(options == NULL ? NULL : options->allocator);
    schoolcat_diagnostics *found = sc_diagnostics_new(&allocator);
    schoolcat_ruleset *rules = sc_allocate(&allocator, sizeof *rules);
    if (found == NULL || rules == NULL) {
        schoolcat_diagnostics_free(found);
        if (rules != NULL)
            sc_release(&allocator, rules);
        return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    *rules = (schoolcat_ruleset){.allocator = allocator};
    atomic_init(&rules->owners, 1);
    sc_arena_init(&rules->arena, &allocator);
    rules->sources.arena = &rules->arena;
    schoolcat_status status = load_into(rules, found, request);
    if (status == SCHOOLCAT_OK)
        *out = rules;
    else
        destroy(rules);
    if (diagnostics != NULL && status != SCHOOLCAT_ERROR_NO_MEMORY)
        *diagnostics = found;
    else
        schoolcat_diagnostics_free(found);
    return status;
}

schoolcat_status schoolcat_ruleset_load(const char *path, const schoolcat_load_options *options,
                                        schoolcat_ruleset **out,
                                        schoolcat_diagnostics **diagnostics)
{
    if (path == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_load_request request = {sc_text_of(path), SC_NO_TEXT, options};
    return load(&request, out, diagnostics);
}

schoolcat_status schoolcat_ruleset_load_text(const char *text, size_t length, const char *name,
                                             const schoolcat_load_options *options,
                                             schoolcat_ruleset **out,
                                             schoolcat_diagnostics **diagnostics)
{
    if (text == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_load_request request = {sc_text_of(name == NULL ? "<text>" : name), {text, length}, options};
    return load(&request, out, diagnostics);
}
