/* The head and the sections of a draft, as parts of the model. */
#include "base/fuzzy_lookup.h"
#include "language/loader.h"

#include <math.h>

#define ABOUT_KEYS "label", "text", "source", "note", NULL

/* The fields of an entry, their keys checked, and its `about`. False: it is no mapping. */
static bool begin_entry(sc_loader *loader, const sc_entry *entry, sc_section_kind section,
                        const char *kind, const char *default_key, const char *const *keys,
                        sc_about *about, sc_fields *fields)
{
    sc_text path = sc_path_key(loader, sc_text_of(sc_section_name(section)), entry->key);
    sc_begin_about(loader, entry, path, about);
    if (!sc_read_fields(loader, entry->value, entry->key, entry->key_span, path, kind, default_key,
                        fields))
        return false;
    sc_validate_keys(loader, fields, keys);
    sc_read_about(loader, fields, entry->key, about);
    return true;
}

static sc_text read_type(sc_loader *loader, const sc_fields *fields, bool required, sc_span *span)
{
    const sc_yaml_node *type = sc_field_scalar(loader, fields, "type", required);
    *span = type == NULL ? fields->span : type->span;
    return type == NULL ? SC_NO_TEXT : type->text;
}

/* --- parameters --- */

static void load_parameter(sc_loader *loader, const sc_entry *entry, sc_parameter *parameter)
{
    static const char *const keys[] = {"value", "type", "min", "max", "unit", ABOUT_KEYS};
    sc_fields fields;
    const sc_literal none = {.kind = SC_KIND_MISSING, .symbol = SC_NONE, .span = SC_NO_SPAN};
    parameter->value = parameter->min = parameter->max = none;
    parameter->type.domain = SC_NONE;
    parameter->type_span = entry->key_span;
    if (!begin_entry(loader, entry, SC_SECTION_PARAMETERS, "the parameter '", "value", keys,
                     &parameter->about, &fields))
        return;
    parameter->type_name = read_type(loader, &fields, false, &parameter->type_span);
    parameter->value = sc_field_literal(loader, &fields, "value", true);
    parameter->min = sc_field_literal(loader, &fields, "min", false);
    parameter->max = sc_field_literal(loader, &fields, "max", false);
    parameter->unit = sc_field_prose(loader, &fields, "unit");
}

/* --- indicators --- */

static uint32_t add_pattern(sc_loader *loader, const sc_fields *fields)
{
    const sc_yaml_node *pattern = sc_field_scalar(loader, fields, "pattern", false);
    sc_model *model = loader->model;
    if (pattern == NULL)
        return SC_NONE;
    model->patterns[model->pattern_count] = (sc_pattern){pattern->text, true, pattern->span};
    return model->pattern_count++;
}

static void load_indicator(sc_loader *loader, const sc_entry *entry, sc_indicator *indicator)
{
    static const char *const keys[] = {"type",   "label",   "aliases",     "min",         "max",
                                       "unit",   "pattern", "blank_means", "date_format", "text",
                                       "source", "note",    NULL};
    sc_fields fields;
    const sc_literal none = {.kind = SC_KIND_MISSING, .symbol = SC_NONE, .span = SC_NO_SPAN};
    indicator->min = indicator->max = indicator->blank_means = indicator->assumed = none;
    indicator->type.domain = SC_NONE;
    indicator->pattern = SC_NONE;
    indicator->type_span = entry->key_span;
    if (!begin_entry(loader, entry, SC_SECTION_INDICATORS, "the indicator '", "type", keys,
                     &indicator->about, &fields))
        return;
    indicator->type_name = read_type(loader, &fields, true, &indicator->type_span);
    indicator->min = sc_field_literal(loader, &fields, "min", false);
    indicator->max = sc_field_literal(loader, &fields, "max", false);
    indicator->blank_means = sc_field_literal(loader, &fields, "blank_means", false);
    indicator->unit = sc_field_prose(loader, &fields, "unit");
    indicator->date_format = sc_field_text(loader, &fields, "date_format");
    const sc_yaml_node *date_format = sc_yaml_get(fields.node, "date_format");
    indicator->date_format_span = date_format == NULL ? fields.span : date_format->span;
    sc_field_list(loader, &fields, "aliases", &indicator->aliases, &indicator->alias_count);
    indicator->pattern = add_pattern(loader, &fields);
}

