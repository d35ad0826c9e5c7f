/* Builds the labels, texts and types that introspection returns. */
#include "evaluate/elements.h"

#include "base/number.h"

#include <math.h>

/* What is being filled, so that its parts need not be handed around. */
typedef struct element_maker {
    sc_arena *arena;
    const sc_model *model;
    sc_elements *made;
} element_maker;

static const char *string_of(sc_arena *arena, sc_text text)
{
    if (text.length == 0)
        return "";
    const char *string = sc_arena_string(arena, text);
    return string == NULL ? "" : string;
}

static const char *join_sources(sc_arena *arena, const sc_about *about)
{
    if (about->source_count == 1)
        return string_of(arena, about->sources[0]);
    sc_buffer joined;
    sc_buffer_init(&joined, &arena->allocator);
    for (uint32_t i = 0; i < about->source_count; i++) {
        if (i > 0)
            sc_buffer_string(&joined, "; ");
        sc_buffer_text(&joined, about->sources[i]);
    }
    const char *string = string_of(arena, sc_buffer_view(&joined));
    if (joined.failed)
        arena->failed = true;
    sc_buffer_destroy(&joined);
    return string;
}

bool sc_element_of(sc_arena *arena, const sc_model *model, const sc_about *about, sc_text label,
                   schoolcat_element *out)
{
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    element.id = string_of(arena, about->id);
    element.label = string_of(arena, label.length > 0 ? label : about->label);
    element.text = string_of(arena, about->text);
    element.source = join_sources(arena, about);
    element.note = string_of(arena, about->note);
    element.path = string_of(arena, about->path);
    if (about->layer < model->layer_count)
        element.layer = string_of(arena, model->layers[about->layer]);
    element.line =
        about->span.file == SC_NO_FILE ? 0 : sc_sources_position(model->sources, about->span).line;
    *out = element;
    return !arena->failed;
}

static void set_text(element_maker *maker, schoolcat_value *value, sc_text text)
{
    value->text = string_of(maker->arena, text);
    value->length = text.length;
}

static schoolcat_value value_of(element_maker *maker, sc_type type, const sc_literal *literal)
{
    char date[16];
    schoolcat_value value = SCHOOLCAT_VALUE;
    value.type = sc_public_type(type.kind);
    value.missing = SCHOOLCAT_PRESENT;
    switch (value.type) {
    case SCHOOLCAT_BOOLEAN:
        value.boolean = literal->boolean;
        break;
    case SCHOOLCAT_TEXT:
        set_text(maker, &value, literal->text);
        break;
    case SCHOOLCAT_SYMBOL:
        value.item = literal->symbol;
        set_text(maker, &value, maker->model->domains[type.domain].items[literal->symbol].about.id);
        break;
    case SCHOOLCAT_DATE:
        value.number = literal->number;
        set_text(maker, &value, (sc_text){date, sc_date_write(literal->number, date)});
        break;
    default:
        value.number = literal->number;
    }
    return value;
}

static schoolcat_type_information typed(element_maker *maker, sc_type type, sc_text unit)
{
    schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
    information.type = sc_public_type(type.kind);
    information.type_name = string_of(maker->arena, sc_type_name(maker->model, type));
    information.scale = type.kind == SC_KIND_SYMBOL ? type.domain : 0;
    information.unit = string_of(maker->arena, unit);
    return information;
}

static void set_limits(schoolcat_type_information *information, const sc_literal *min,
                       const sc_literal *max)
{
    information->has_min = min->kind != SC_KIND_MISSING;
    information->has_max = max->kind != SC_KIND_MISSING;
    information->min = information->has_min ? min->number : 0;
    information->max = information->has_max ? max->number : 0;
}

static bool begin_part(element_maker *maker, schoolcat_part part, size_t count, bool with_types)
{
    maker->made->counts[part] = count;
    maker->made->parts[part] = SC_NEW_ARRAY(maker->arena, count, schoolcat_element);
    if (with_types)
        maker->made->types[part] = SC_NEW_ARRAY(maker->arena, count, schoolcat_type_information);
    return !maker->arena->failed;
}

