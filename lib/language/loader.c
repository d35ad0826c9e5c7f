/* Driver of the loader: limits, the first file, then the parts of the model in order. */
#include "language/loader.h"

/* Layers are files in the order of completion, so each follows those that it names; the caller is
 * last. */
static void name_layers(sc_loader *loader)
{
    sc_model *model = loader->model;
    size_t count = loader->layer_names.count;
    model->layers = SC_NEW_ARRAY(loader->arena, count + 1, sc_text);
    if (model->layers == NULL)
        return;
    for (size_t i = 0; i < count; i++)
        model->layers[i] = loader->layer_names.at[i];
    model->layers[count] = SC_TEXT("the caller");
    model->layer_count = (uint32_t)count + 1;
}

static void build_model(sc_loader *loader, const sc_file *first)
{
    loader->model->file = first->at.shown;
    loader->model->max_nesting = (uint32_t)loader->limits.nesting;
    name_layers(loader);
    if (!sc_loader_failed(loader))
        sc_load_head(loader, &first->draft);
    if (!sc_loader_failed(loader))
        sc_load_sections(loader, &first->draft);
    if (!sc_loader_failed(loader))
        sc_load_settings(loader);
    sc_digest_finish(loader);
}

/* Reads all files and builds the model. False: the first file could not be read. */
static bool read_all(sc_loader *loader, const sc_load_request *request)
{
    sc_located_file at;
    if (!sc_resolver_init(&loader->resolver, loader->arena, loader->options)) {
        sc_loader_no_memory(loader);
        return false;
    }
    const sc_resolution found =
        sc_locate_first(&loader->resolver, request->path, request->text, &at);
    if (found.status != SC_RESOLVED) {
        sc_report_first_file(loader, &found, request->path);
        if (loader->status == SCHOOLCAT_OK)
            loader->status = SCHOOLCAT_ERROR_IO;
        return false;
    }
    sc_file *first = sc_load_file(loader, NULL, &at, SC_NO_SPAN);
    if (first == NULL) {
        if (loader->status == SCHOOLCAT_OK)
            loader->status = SCHOOLCAT_ERROR_IO;
        return false;
    }
    if (!sc_loader_failed(loader))
        build_model(loader, first);
    return true;
}

schoolcat_status sc_load_model(sc_arena *arena, sc_sources *sources,
                               schoolcat_diagnostics *diagnostics, const sc_load_request *request,
                               sc_model **model)
{
    static const schoolcat_load_options defaults = SCHOOLCAT_LOAD_OPTIONS;
    sc_loader loader = {
        .arena = arena, .sources = sources, .diagnostics = diagnostics, .group = SC_NONE};
    loader.options = request->options == NULL ? &defaults : request->options;
    loader.model = SC_NEW(arena, sc_model);
    if (loader.model == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    loader.model->arena = arena;
    loader.model->sources = sources;
    sc_arena_init(&loader.scratch, &arena->allocator);
    sc_digest_begin(&loader);
    loader.limits = sc_limits_from(loader.options);
    bool built = read_all(&loader, request);
    schoolcat_status status = sc_loader_status(&loader);
    for (size_t i = 0; i < loader.files.count; i++)
        sc_draft_free_name_tables(&loader.files.at[i]->draft);
    sc_arena_destroy(&loader.scratch);
    if (built && (status == SCHOOLCAT_OK || status == SCHOOLCAT_ERROR_RULES))
        *model = loader.model;
    return status;
}