static void add_column(sc_loader *loader, sc_fuzzy_lookup *columns, sc_text name, uint32_t index)
{
    uint32_t existing;
    const sc_indicator *indicators = loader->model->indicators;
    if (sc_fuzzy_lookup_add(columns, name, index, &existing) || existing == index)
        return;
    SC_LOAD_REPORT(loader, SAME_COLUMN, indicators[index].about.span, indicators[index].about.path,
                   .arguments = {name, indicators[existing].about.id, indicators[index].about.id});
}

/* Columns are matched by name or alias, so these must be unique. */
static void check_columns(sc_loader *loader)
{
    const sc_model *model = loader->model;
    size_t capacity = 0;
    for (uint32_t i = 0; i < model->indicator_count; i++)
        capacity += 1 + (size_t)model->indicators[i].alias_count;
    sc_fuzzy_lookup *columns =
        sc_fuzzy_lookup_new(&loader->arena->allocator, SC_FUZZY_NAMES, capacity);
    if (columns == NULL) {
        sc_loader_no_memory(loader);
        return;
    }
    for (uint32_t i = 0; i < model->indicator_count; i++)
        add_column(loader, columns, model->indicators[i].about.id, i);
    for (uint32_t i = 0; i < model->indicator_count; i++) {
        for (uint32_t k = 0; k < model->indicators[i].alias_count; k++)
            add_column(loader, columns, model->indicators[i].aliases[k], i);
    }
    sc_fuzzy_lookup_free(columns);
}

/* --- tables --- */

/* A limit that cannot be read is NaN: the extent of the band is then unknown. */
static bool load_limit(sc_loader *loader, const sc_fields *fields, const char *key, bool dates,
                       double *limit)
{
    if (sc_yaml_get(fields->node, key) == NULL)
        return false;
    if (!sc_field_number(loader, fields, key, dates, limit))
        *limit = NAN;
    return true;
}

static bool load_band(sc_loader *loader, const sc_yaml_node *node, sc_text path, bool dates,
                      sc_band *band)
{
    static const char *const keys[] = {"above", "up_to", "value", NULL};
    if (!sc_validate_entry(loader, node, "a band", path))
        return false;
    if (node->kind != SC_YAML_MAPPING) {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, node->span, path,
                       .arguments = {SC_TEXT("a band"),
                                     SC_TEXT("a mapping like {up_to: 10, value: 0}"),
                                     sc_text_of(sc_yaml_kind_name(node))});
        return false;
    }
    const sc_fields fields = {node, node->span, path, SC_TEXT("this band")};
    sc_validate_keys(loader, &fields, keys);
    band->span = node->span;
    band->has_above = load_limit(loader, &fields, "above", dates, &band->above);
    band->has_up_to = load_limit(loader, &fields, "up_to", dates, &band->up_to);
    band->value = sc_field_literal(loader, &fields, "value", true);
    return true;
}

