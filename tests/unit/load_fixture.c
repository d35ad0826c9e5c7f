/* Loads rule files from memory, with a resolver that finds them by name. */
#include "load_fixture.h"

#include <stdio.h>

static schoolcat_status find_file(void *context, const char *from, const char *name,
                                  const char **text, size_t *length, const char **canonical_name)
{
    (void)from;
    if (strcmp(name, "broken") == 0)
        return SCHOOLCAT_ERROR_DATA;
    for (const memory_file *file = context; file->name != NULL; file++) {
        if (strcmp(file->name, name) == 0) {
            *text = file->text;
            *length = strlen(file->text);
            *canonical_name = file->name;
            return SCHOOLCAT_OK;
        }
    }
    return SCHOOLCAT_ERROR_NOT_FOUND;
}

void load_fixture_init(load_fixture *f, const schoolcat_allocator *hooks)
{
    const schoolcat_load_options usual = SCHOOLCAT_LOAD_OPTIONS;
    memset(f, 0, sizeof *f);
    f->allocator = sc_allocator_from(hooks);
    f->options = usual;
}

void load_request(load_fixture *f, const sc_load_request *request)
{
    sc_arena_init(&f->arena, &f->allocator);
    f->sources.arena = &f->arena;
    f->diagnostics = sc_diagnostics_new(&f->allocator);
    f->status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (f->diagnostics != NULL)
        f->status = sc_load_model(&f->arena, &f->sources, f->diagnostics, request, &f->model);
}

void load_from(load_fixture *f, const memory_file *files, const char *name)
{
    f->options.resolver = find_file;
    f->options.resolver_context = (void *)(uintptr_t)files;
    load_path(f, name);
}

void load_files(load_fixture *f, const memory_file *files)
{
    load_from(f, files, files[0].name);
}

void load_path(load_fixture *f, const char *path)
{
    const sc_load_request request = {sc_text_of(path), SC_NO_TEXT, &f->options};
    load_request(f, &request);
}

void load_fixture_close(load_fixture *f)
{
    schoolcat_diagnostics_free(f->diagnostics);
    sc_model_destroy(f->model);
    sc_arena_destroy(&f->arena);
}

void expect_load_problems(const load_fixture *f, const char *expected)
{
    expect_problems(f->diagnostics, PLACE_FILE_LINE, "", expected);
}

void load_text(load_fixture *f, const char *text)
{
    const memory_file files[] = {{"r.yaml", text}, {NULL, NULL}};
    load_fixture_init(f, NULL);
    load_files(f, files);
}

void expect_report(const char *body, const char *expected)
{
    load_fixture f;
    char text[4000];
    (void)snprintf(text, sizeof text, "%s%s", HEAD, body);
    load_text(&f, text);
    expect_load_problems(&f, expected);
    assert_int_equal(f.status, schoolcat_diagnostics_errors(f.diagnostics) == 0
                                   ? SCHOOLCAT_OK
                                   : SCHOOLCAT_ERROR_RULES);
    load_fixture_close(&f);
}

void expect_text(sc_text text, const char *expected)
{
    if (!sc_text_is(text, expected))
        fail_msg("'%.*s' instead of '%s'", (int)text.length, text.data == NULL ? "" : text.data,
                 expected);
}
