#include "check_fixture.h"

#include <stdio.h>

void check_fixture_open(check_fixture *b, const char *text, const schoolcat_allocator *hooks,
                        const schoolcat_setting *parameter)
{
    memset(b, 0, sizeof *b);
    b->allocator = sc_allocator_from(hooks);
    sc_arena_init(&b->arena, &b->allocator);
    b->sources.arena = &b->arena;
    b->diagnostics = sc_diagnostics_new(&b->allocator);
    if (b->diagnostics == NULL)
        return;
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.parameters = parameter;
    options.parameter_count = parameter != NULL;
    sc_load_request request = {SC_TEXT("rules.yaml"), sc_text_of(text), &options};
    (void)sc_load_model(&b->arena, &b->sources, b->diagnostics, &request, &b->model);
    b->sound = b->model != NULL && sc_check_model(b->model, b->diagnostics);
}

void check_fixture_close(check_fixture *b)
{
    schoolcat_diagnostics_free(b->diagnostics);
    sc_model_destroy(b->model);
    sc_arena_destroy(&b->arena);
}

void check_fixture_problems(const check_fixture *b, sc_buffer *out)
{
    for (size_t i = 0; i < schoolcat_diagnostics_count(b->diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(b->diagnostics, i, &problem), SCHOOLCAT_OK);
        char line[64];
        snprintf(line, sizeof line, "%s%s:%u:%u", i > 0 ? " " : "", problem.code, problem.line,
                 problem.column);
        sc_buffer_string(out, line);
    }
}

void check_fixture_compare(const check_fixture *b, const char *about, const char *is,
                           const char *instead)
{
    is = is == NULL ? "" : is;
    if (strcmp(is, instead) == 0)
        return;
    schoolcat_text *report = NULL;
    (void)schoolcat_diagnostics_render(b->diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &report);
    print_error("%s\n  is      %s\n  instead %s\n%s", about, is, instead,
                schoolcat_text_data(report));
    schoolcat_text_free(report);
    fail();
}
