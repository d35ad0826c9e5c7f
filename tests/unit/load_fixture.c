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

void fixture_init(fixture *b, const schoolcat_allocator *hooks)
{
    const schoolcat_load_options usual = SCHOOLCAT_LOAD_OPTIONS;
    memset(b, 0, sizeof *b);
    b->allocator = sc_allocator_from(hooks);
    b->options = usual;
}

void load_request(fixture *b, const sc_load_request *request)
{
    sc_arena_init(&b->arena, &b->allocator);
    b->sources.arena = &b->arena;
    b->diagnostics = sc_diagnostics_new(&b->allocator);
    b->status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (b->diagnostics != NULL)
        b->status = sc_load_model(&b->arena, &b->sources, b->diagnostics, request, &b->model);
}

void load_from(fixture *b, const memory_file *files, const char *name)
{
    b->options.resolver = find_file;
    b->options.resolver_context = (void *)(uintptr_t)files;
    load_path(b, name);
}

void load_files(fixture *b, const memory_file *files)
{
    load_from(b, files, files[0].name);
}

void load_path(fixture *b, const char *path)
{
    const sc_load_request request = {sc_text_of(path), SC_NO_TEXT, &b->options};
    load_request(b, &request);
}

void fixture_close(fixture *b)
{
    schoolcat_diagnostics_free(b->diagnostics);
    sc_model_destroy(b->model);
    sc_arena_destroy(&b->arena);
}

/* "SC029 b.yaml:3" of every problem. */
static void write_problems(const fixture *b, char *out, size_t room)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < schoolcat_diagnostics_count(b->diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(b->diagnostics, i, &problem), SCHOOLCAT_OK);
        length += (size_t)snprintf(out + length, room - length, "%s%s %s:%u", i > 0 ? ", " : "",
                                   problem.code, problem.file, problem.line);
        assert_true(length < room);
    }
}

void expect_problems(const fixture *b, const char *expected)
{
    char problems[4000];
    write_problems(b, problems, sizeof problems);
    assert_string_equal(problems, expected);
}

void load_text(fixture *b, const char *text)
{
    const memory_file files[] = {{"r.yaml", text}, {NULL, NULL}};
    fixture_init(b, NULL);
    load_files(b, files);
}

void expect_report(const char *body, const char *expected)
{
    fixture b;
    char text[4000];
    (void)snprintf(text, sizeof text, "%s%s", HEAD, body);
    load_text(&b, text);
    expect_problems(&b, expected);
    assert_int_equal(b.status, schoolcat_diagnostics_errors(b.diagnostics) == 0
                                   ? SCHOOLCAT_OK
                                   : SCHOOLCAT_ERROR_RULES);
    fixture_close(&b);
}

void expect_text(sc_text text, const char *expected)
{
    if (!sc_text_is(text, expected))
        fail_msg("'%.*s' instead of '%s'", (int)text.length, text.data == NULL ? "" : text.data,
                 expected);
}
