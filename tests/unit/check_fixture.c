/* Loads and checks a rule file given as text. */
#include "check_fixture.h"

void check_fixture_open(check_fixture *f, const char *text, const schoolcat_allocator *hooks,
                        const schoolcat_setting *parameter)
{
    memset(f, 0, sizeof *f);
    f->allocator = sc_allocator_from(hooks);
    sc_arena_init(&f->arena, &f->allocator);
    f->sources.arena = &f->arena;
    f->diagnostics = sc_diagnostics_new(&f->allocator);
    if (f->diagnostics == NULL)
        return;
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.parameters = parameter;
    options.parameter_count = parameter != NULL;
    sc_load_request request = {SC_TEXT("rules.yaml"), sc_text_of(text), &options};
    (void)sc_load_model(&f->arena, &f->sources, f->diagnostics, &request, &f->model);
    f->sound = f->model != NULL && sc_check_model(f->model, f->diagnostics);
}

void check_fixture_close(check_fixture *f)
{
    schoolcat_diagnostics_free(f->diagnostics);
    sc_model_destroy(f->model);
    sc_arena_destroy(&f->arena);
}