static void load_bands(sc_loader *loader, const sc_fields *fields, sc_table *table)
{
    const sc_yaml_node *bands = sc_field(loader, fields, "bands", true);
    sc_text path = sc_path_key(loader, fields->path, SC_TEXT("bands"));
    bool dates = sc_text_is(table->of_name, "date");
    if (bands == NULL)
        return;
    if (bands->kind != SC_YAML_SEQUENCE) {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, bands->span, path,
                       .arguments = {SC_TEXT("'bands'"), SC_TEXT("a list of bands"),
                                     sc_text_of(sc_yaml_kind_name(bands))});
        return;
    }
    if (bands->count == 0)
        SC_LOAD_REPORT(loader, ITEMS_LACKING, bands->span, path,
                       .arguments = {table->about.id, SC_TEXT("bands")});
    table->bands = SC_NEW_ARRAY(loader->arena, bands->count, sc_band);
    for (size_t i = 0; i < bands->count && table->bands != NULL; i++) {
        sc_band *band = &table->bands[table->band_count];
        table->band_count +=
            load_band(loader, bands->items[i], sc_path_index(loader, path, i), dates, band);
    }
}

static void load_table(sc_loader *loader, const sc_entry *entry, sc_table *table)
{
    static const char *const keys[] = {"of", "bands", "type", ABOUT_KEYS};
    static const char *const kinds[] = {"number", "integer", "date", NULL};
    sc_fields fields;
    table->type_span = entry->key_span;
    table->of.domain = table->type.domain = SC_NONE;
    if (!begin_entry(loader, entry, SC_SECTION_TABLES, "the table '", NULL, keys, &table->about,
                     &fields))
        return;
    const sc_yaml_node *of = sc_field_scalar(loader, &fields, "of", true);
    table->of_name = of == NULL ? SC_NO_TEXT : of->text;
    if (of != NULL && !sc_text_is(of->text, kinds[0]) && !sc_text_is(of->text, kinds[1]) &&
        !sc_text_is(of->text, kinds[2])) {
        SC_LOAD_REPORT(loader, NOT_ONE_OF, of->span, fields.path,
                       .arguments = {of->text, SC_TEXT("number, integer and date")},
                       .hint = sc_did_you_mean(loader, sc_nearest_word(of->text, kinds)));
        table->of_name = SC_NO_TEXT;
    }
    table->type_name = read_type(loader, &fields, false, &table->type_span);
    load_bands(loader, &fields, table);
}

/* --- derived values and criteria --- */

static void load_derived(sc_loader *loader, const sc_entry *entry, sc_derived *derived)
{
    static const char *const keys[] = {"value", "type", "unit", "output", ABOUT_KEYS};
    sc_fields fields;
    derived->type.domain = SC_NONE;
    derived->type_span = entry->key_span;
    if (!begin_entry(loader, entry, SC_SECTION_DERIVED, "the derived value '", "value", keys,
                     &derived->about, &fields))
        return;
    derived->type_name = read_type(loader, &fields, false, &derived->type_span);
    derived->unit = sc_field_prose(loader, &fields, "unit");
    (void)sc_field_boolean(loader, &fields, "output", &derived->output);
    if (derived->output)
        derived->about.added = false; /* an output is always used */
    const sc_yaml_node *value = sc_field(loader, &fields, "value", true);
    sc_text path = sc_path_key(loader, fields.path, SC_TEXT("value"));
    if (value == NULL)
        return;
    if (value->kind == SC_YAML_SCALAR)
        derived->value = sc_load_expression(loader, value, path);
    else
        SC_LOAD_REPORT(loader, WRONG_SHAPE, value->span, path,
                       .arguments = {SC_TEXT("'value'"), SC_TEXT("an expression"),
                                     sc_text_of(sc_yaml_kind_name(value))},
                       .hint = SC_TEXT("all, any, not and the like make a criterion: define it "
                                       "under `criteria:` with `when:`"));
}

/* Sets `if_unknown` of a criterion on its condition. Where the condition has its own, a node above
 * it carries the criterion's. */
static sc_node *apply_if_unknown(sc_loader *loader, sc_node *node, sc_if_unknown if_unknown,
                                 sc_text path)
{
    if (node == NULL || if_unknown == SC_KEEP_UNKNOWN)
        return node;
    if (node->if_unknown == SC_KEEP_UNKNOWN) {
        node->if_unknown = if_unknown;
        return node;
    }
    sc_node *outer = sc_node_new(loader->model, SC_NODE_WHEN, node->span);
    if (outer == NULL || !sc_allocate_children(loader, outer, 1))
        return node;
    outer->children[0] = node;
    outer->if_unknown = if_unknown;
    outer->path = path;
    return outer;
}

