/* schoolcat_evaluate_arrow_stream: batches in, batches out, one plan for all. */
#include "arrow/evaluate_arrow.h"

#include "base/number.h"
#include "base/struct_compatibility.h"
#include <errno.h>
#include <string.h>

typedef struct sc_arrow_stream {
    schoolcat_allocator allocator;
    sc_arrow_evaluation run;
    struct ArrowArrayStream input;
    uint64_t next_row; /* what problems call the next batch's first row */
    const char *error;
} sc_arrow_stream;

static int errno_of(schoolcat_status status)
{
    return status == SCHOOLCAT_ERROR_NO_MEMORY ? ENOMEM : EINVAL;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    sc_arrow_stream *own = stream->private_data;
    schoolcat_status status = sc_arrow_evaluation_schema(&own->run, out);
    own->error = status == SCHOOLCAT_OK ? NULL : schoolcat_status_text(status);
    return status == SCHOOLCAT_OK ? 0 : errno_of(status);
}

static int input_failed(sc_arrow_stream *own, int code)
{
    const char *said =
        own->input.get_last_error == NULL ? NULL : own->input.get_last_error(&own->input);
    own->error = said == NULL ? "the stream that feeds this one failed" : said;
    return code;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    sc_arrow_stream *own = stream->private_data;
    struct ArrowArray rows;
    memset(&rows, 0, sizeof rows);
    int code = own->input.get_next(&own->input, &rows);
    if (code != 0)
        return input_failed(own, code);
    if (rows.release == NULL) { /* the end */
        memset(out, 0, sizeof *out);
        return 0;
    }
    schoolcat_status status =
        rows.length < 0
            ? SCHOOLCAT_ERROR_ARGUMENT
            : sc_arrow_evaluation_run(&own->run, &rows, 0, rows.length, own->next_row, out);
    own->next_row += rows.length < 0 ? 0 : (uint64_t)rows.length;
    rows.release(&rows);
    if (status == SCHOOLCAT_OK)
        return 0;
    own->error =
        status == SCHOOLCAT_ERROR_DATA ? own->run.report_invalid : schoolcat_status_text(status);
    return errno_of(status);
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    return ((sc_arrow_stream *)stream->private_data)->error;
}

static void release_stream(struct ArrowArrayStream *stream)
{
    sc_arrow_stream *own = stream->private_data;
    own->input.release(&own->input);
    sc_arrow_evaluation_close(&own->run);
    schoolcat_allocator allocator = own->allocator;
    sc_release(&allocator, own);
    stream->release = NULL;
}

static schoolcat_status open_stream(sc_arrow_stream *own, schoolcat_ruleset *rules,
                                    struct ArrowArrayStream *input,
                                    const schoolcat_arrow_options *options,
                                    schoolcat_problems *problems)
{
    struct ArrowSchema schema;
    memset(&schema, 0, sizeof schema);
    if (input->get_schema(input, &schema) != 0)
        return SCHOOLCAT_ERROR_IO;
    schoolcat_status status = SCHOOLCAT_ERROR_ARGUMENT;
    if (sc_arrow_is_table(&schema)) {
        status = sc_arrow_evaluation_open(&own->run, rules, &schema, options, problems, 0);
        /* Problems name the column, so the names must outlive the schema. */
        for (uint32_t i = 0; i < own->run.input.count; i++) {
            sc_text *name = &own->run.input.decoders[i].column_name;
            *name = sc_arena_text(&own->run.arena, *name);
        }
        if (own->run.arena.failed && status == SCHOOLCAT_OK)
            status = SCHOOLCAT_ERROR_NO_MEMORY;
        if (status != SCHOOLCAT_OK)
            sc_arrow_evaluation_close(&own->run);
    }
    if (schema.release != NULL)
        schema.release(&schema);
    return status;
}

schoolcat_status schoolcat_evaluate_arrow_stream(schoolcat_ruleset *rules,
                                                 struct ArrowArrayStream *input,
                                                 const schoolcat_arrow_options *options,
                                                 schoolcat_problems *problems,
                                                 struct ArrowArrayStream *out)
{
    if (rules == NULL || input == NULL || input->release == NULL || out == NULL ||
        (options != NULL &&
         (!sc_struct_compatible(options, sizeof *options) || options->first_row != 0 ||
          options->row_count >= 0 || (options->has_today && !sc_date_in_range(options->today)))))
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_arrow_stream *own = sc_allocate(&rules->allocator, sizeof *own);
    if (own == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    memset(own, 0, sizeof *own);
    own->allocator = rules->allocator;
    own->next_row = options == NULL || options->row_number == 0 ? 1 : options->row_number;
    schoolcat_status status = open_stream(own, rules, input, options, problems);
    if (status != SCHOOLCAT_OK) {
        schoolcat_allocator allocator = own->allocator;
        sc_release(&allocator, own);
        return status;
    }
    own->input = *input;
    input->release = NULL; /* moved */
    *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, own};
    return SCHOOLCAT_OK;
}
