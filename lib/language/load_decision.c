/* Decisions: their policy, outcomes, rules and `otherwise`. */
#include "base/number.h"
#include "language/loader.h"

/* --- rules --- */

static void read_when(sc_loader *loader, const sc_fields *fields, sc_rule *rule)
{
    const sc_yaml_node *when = sc_field(loader, fields, "when", true);
    if (when != NULL)
        rule->when =
            sc_load_condition(loader, when, sc_path_key(loader, fields->path, SC_TEXT("when")));
}

static void check_rule_id(sc_loader *loader, const sc_about *about, bool is_outcome)
{
    if (sc_text_is(about->id, "otherwise"))
        SC_LOAD_REPORT(loader, RESERVED_NAME, about->span, about->path, .arguments = {about->id});
    else if (is_outcome && (sc_text_is(about->id, "none") || sc_text_is(about->id, "null")))
        SC_LOAD_REPORT(loader, RESERVED_OUTCOME, about->span, about->path,
                       .arguments = {about->id});
    else
        (void)sc_validate_name(loader, about->id, about->span, about->path, false);
}

static void load_rule(sc_loader *loader, const sc_yaml_node *node, sc_text path, size_t index,
                      sc_rule *rule)
{
    static const char *const keys[] = {"id",   "then",   "when", "name",    "label",
                                       "text", "source", "note", "details", NULL};
    sc_span span = node->count != 0 ? node->pairs[0].key_span : node->span;
    sc_fields fields = {node, span, sc_path_index(loader, path, index), SC_TEXT("this rule")};
    const sc_yaml_node *id = sc_field_scalar(loader, &fields, "id", true);
    if (id != NULL) {
        fields.span = id->span;
        fields.path = sc_path_key(loader, path, id->text);
        fields.name = sc_concatenate(loader, "the rule '", id->text, "'");
    }
    sc_validate_keys(loader, &fields, keys);
    sc_read_about(loader, &fields, id == NULL ? SC_NO_TEXT : id->text, &rule->about);
    const sc_yaml_node *then = sc_field_scalar(loader, &fields, "then", false);
    rule->outcome = SC_NONE;
    rule->then = then == NULL ? SC_NO_TEXT : then->text;
    rule->then_span = then == NULL ? fields.span : then->span;
    rule->name = sc_field_prose(loader, &fields, "name");
    rule->own_details = sc_read_details(loader, &fields);
    if (id != NULL)
        check_rule_id(loader, &rule->about, sc_yaml_get(node, "then") == NULL);
    read_when(loader, &fields, rule);
}

static bool count_rule(sc_loader *loader, const sc_yaml_node *node, sc_text path)
{
    if (loader->rule_count < loader->limits.rules) {
        loader->rule_count++;
        return true;
    }
    char digits[SC_NUMBER_CAPACITY];
    size_t length = sc_number_write((double)loader->limits.rules, digits);
    SC_LOAD_REPORT(loader, TOO_MANY_RULES, node->span, path, .arguments = {{digits, length}});
    return false;
}

static void load_rules(sc_loader *loader, const sc_fields *fields, sc_decision *decision)
{
    const sc_yaml_node *list = sc_field(loader, fields, "rules", true);
    if (list == NULL)
        return;
    sc_text path = sc_path_key(loader, fields->path, SC_TEXT("rules"));
    if (list->kind != SC_YAML_SEQUENCE) {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, list->span, path,
                       .arguments = {SC_TEXT("'rules'"), SC_TEXT("a list of rules"),
                                     sc_text_of(sc_yaml_kind_name(list))},
                       .hint = SC_TEXT("begin each rule with '- id: '"));
        return;
    }
    if (list->count == 0)
        SC_LOAD_REPORT(loader, RULES_LACKING, list->span, path, .arguments = {decision->about.id});
    decision->rules = SC_NEW_ARRAY(loader->arena, list->count, sc_rule);
    for (size_t i = 0; i < list->count && decision->rules != NULL; i++) {
        const sc_yaml_node *node = list->items[i];
        if (!sc_validate_entry(loader, node, "a rule", path))
            continue;
        if (node->kind != SC_YAML_MAPPING) {
            SC_LOAD_REPORT(loader, WRONG_SHAPE, node->span, path,
                           .arguments = {SC_TEXT("a rule"), SC_TEXT("a mapping of keys and values"),
                                         sc_text_of(sc_yaml_kind_name(node))});
            continue;
        }
        if (!count_rule(loader, node, path))
            return;
        load_rule(loader, node, path, i, &decision->rules[decision->rule_count++]);
    }
}