static void load_criterion(sc_loader *loader, const sc_entry *entry, sc_criterion *criterion)
{
    static const char *const keys[] = {"when", "if_unknown", ABOUT_KEYS};
    sc_fields fields;
    if (!begin_entry(loader, entry, SC_SECTION_CRITERIA, "the criterion '", "when", keys,
                     &criterion->about, &fields))
        return;
    sc_if_unknown if_unknown = sc_field_if_unknown(loader, &fields);
    const sc_yaml_node *when = sc_field(loader, &fields, "when", true);
    sc_text path = sc_path_key(loader, fields.path, SC_TEXT("when"));
    if (when != NULL)
        criterion->when =
            apply_if_unknown(loader, sc_load_condition(loader, when, path), if_unknown, path);
}

/* --- all sections --- */

#define LOAD_SECTION(loader, draft, section, array, total, type, load)                             \
    do {                                                                                           \
        const sc_section *from = &(draft)->sections[section];                                      \
        (array) = SC_NEW_ARRAY((loader)->arena, from->entries.count, type);                        \
        for (size_t i = 0; i < from->entries.count && (array) != NULL; i++) {                      \
            if (from->entries.at[i].value != NULL)                                                 \
                load((loader), &from->entries.at[i], &(array)[(total)++]);                         \
        }                                                                                          \
    } while (0)

void sc_load_sections(sc_loader *loader, const sc_draft *draft)
{
    sc_model *model = loader->model;
    size_t indicators = draft->sections[SC_SECTION_INDICATORS].entries.count;
    model->patterns = SC_NEW_ARRAY(loader->arena, indicators, sc_pattern);
    if (model->patterns == NULL)
        return;
    LOAD_SECTION(loader, draft, SC_SECTION_PARAMETERS, model->parameters, model->parameter_count,
                 sc_parameter, load_parameter);
    sc_load_domains(loader, draft);
    LOAD_SECTION(loader, draft, SC_SECTION_INDICATORS, model->indicators, model->indicator_count,
                 sc_indicator, load_indicator);
    check_columns(loader);
    LOAD_SECTION(loader, draft, SC_SECTION_TABLES, model->tables, model->table_count, sc_table,
                 load_table);
    sc_load_groups(loader, draft);
    LOAD_SECTION(loader, draft, SC_SECTION_DERIVED, model->derived, model->derived_count,
                 sc_derived, load_derived);
    LOAD_SECTION(loader, draft, SC_SECTION_CRITERIA, model->criteria, model->criterion_count,
                 sc_criterion, load_criterion);
    sc_load_decisions(loader, draft);
    sc_link_groups(loader);
}

/* --- the head --- */

static void read_effective(sc_loader *loader, const sc_yaml_node *value)
{
    static const char *const keys[] = {"from", "to", NULL};
    sc_model *model = loader->model;
    const sc_fields fields = {value, value->span, SC_TEXT("effective"), SC_TEXT("'effective'")};
    if (value->kind != SC_YAML_MAPPING) {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, value->span, fields.path,
                       .arguments = {fields.name,
                                     SC_TEXT("a mapping like {from: 2008-09-01, to: 2009-08-31}"),
                                     sc_text_of(sc_yaml_kind_name(value))});
        return;
    }
    sc_validate_keys(loader, &fields, keys);
    (void)sc_field_number(loader, &fields, "from", true, &model->effective_from);
    (void)sc_field_number(loader, &fields, "to", true, &model->effective_to);
    if (model->effective_to < model->effective_from)
        SC_LOAD_REPORT(loader, EFFECTIVE_ORDER, value->span, fields.path, .hint = SC_NO_TEXT);
}

