/* Rule files: reads one, and those that it includes and extends, into one draft. */
#include "base/number.h"
#include "language/loader.h"

/* Length of a chain of files that name each other, independent of the caller's limits. */
#define MAX_FILE_DEPTH 200

static sc_text count_text(sc_loader *loader, size_t count)
{
    char digits[SC_NUMBER_CAPACITY];
    size_t length = sc_number_write((double)count, digits);
    return sc_arena_text(&loader->scratch, (sc_text){digits, length});
}

/* --- unreadable files --- */

static void report_resolution(sc_loader *loader, const sc_resolution *resolution, sc_span span,
                              sc_text name)
{
    loader->model->incomplete = true;
    switch (resolution->status) {
    case SC_RESOLVED:
        break;
    case SC_RESOLVED_NOT_FOUND:
        SC_LOAD_REPORT(loader, FILE_NOT_FOUND, span, SC_NO_TEXT, .arguments = {name},
                       .hint = span.length == 0
                                   ? SC_TEXT("give a path, or the name of an installed rule file")
                                   : SC_NO_TEXT);
        break;
    case SC_RESOLVED_OUTSIDE:
        SC_LOAD_REPORT(loader, FILE_OUTSIDE, span, SC_NO_TEXT, .arguments = {name});
        break;
    case SC_RESOLVED_UNREADABLE:
        SC_LOAD_REPORT(loader, FILE_UNREADABLE, span, SC_NO_TEXT,
                       .arguments = {name, resolution->reason});
        break;
    case SC_RESOLVED_TOO_LARGE:
        if (loader->limits.total_bytes - loader->total_bytes < loader->limits.file_bytes)
            SC_LOAD_REPORT(loader, FILES_TOO_LARGE, span, SC_NO_TEXT,
                           .arguments = {count_text(loader, loader->limits.total_bytes)});
        else
            SC_LOAD_REPORT(loader, FILE_TOO_LARGE, span, SC_NO_TEXT,
                           .arguments = {count_text(loader, loader->limits.file_bytes)});
        break;
    case SC_RESOLVED_NO_MEMORY:
        sc_loader_no_memory(loader);
        break;
    case SC_RESOLVED_ENDED:
        if (loader->status == SCHOOLCAT_OK)
            loader->status = resolution->caller_status;
    }
}

void sc_report_first_file(sc_loader *loader, const sc_resolution *resolution, sc_text name)
{
    uint32_t source;
    if (!sc_sources_add(loader->sources, sc_arena_text(loader->arena, name), SC_NO_TEXT, &source)) {
        sc_loader_no_memory(loader);
        return;
    }
    report_resolution(loader, resolution, (sc_span){source, 0, 0}, name);
}

/* Reports `a.yaml -> b.yaml -> a.yaml`, beginning with the file that is named again. */
static void report_cycle(sc_loader *loader, const sc_file *from, const sc_file *again,
                         sc_span named)
{
    const sc_file *chain[MAX_FILE_DEPTH + 1];
    size_t count = 0;
    sc_buffer buffer;
    sc_buffer_init(&buffer, &loader->scratch.allocator);
    for (const sc_file *file = from; file != NULL && count <= MAX_FILE_DEPTH; file = file->from) {
        chain[count++] = file;
        if (file == again)
            break;
    }
    while (count > 0) {
        sc_buffer_text(&buffer, chain[--count]->at.shown);
        sc_buffer_string(&buffer, " -> ");
    }
    sc_buffer_text(&buffer, again->at.shown);
    if (buffer.failed)
        sc_loader_no_memory(loader);
    else
        SC_LOAD_REPORT(loader, INCLUDE_CYCLE, named, SC_NO_TEXT,
                       .arguments = {sc_buffer_view(&buffer)});
    sc_buffer_destroy(&buffer);
}

/* --- one file --- */