/* --- outcomes --- */

static sc_domain *new_domain(sc_loader *loader, sc_decision *decision)
{
    sc_model *model = loader->model;
    decision->domain = model->domain_count++;
    sc_domain *domain = &model->domains[decision->domain];
    domain->about = decision->about;
    domain->kind = SC_DOMAIN_DECISION;
    domain->ordered = decision->choose != SC_CHOOSE_EVERY;
    domain->decision = (uint32_t)(decision - model->decisions);
    return domain;
}

static void load_outcomes(sc_loader *loader, const sc_fields *fields, sc_decision *decision)
{
    bool required = decision->choose != SC_CHOOSE_EVERY;
    const sc_yaml_node *outcomes = sc_field(loader, fields, "outcomes", required);
    sc_text path = sc_path_key(loader, fields->path, SC_TEXT("outcomes"));
    decision->domain = SC_NONE;
    if (outcomes != NULL && outcomes->kind == SC_YAML_SCALAR) {
        decision->scale_name = outcomes->text;
        decision->scale_span = outcomes->span;
        return;
    }
    sc_domain *domain = new_domain(loader, decision);
    if (outcomes == NULL)
        return;
    if (outcomes->kind != SC_YAML_SEQUENCE) {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, outcomes->span, path,
                       .arguments = {SC_TEXT("'outcomes'"),
                                     SC_TEXT("a list of outcomes or the name of a scale"),
                                     SC_TEXT("a mapping")},
                       .hint = SC_TEXT("begin each outcome with '- ', best first"));
        return;
    }
    sc_load_items(loader, domain, outcomes, path, true);
    sc_validate_item_texts(loader, domain);
}

static void report_unused(sc_loader *loader, const sc_yaml_node *outcomes,
                          const sc_name_table *used, sc_text path)
{
    for (size_t i = 0; i < outcomes->count; i++) {
        const sc_yaml_node *node = outcomes->items[i];
        const sc_yaml_node *id = node->kind == SC_YAML_MAPPING ? sc_yaml_get(node, "id") : node;
        if (node->added && id != NULL && !sc_name_table_find(used, id->text, NULL))
            SC_LOAD_REPORT(loader, UNUSED_OUTCOME, id->span, path, .arguments = {id->text},
                           .hint = sc_did_you_mean(loader, node->nearest));
    }
}

/* Reports an added outcome that no rule yields: it may be an override with a misspelt id. */
static void check_added_outcomes(sc_loader *loader, const sc_fields *fields,
                                 const sc_decision *decision)
{
    const sc_yaml_node *outcomes = sc_yaml_get(fields->node, "outcomes");
    if (outcomes == NULL || outcomes->kind != SC_YAML_SEQUENCE)
        return;
    sc_name_table *used = sc_name_table_new(&loader->scratch.allocator);
    bool complete = used != NULL;
    if (complete && decision->otherwise.present)
        complete =
            sc_name_table_add(used, decision->otherwise.then, 0, NULL) != SC_NAME_TABLE_NO_MEMORY;
    for (uint32_t i = 0; i < decision->rule_count && complete; i++)
        complete =
            sc_name_table_add(used, decision->rules[i].then, i, NULL) != SC_NAME_TABLE_NO_MEMORY;
    if (complete)
        report_unused(loader, outcomes, used, fields->path);
    else
        sc_loader_no_memory(loader);
    sc_name_table_free(used);
}