static bool add_element(element_maker *maker, schoolcat_part part, size_t index,
                        const sc_about *about)
{
    return sc_element_of(maker->arena, maker->model, about, SC_NO_TEXT,
                         &maker->made->parts[part][index]);
}

static bool add_indicators(element_maker *maker)
{
    const sc_model *model = maker->model;
    if (!begin_part(maker, SCHOOLCAT_PART_INDICATOR, model->indicator_count, true))
        return false;
    for (uint32_t i = 0; i < model->indicator_count; i++) {
        const sc_indicator *indicator = &model->indicators[i];
        schoolcat_type_information information = typed(maker, indicator->type, indicator->unit);
        set_limits(&information, &indicator->min, &indicator->max);
        information.has_value = indicator->blank_means.kind != SC_KIND_MISSING;
        if (information.has_value)
            information.value = value_of(maker, indicator->type, &indicator->blank_means);
        maker->made->types[SCHOOLCAT_PART_INDICATOR][i] = information;
        if (!add_element(maker, SCHOOLCAT_PART_INDICATOR, i, &indicator->about))
            return false;
    }
    return true;
}

static bool add_parameters(element_maker *maker)
{
    const sc_model *model = maker->model;
    if (!begin_part(maker, SCHOOLCAT_PART_PARAMETER, model->parameter_count, true))
        return false;
    for (uint32_t i = 0; i < model->parameter_count; i++) {
        const sc_parameter *parameter = &model->parameters[i];
        schoolcat_type_information information = typed(maker, parameter->type, parameter->unit);
        set_limits(&information, &parameter->min, &parameter->max);
        information.has_value = parameter->value.kind != SC_KIND_MISSING;
        if (information.has_value)
            information.value = value_of(maker, parameter->type, &parameter->value);
        information.set_by_caller = parameter->set_by_caller;
        maker->made->types[SCHOOLCAT_PART_PARAMETER][i] = information;
        if (!add_element(maker, SCHOOLCAT_PART_PARAMETER, i, &parameter->about))
            return false;
        if (parameter->set_by_caller) {
            maker->made->parts[SCHOOLCAT_PART_PARAMETER][i].layer = "the caller";
            maker->made->parts[SCHOOLCAT_PART_PARAMETER][i].line = 0;
        }
    }
    return true;
}

static bool add_derived(element_maker *maker)
{
    const sc_model *model = maker->model;
    sc_elements *made = maker->made;
    size_t outputs = 0;
    for (uint32_t i = 0; i < model->derived_count; i++)
        outputs += model->derived[i].output;
    made->outputs = SC_NEW_ARRAY(maker->arena, outputs, uint32_t);
    if (!begin_part(maker, SCHOOLCAT_PART_DERIVED, model->derived_count, true) ||
        !begin_part(maker, SCHOOLCAT_PART_OUTPUT, outputs, true) || made->outputs == NULL)
        return false;
    size_t output = 0;
    for (uint32_t i = 0; i < model->derived_count; i++) {
        const sc_derived *derived = &model->derived[i];
        schoolcat_type_information *information = &made->types[SCHOOLCAT_PART_DERIVED][i];
        *information = typed(maker, derived->type, derived->unit);
        information->output = derived->output;
        if (!add_element(maker, SCHOOLCAT_PART_DERIVED, i, &derived->about))
            return false;
        if (!derived->output)
            continue;
        made->outputs[output] = i;
        made->types[SCHOOLCAT_PART_OUTPUT][output] = *information;
        made->parts[SCHOOLCAT_PART_OUTPUT][output++] = made->parts[SCHOOLCAT_PART_DERIVED][i];
    }
    return true;
}

static bool add_criteria(element_maker *maker)
{
    const sc_model *model = maker->model;
    if (!begin_part(maker, SCHOOLCAT_PART_CRITERION, model->criterion_count, false))
        return false;
    for (uint32_t i = 0; i < model->criterion_count; i++)
        if (!add_element(maker, SCHOOLCAT_PART_CRITERION, i, &model->criteria[i].about))
            return false;
    return true;
}