static const char *const top_keys[] = {
    "schoolcat", "authority", "title",      "version",    "effective", "source",  "include",
    "extends",   "missing",   "suppressed", "parameters", "scales",    "choices", "indicators",
    "tables",    "derived",   "criteria",   "groups",     "decisions", NULL};

static void check_version(sc_loader *loader, const sc_fields *fields)
{
    const sc_yaml_pair *pair = sc_yaml_find(fields->node, SC_TEXT("schoolcat"));
    if (pair == NULL) {
        SC_LOAD_REPORT(loader, MISSING_KEY, fields->span, SC_NO_TEXT,
                       .arguments = {fields->name, SC_TEXT("schoolcat")},
                       .hint = SC_TEXT("begin the file with `schoolcat: 1`"));
        return;
    }
    const sc_yaml_node *version = sc_field_scalar(loader, fields, "schoolcat", true);
    if (version != NULL && !sc_text_is(version->text, "1"))
        SC_LOAD_REPORT(loader, FORMAT_VERSION, version->span, SC_TEXT("schoolcat"),
                       .arguments = {version->text});
}

/* Locates and reads a file that `from` names. NULL: that failed. */
static sc_file *load_named(sc_loader *loader, sc_file *from, const sc_yaml_node *name,
                           const char *key)
{
    sc_located_file at;
    sc_text path = sc_text_of(key);
    if (!sc_validate_value(loader, name, path, name->span, path))
        return NULL;
    if (name->kind != SC_YAML_SCALAR) {
        sc_text quoted = sc_concatenate(loader, "'", path, "'");
        SC_LOAD_REPORT(loader, WRONG_SHAPE, name->span, path,
                       .arguments = {quoted, SC_TEXT("the name of a file"),
                                     sc_text_of(sc_yaml_kind_name(name))});
        loader->model->incomplete = true;
        return NULL;
    }
    const sc_resolution resolution = sc_locate(&loader->resolver, &from->at, name->text, &at);
    if (resolution.status != SC_RESOLVED) {
        report_resolution(loader, &resolution, name->span, name->text);
        return NULL;
    }
    return sc_load_file(loader, from, &at, name->span);
}

static void include_files(sc_loader *loader, sc_file *file, const sc_fields *fields)
{
    const sc_yaml_node *include = sc_field(loader, fields, "include", false);
    if (include == NULL)
        return;
    size_t count = include->kind == SC_YAML_SEQUENCE ? include->count : 1;
    for (size_t i = 0; i < count && !sc_loader_failed(loader); i++) {
        const sc_yaml_node *name = include->kind == SC_YAML_SEQUENCE ? include->items[i] : include;
        const sc_file *included = load_named(loader, file, name, "include");
        if (included != NULL)
            sc_draft_include(loader, &file->draft, &included->draft);
    }
}

static void build_draft(sc_loader *loader, sc_file *file, const sc_yaml_node *root)
{
    const sc_span start = {file->source, 0, 0};
    const sc_fields fields = {root, start, SC_NO_TEXT, SC_TEXT("the file")};
    sc_validate_keys(loader, &fields, top_keys);
    check_version(loader, &fields);
    const sc_yaml_node *extends = sc_field(loader, &fields, "extends", false);
    if (extends != NULL) {
        const sc_file *extended = load_named(loader, file, extends, "extends");
        if (extended != NULL)
            sc_draft_inherit(loader, &file->draft, &extended->draft);
    }
    include_files(loader, file, &fields);
    if (!sc_loader_failed(loader))
        sc_draft_add_own(loader, &file->draft, root, extends != NULL);
}

