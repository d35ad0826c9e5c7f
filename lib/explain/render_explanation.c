/* Renders an explanation in the requested format. */
#include "explain/render_explanation.h"

schoolcat_status schoolcat_explanation_render(const schoolcat_explanation *explanation,
                                              schoolcat_format format, schoolcat_text **out)
{
    if (!explanation || !out)
        return SCHOOLCAT_ERROR_ARGUMENT;
    const schoolcat_allocator *allocator = &explanation->rules->allocator;
    sc_buffer buffer;
    sc_buffer_init(&buffer, allocator);
    schoolcat_status status = SCHOOLCAT_OK;
    if (format == SCHOOLCAT_FORMAT_TEXT)
        sc_render_text(&buffer, explanation);
    else if (format == SCHOOLCAT_FORMAT_MARKDOWN)
        sc_render_markdown(&buffer, explanation);
    else if (format == SCHOOLCAT_FORMAT_JSON)
        sc_render_json(&buffer, explanation);
    else
        status = SCHOOLCAT_ERROR_ARGUMENT;
    if (status == SCHOOLCAT_OK)
        status = sc_text_from_buffer(allocator, &buffer, out);
    sc_buffer_destroy(&buffer);
    return status;
}