/* A text, or a list joined by "; ". */
static sc_text read_joined(sc_loader *loader, const sc_fields *fields, const char *key)
{
    sc_text *texts;
    uint32_t count;
    sc_field_list(loader, fields, key, &texts, &count);
    sc_text joined = count == 0 ? SC_NO_TEXT : texts[0];
    for (uint32_t i = 1; i < count; i++) {
        sc_text before = sc_concatenate(loader, "", joined, "; ");
        sc_buffer buffer;
        sc_buffer_init(&buffer, &loader->arena->allocator);
        sc_buffer_text(&buffer, before);
        sc_buffer_text(&buffer, texts[i]);
        joined = sc_arena_text(loader->arena, sc_buffer_view(&buffer));
        if (buffer.failed)
            sc_loader_no_memory(loader);
        sc_buffer_destroy(&buffer);
    }
    return joined;
}

static void default_marks(sc_loader *loader, const sc_text *defaults, uint32_t default_count,
                          sc_text **marks, uint32_t *count)
{
    *marks = SC_NEW_ARRAY(loader->arena, default_count, sc_text);
    for (*count = 0; *marks != NULL && *count < default_count; (*count)++)
        (*marks)[*count] = defaults[*count];
}

static void read_marks(sc_loader *loader, const sc_fields *fields)
{
    static const sc_text missing[] = {{"NA", 2}, {"N/A", 3}, {"null", 4}, {"-", 1}};
    static const sc_text suppressed[] = {{"SUPP", 4}, {"NE", 2}, {"x", 1},
                                         {"c", 1},    {"z", 1},  {":", 1}};
    sc_model *model = loader->model;
    if (sc_yaml_get(fields->node, "missing") != NULL)
        sc_field_list(loader, fields, "missing", &model->missing_marks, &model->missing_mark_count);
    else
        default_marks(loader, missing, sizeof missing / sizeof *missing, &model->missing_marks,
                      &model->missing_mark_count);
    if (sc_yaml_get(fields->node, "suppressed") != NULL)
        sc_field_list(loader, fields, "suppressed", &model->suppressed_marks,
                      &model->suppressed_mark_count);
    else
        default_marks(loader, suppressed, sizeof suppressed / sizeof *suppressed,
                      &model->suppressed_marks, &model->suppressed_mark_count);
}

void sc_load_head(sc_loader *loader, const sc_draft *draft)
{
    sc_model *model = loader->model;
    sc_yaml_pair pairs[SC_HEAD_COUNT];
    sc_yaml_node head = {.kind = SC_YAML_MAPPING, .pairs = pairs, .span = {0, 0, 0}};
    for (size_t i = 0; i < SC_HEAD_COUNT; i++) {
        if (draft->head[i].value != NULL)
            pairs[head.count++] =
                (sc_yaml_pair){draft->head[i].key, draft->head[i].key_span, draft->head[i].value};
    }
    const sc_fields fields = {&head, head.span, SC_NO_TEXT, SC_TEXT("the file")};
    model->effective_from = model->effective_to = (double)NAN;
    model->authority = sc_field_prose(loader, &fields, "authority");
    model->title = sc_field_prose(loader, &fields, "title");
    model->version = sc_field_prose(loader, &fields, "version");
    model->source = read_joined(loader, &fields, "source");
    const sc_yaml_node *effective = sc_field(loader, &fields, "effective", false);
    if (effective != NULL)
        read_effective(loader, effective);
    read_marks(loader, &fields);
    for (size_t i = 0; i < 2; i++) {
        if (draft->head[i].value == NULL && !model->incomplete)
            SC_LOAD_REPORT(loader, UNTITLED, head.span, SC_NO_TEXT,
                           .arguments = {sc_text_of(sc_head_name((sc_head_kind)i))});
    }
}