/* The root mapping. NULL: reported. */
static const sc_yaml_node *read_root(sc_loader *loader, uint32_t source)
{
    const sc_yaml_node *root = NULL;
    const sc_yaml_request request = {.nodes = &loader->scratch,
                                     .texts = loader->arena,
                                     .sources = loader->sources,
                                     .diagnostics = loader->diagnostics,
                                     .file = source,
                                     .max_nesting = loader->limits.nesting,
                                     .max_nodes = loader->limits.nodes};
    schoolcat_status status = sc_yaml_read(&request, &root);
    if (status == SCHOOLCAT_ERROR_NO_MEMORY)
        sc_loader_no_memory(loader);
    if (status != SCHOOLCAT_OK)
        return NULL;
    if (root->kind == SC_YAML_MAPPING)
        return root;
    if (sc_yaml_is_empty(root))
        SC_LOAD_REPORT(loader, EMPTY_FILE, root->span, SC_NO_TEXT, .hint = SC_NO_TEXT);
    else
        SC_LOAD_REPORT(loader, WRONG_SHAPE, root->span, SC_NO_TEXT,
                       .arguments = {SC_TEXT("a rule file"),
                                     SC_TEXT("a mapping of keys and values"),
                                     sc_text_of(sc_yaml_kind_name(root))},
                       .hint = SC_TEXT("begin the file with `schoolcat: 1`"));
    return NULL;
}

static sc_file *new_file(sc_loader *loader, const sc_file *from, const sc_located_file *at,
                         sc_text text)
{
    sc_file *file = SC_NEW(&loader->scratch, sc_file);
    if (file == NULL)
        return NULL;
    file->at = *at;
    file->from = from;
    file->depth = from == NULL ? 0 : from->depth + 1;
    loader->total_bytes += text.length;
    sc_digest_update(loader, "file", text);
    if (!sc_sources_add(loader->sources, at->shown, text, &file->source) ||
        !SC_PUSH(&loader->scratch, &loader->files, file) ||
        !SC_PUSH(&loader->scratch, &loader->layers, 0)) {
        sc_loader_no_memory(loader);
        return NULL;
    }
    return file;
}

static sc_file *read_file(sc_loader *loader, sc_file *from, const sc_located_file *at,
                          sc_span named)
{
    sc_text text = SC_NO_TEXT;
    size_t max_bytes = loader->limits.total_bytes - loader->total_bytes;
    if (max_bytes > loader->limits.file_bytes)
        max_bytes = loader->limits.file_bytes;
    const sc_resolution resolution = sc_read_located_file(&loader->resolver, at, max_bytes, &text);
    if (resolution.status != SC_RESOLVED && from == NULL)
        sc_report_first_file(loader, &resolution, at->shown);
    else if (resolution.status != SC_RESOLVED)
        report_resolution(loader, &resolution, named, at->shown);
    return resolution.status == SC_RESOLVED ? new_file(loader, from, at, text) : NULL;
}

sc_file *sc_load_file(sc_loader *loader, sc_file *from, const sc_located_file *at, sc_span named)
{
    for (size_t i = 0; i < loader->files.count; i++) {
        sc_file *known = loader->files.at[i];
        if (!sc_text_equal(known->at.canonical, at->canonical))
            continue;
        if (!known->open)
            return known;
        report_cycle(loader, from, known, named);
        loader->model->incomplete = true;
        return NULL;
    }
    if (loader->files.count >= loader->limits.files ||
        (from != NULL && from->depth >= MAX_FILE_DEPTH)) {
        SC_LOAD_REPORT(loader, TOO_MANY_FILES, named, SC_NO_TEXT,
                       .arguments = {count_text(loader, loader->limits.files)});
        loader->model->incomplete = true;
        return NULL;
    }
    sc_file *file = read_file(loader, from, at, named);
    if (file == NULL)
        return NULL;
    file->open = true;
    const sc_yaml_node *root = read_root(loader, file->source);
    if (root != NULL)
        build_draft(loader, file, root);
    else
        loader->model->incomplete = true;
    file->open = false;
    loader->layers.at[file->source] = (uint32_t)loader->layer_names.count;
    if (!SC_PUSH(&loader->scratch, &loader->layer_names, at->shown))
        sc_loader_no_memory(loader);
    return file;
}