/* --- decisions --- */

static void read_choose(sc_loader *loader, const sc_fields *fields, sc_decision *decision)
{
    const char *words[SC_CHOOSE_COUNT + 1] = {NULL};
    const sc_yaml_node *choose = sc_field_scalar(loader, fields, "choose", true);
    if (choose == NULL)
        return;
    for (int policy = 0; policy < SC_CHOOSE_COUNT; policy++) {
        words[policy] = sc_choose_name((sc_choose)policy);
        if (sc_text_is(choose->text, words[policy])) {
            decision->choose = (sc_choose)policy;
            return;
        }
    }
    SC_LOAD_REPORT(loader, NOT_ONE_OF, choose->span, fields->path,
                   .arguments = {choose->text, SC_TEXT("first, worst, best, unique and every")},
                   .hint = sc_did_you_mean(loader, sc_nearest_word(choose->text, words)));
}

static void read_otherwise(sc_loader *loader, const sc_fields *fields, sc_decision *decision)
{
    static const char *const keys[] = {"then", "if_unknown", NULL};
    sc_otherwise *otherwise = &decision->otherwise;
    const sc_yaml_node *value = sc_field(loader, fields, "otherwise", false);
    otherwise->outcome = SC_NONE;
    if (value == NULL)
        return;
    const sc_yaml_node *then = value;
    if (value->kind == SC_YAML_MAPPING) {
        sc_text path = sc_path_key(loader, fields->path, SC_TEXT("otherwise"));
        const sc_fields own = {value, value->span, path, SC_TEXT("'otherwise'")};
        sc_validate_keys(loader, &own, keys);
        then = sc_field_scalar(loader, &own, "then", true);
        otherwise->if_unknown = sc_field_if_unknown(loader, &own);
    } else if (value->kind != SC_YAML_SCALAR) {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, value->span, fields->path,
                       .arguments = {SC_TEXT("'otherwise'"), SC_TEXT("an outcome or a mapping"),
                                     SC_TEXT("a list")});
        return;
    }
    if (then == NULL)
        return;
    otherwise->present = true;
    otherwise->then = then->text;
    otherwise->span = then->span;
}

static void load_decision(sc_loader *loader, const sc_entry *entry, sc_decision *decision)
{
    static const char *const keys[] = {"label",    "text",  "source",    "note", "choose",
                                       "outcomes", "rules", "otherwise", NULL};
    sc_fields fields;
    sc_text path = sc_path_key(loader, SC_TEXT("decisions"), entry->key);
    decision->choose = SC_CHOOSE_FIRST;
    decision->domain = SC_NONE;
    sc_begin_about(loader, entry, path, &decision->about);
    decision->about.added = false; /* a decision is always used */
    if (!sc_read_fields(loader, entry->value, entry->key, entry->key_span, path, "the decision '",
                        NULL, &fields))
        return;
    sc_validate_keys(loader, &fields, keys);
    sc_read_about(loader, &fields, entry->key, &decision->about);
    read_choose(loader, &fields, decision);
    load_outcomes(loader, &fields, decision);
    load_rules(loader, &fields, decision);
    read_otherwise(loader, &fields, decision);
    check_added_outcomes(loader, &fields, decision);
}

void sc_load_decisions(sc_loader *loader, const sc_draft *draft)
{
    const sc_section *section = &draft->sections[SC_SECTION_DECISIONS];
    sc_model *model = loader->model;
    model->decisions = SC_NEW_ARRAY(loader->arena, section->entries.count, sc_decision);
    if (model->decisions == NULL || model->domains == NULL)
        return;
    for (size_t i = 0; i < section->entries.count; i++) {
        if (section->entries.at[i].value != NULL)
            load_decision(loader, &section->entries.at[i],
                          &model->decisions[model->decision_count++]);
    }
}