static bool add_scales(element_maker *maker)
{
    const sc_model *model = maker->model;
    sc_elements *made = maker->made;
    made->items = SC_NEW_ARRAY(maker->arena, model->domain_count, schoolcat_element *);
    if (made->items == NULL || !begin_part(maker, SCHOOLCAT_PART_SCALE, model->domain_count, false))
        return false;
    for (uint32_t i = 0; i < model->domain_count; i++) {
        const sc_domain *domain = &model->domains[i];
        made->items[i] = SC_NEW_ARRAY(maker->arena, domain->item_count, schoolcat_element);
        if (made->items[i] == NULL || !add_element(maker, SCHOOLCAT_PART_SCALE, i, &domain->about))
            return false;
        for (uint32_t k = 0; k < domain->item_count; k++)
            if (!sc_element_of(maker->arena, model, &domain->items[k].about, domain->items[k].name,
                               &made->items[i][k]))
                return false;
    }
    return true;
}

static bool add_decisions(element_maker *maker)
{
    const sc_model *model = maker->model;
    sc_elements *made = maker->made;
    made->rules = SC_NEW_ARRAY(maker->arena, model->decision_count, schoolcat_element *);
    if (made->rules == NULL ||
        !begin_part(maker, SCHOOLCAT_PART_DECISION, model->decision_count, false))
        return false;
    for (uint32_t i = 0; i < model->decision_count; i++) {
        const sc_decision *decision = &model->decisions[i];
        made->rules[i] = SC_NEW_ARRAY(maker->arena, decision->rule_count, schoolcat_element);
        if (made->rules[i] == NULL ||
            !add_element(maker, SCHOOLCAT_PART_DECISION, i, &decision->about))
            return false;
        for (uint32_t k = 0; k < decision->rule_count; k++)
            if (!sc_element_of(maker->arena, model, &decision->rules[k].about,
                               decision->rules[k].name, &made->rules[i][k]))
                return false;
    }
    return true;
}

static void set_information(element_maker *maker)
{
    const sc_model *model = maker->model;
    const size_t *counts = maker->made->counts;
    schoolcat_ruleset_information information = SCHOOLCAT_RULESET_INFORMATION;
    information.authority = string_of(maker->arena, model->authority);
    information.title = string_of(maker->arena, model->title);
    information.version = string_of(maker->arena, model->version);
    information.source = string_of(maker->arena, model->source);
    information.file = string_of(maker->arena, model->file);
    information.digest = string_of(maker->arena, model->digest);
    information.has_effective_from = !isnan(model->effective_from);
    information.has_effective_to = !isnan(model->effective_to);
    information.effective_from = information.has_effective_from ? model->effective_from : 0;
    information.effective_to = information.has_effective_to ? model->effective_to : 0;
    information.indicators = counts[SCHOOLCAT_PART_INDICATOR];
    information.parameters = counts[SCHOOLCAT_PART_PARAMETER];
    information.scales = counts[SCHOOLCAT_PART_SCALE];
    information.criteria = counts[SCHOOLCAT_PART_CRITERION];
    information.derived = counts[SCHOOLCAT_PART_DERIVED];
    information.outputs = counts[SCHOOLCAT_PART_OUTPUT];
    information.decisions = counts[SCHOOLCAT_PART_DECISION];
    maker->made->information = information;
}

sc_elements *sc_elements_new(sc_arena *arena, const sc_model *model)
{
    element_maker maker = {arena, model, SC_NEW(arena, sc_elements)};
    if (maker.made == NULL || !add_indicators(&maker) || !add_parameters(&maker) ||
        !add_scales(&maker) || !add_criteria(&maker) || !add_derived(&maker) ||
        !add_decisions(&maker))
        return NULL;
    set_information(&maker);
    return arena->failed ? NULL : maker.made;
}
