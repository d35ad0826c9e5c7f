/* Settings of the caller: values of parameters, and values assumed for indicators. */
#include "language/loader.h"
#include "base/struct_compatibility.h"
#include "language/language.h"

#include <math.h>

/* Reads a text as a plain YAML scalar. */
static sc_literal literal_from_setting(sc_loader *loader, sc_text value)
{
    sc_literal literal = {.kind = SC_KIND_TEXT, .symbol = SC_NONE, .span = SC_NO_SPAN};
    literal.text = sc_arena_text(loader->arena, value);
    switch (sc_yaml_resolve(literal.text, &literal.boolean, &literal.number)) {
    case SC_YAML_BOOLEAN:
        literal.kind = SC_KIND_BOOLEAN;
        break;
    case SC_YAML_INTEGER:
        literal.kind = SC_KIND_INTEGER;
        break;
    case SC_YAML_FLOAT:
        literal.kind = isfinite(literal.number) ? SC_KIND_NUMBER : SC_KIND_TEXT;
        break;
    case SC_YAML_NULL:
    case SC_YAML_TEXT:
        break;
    }
    return literal;
}

static void set_parameter(sc_loader *loader, uint32_t index, sc_literal literal)
{
    sc_parameter *parameter = &loader->model->parameters[index];
    parameter->value = literal;
    parameter->set_by_caller = true;
    parameter->about.layer = loader->model->layer_count - 1;
}

static void set_assumption(sc_loader *loader, uint32_t index, sc_literal literal)
{
    loader->model->indicators[index].assumed = literal;
}

/* One kind of settings: the elements that they may name. */
typedef struct setting_target {
    const char *kind;
    sc_name_table *names;
    bool parameters;
} setting_target;

static void apply(sc_loader *loader, const setting_target *target, const schoolcat_setting *setting,
                  bool *set)
{
    sc_text name = sc_text_of(setting->name), value = sc_text_of(setting->value);
    uint32_t index;
    sc_digest_update(loader, target->kind, name);
    sc_digest_update(loader, "value", value);
    if (!sc_name_table_find(target->names, name, &index)) {
        sc_text hint = sc_did_you_mean(loader, sc_loader_nearest(loader, target->names, name));
        if (loader->model->incomplete)
            return;
        if (target->parameters)
            SC_LOAD_REPORT(loader, UNKNOWN_SETTING, SC_NO_SPAN, SC_NO_TEXT, .arguments = {name},
                           .hint = hint);
        else
            SC_LOAD_REPORT(loader, UNKNOWN_ASSUMPTION, SC_NO_SPAN, SC_NO_TEXT, .arguments = {name},
                           .hint = hint);
        return;
    }
    if (set[index]) {
        SC_LOAD_REPORT(loader, SET_TWICE, SC_NO_SPAN, SC_NO_TEXT, .arguments = {name});
        return;
    }
    set[index] = true;
    if (target->parameters)
        set_parameter(loader, index, literal_from_setting(loader, value));
    else
        set_assumption(loader, index, literal_from_setting(loader, value));
}

static void apply_all(sc_loader *loader, const setting_target *target,
                      const schoolcat_setting *settings, size_t count, uint32_t elements)
{
    bool *set = SC_NEW_ARRAY(&loader->scratch, elements, bool);
    for (size_t i = 0; i < count && set != NULL; i++)
        apply(loader, target, &settings[i], set);
}

void sc_load_settings(sc_loader *loader)
{
    sc_model *model = loader->model;
    const schoolcat_load_options *options = loader->options;
    setting_target parameters = {"parameter", sc_name_table_new(&loader->scratch.allocator), true};
    setting_target indicators = {"assumption", sc_name_table_new(&loader->scratch.allocator),
                                 false};
    bool ready = parameters.names != NULL && indicators.names != NULL;
    for (uint32_t i = 0; i < model->parameter_count && ready; i++)
        ready = sc_name_table_add(parameters.names, model->parameters[i].about.id, i, NULL) !=
                SC_NAME_TABLE_NO_MEMORY;
    for (uint32_t i = 0; i < model->indicator_count && ready; i++)
        ready = sc_name_table_add(indicators.names, model->indicators[i].about.id, i, NULL) !=
                SC_NAME_TABLE_NO_MEMORY;
    if (ready) {
        apply_all(loader, &parameters, options->parameters, options->parameter_count,
                  model->parameter_count);
        apply_all(loader, &indicators, options->assumptions, options->assumption_count,
                  model->indicator_count);
    } else {
        sc_loader_no_memory(loader);
    }
    sc_name_table_free(parameters.names);
    sc_name_table_free(indicators.names);
}

static bool settings_valid(const schoolcat_setting *settings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (settings == NULL || settings[i].name == NULL || settings[i].value == NULL)
            return false;
    return true;
}

bool sc_load_options_valid(const schoolcat_load_options *options)
{
    if (options == NULL)
        return true;
    if (!sc_struct_compatible(options, sizeof *options))
        return false;
    const schoolcat_allocator *hooks = options->allocator;
    if (hooks != NULL &&
        (hooks->allocate == NULL || hooks->reallocate == NULL || hooks->release == NULL))
        return false;
    return settings_valid(options->parameters, options->parameter_count) &&
           settings_valid(options->assumptions, options->assumption_count) &&
           (options->folders != NULL || options->folder_count == 0);
}
