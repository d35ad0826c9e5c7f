/* Decisions: domains of outcomes, and the rules that yield them. */
#include "language/checker.h"

#include <string.h>

/* --- domains of outcomes, before any expression is typed --- */

/* Adds an empty domain for a decision without one. */
static bool make_domain(sc_checker *check, uint32_t index)
{
    sc_model *model = check->model;
    sc_domain *domains = SC_NEW_ARRAY(model->arena, (size_t)model->domain_count + 1, sc_domain);
    if (domains == NULL)
        return false;
    if (model->domain_count > 0)
        memcpy(domains, model->domains, model->domain_count * sizeof *domains);
    sc_domain *made = &domains[model->domain_count];
    made->about = model->decisions[index].about;
    made->kind = SC_DOMAIN_DECISION;
    made->ordered = model->decisions[index].choose != SC_CHOOSE_EVERY;
    made->decision = index;
    model->decisions[index].domain = model->domain_count++;
    model->domains = domains;
    return true;
}

/* Resolves `outcomes: NAME` to a domain. A name of a decision is followed, unless that leads round
 * in a cycle. */
static bool find_outcomes(const sc_checker *check, sc_text name, uint32_t *domain)
{
    for (uint32_t followed = 0; followed <= check->model->decision_count; followed++) {
        uint32_t index;
        if (sc_name_table_find(check->model->domain_names, name, domain))
            return true;
        if (!sc_name_table_find(check->model->decision_names, name, &index))
            return false;
        name = check->model->decisions[index].scale_name;
        if (name.length == 0)
            return false;
    }
    return false;
}

static void resolve_scale(sc_checker *check, sc_decision *decision)
{
    uint32_t found;
    decision->domain = SC_NONE;
    if (!find_outcomes(check, decision->scale_name, &found)) {
        sc_text nearest = sc_check_nearest(check, check->model->domain_names, decision->scale_name);
        if (!check->model->incomplete)
            SC_CHECK_REPORT(
                check, UNKNOWN_TYPE, decision->scale_span, decision->about.path,
                .arguments = {decision->scale_name},
                .hint = nearest.length > 0
                            ? sc_check_did_you_mean(check, nearest)
                            : SC_TEXT("name a scale, or write the outcomes here as a list"));
        return;
    }
    sc_domain *domain = &check->model->domains[found];
    domain->about.used = true;
    decision->domain = found;
    if (!domain->ordered && decision->choose != SC_CHOOSE_EVERY)
        SC_CHECK_REPORT(check, OUTCOMES_NOT_ORDERED, decision->scale_span, decision->about.path,
                        .arguments = {domain->about.id});
}

static bool adds_outcome(const sc_checker *check, const sc_decision *decision, const sc_rule *rule)
{
    uint32_t item;
    return rule->then.length == 0 && rule->about.id.length > 0 &&
           !sc_check_find_item(check, decision->domain, rule->about.id, &item);
}

static sc_item item_of_rule(const sc_rule *rule)
{
    return (sc_item){.about = rule->about, .name = rule->name, .details = rule->own_details};
}

/* The id of a rule without `then` is its outcome: appended in the order of the rules. */
static void append_rule_outcomes(sc_checker *check, sc_decision *decision)
{
    sc_domain *domain = &check->model->domains[decision->domain];
    uint32_t added = 0;
    for (uint32_t i = 0; i < decision->rule_count; i++)
        added += adds_outcome(check, decision, &decision->rules[i]);
    if (added == 0)
        return;
    if ((size_t)domain->item_count + added > SC_MAX_ITEMS) {
        SC_CHECK_REPORT(check, TOO_MANY_ITEMS, decision->about.span, decision->about.path,
                        .arguments = {decision->about.id, sc_check_number(check, SC_MAX_ITEMS)});
        return;
    }
    sc_item *items = SC_NEW_ARRAY(check->model->arena, domain->item_count + added, sc_item);
    if (items == NULL)
        return;
    if (domain->item_count > 0)
        memcpy(items, domain->items, domain->item_count * sizeof *items);
    domain->items = items;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        const sc_rule *rule = &decision->rules[i];
        uint32_t existing, index = domain->item_count;
        if (!adds_outcome(check, decision, rule))
            continue;
        items[index] = item_of_rule(rule);
        if (sc_name_table_add(domain->names, items[index].about.id, index, &existing) ==
            SC_NAME_TABLE_NO_MEMORY) {
            check->no_memory = true;
            return;
        }
        domain->item_count++;
    }
}

/* Scales, choices and decisions share one name space. */
static void check_type_names(sc_checker *check)
{
    sc_model *model = check->model;
    for (uint32_t i = 0; i < model->domain_count; i++) {
        const sc_about *about = &model->domains[i].about;
        uint32_t first;
        sc_type type;
        if (sc_check_find_type(check, about->id, &type) && type.kind != SC_KIND_SYMBOL)
            SC_CHECK_REPORT(check, TYPE_TAKEN, about->span, about->path,
                            .arguments = {about->id, SC_NO_TEXT});
        else if (sc_name_table_find(model->domain_names, about->id, &first) && first != i)
            SC_CHECK_REPORT(check, TYPE_TAKEN, about->span, about->path, .arguments = {about->id},
                            .other = model->domains[first].about.span);
    }
    for (uint32_t i = 0; i < model->decision_count; i++) {
        const sc_decision *decision = &model->decisions[i];
        uint32_t domain;
        if (decision->scale_name.length > 0 && decision->domain != SC_NONE &&
            sc_name_table_find(model->domain_names, decision->about.id, &domain) &&
            domain != decision->domain)
            SC_CHECK_REPORT(check, TYPE_TAKEN, decision->about.span, decision->about.path,
                            .arguments = {decision->about.id},
                            .other = model->domains[domain].about.span);
    }
}

void sc_check_decision_domains(sc_checker *check)
{
    sc_model *model = check->model;
    uint32_t domains = model->domain_count;
    for (uint32_t i = 0; i < model->decision_count; i++) {
        sc_decision *decision = &model->decisions[i];
        if (decision->scale_name.length > 0)
            resolve_scale(check, decision);
        else if (decision->domain >= model->domain_count && !make_domain(check, i))
            return;
    }
    if (model->domain_count > domains) {
        sc_name_table_free(model->domain_names);
        model->domain_names = NULL;
        if (!sc_model_make_name_tables(model))
            return;
    }
    check_type_names(check);
    for (uint32_t i = 0; i < model->decision_count && !check->no_memory; i++) {
        sc_decision *decision = &model->decisions[i];
        if (decision->choose == SC_CHOOSE_EVERY && decision->scale_name.length == 0)
            append_rule_outcomes(check, decision);
    }
}

/* --- rules --- */

static uint32_t find_outcome(sc_checker *check, const sc_decision *decision, sc_text word,
                             sc_span span, sc_text path)
{
    uint32_t item;
    if (decision->domain >= check->model->domain_count)
        return SC_NONE;
    if (sc_check_find_item(check, decision->domain, word, &item)) {
        check->model->domains[decision->domain].items[item].about.used = true;
        return item;
    }
    sc_check_report_unknown_item(check, decision->domain, word, span, path);
    return SC_NONE;
}

static void check_rule(sc_checker *check, const sc_decision *decision, sc_rule *rule)
{
    (void)sc_check_require_type(check, rule->when, SC_TYPE(SC_KIND_BOOLEAN));
    if (rule->then.length > 0) {
        rule->outcome =
            find_outcome(check, decision, rule->then, rule->then_span, rule->about.path);
        return;
    }
    rule->outcome = SC_NONE;
    if (decision->choose != SC_CHOOSE_EVERY) {
        SC_CHECK_REPORT(check, OUTCOME_LACKING, rule->about.span, rule->about.path,
                        .arguments = {rule->about.id});
    } else if (decision->scale_name.length > 0) {
        if (decision->domain != SC_NONE)
            SC_CHECK_REPORT(check, OUTCOME_LACKING, rule->about.span, rule->about.path,
                            .arguments = {rule->about.id},
                            .hint = SC_CHECK_PHRASE(
                                check,
                                "the outcomes are those of '{1}': say which one with `then:`",
                                decision->scale_name));
    } else if (rule->about.id.length > 0) {
        uint32_t item;
        if (sc_check_find_item(check, decision->domain, rule->about.id, &item))
            rule->outcome = item;
    }
}

/* Reports rules with the same id. The loader merges files by it, so both are in one file. */
static void check_rule_ids(sc_checker *check, const sc_decision *decision)
{
    sc_name_table *names = sc_name_table_new(&check->model->arena->allocator);
    if (names == NULL) {
        check->no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        const sc_about *about = &decision->rules[i].about;
        uint32_t first;
        if (about->id.length == 0)
            continue;
        sc_name_table_status added = sc_name_table_add(names, about->id, i, &first);
        if (added == SC_NAME_TABLE_NO_MEMORY)
            check->no_memory = true;
        else if (added == SC_NAME_TABLE_DUPLICATE)
            SC_CHECK_REPORT(check, DEFINED_TWICE, about->span, about->path,
                            .arguments = {about->id}, .other = decision->rules[first].about.span);
    }
    sc_name_table_free(names);
}

/* Warns of outcomes that no rule yields; a rule was probably forgotten. */
static void check_reachability(sc_checker *check, const sc_decision *decision)
{
    const sc_domain *domain = &check->model->domains[decision->domain];
    bool *reached = SC_NEW_ARRAY(&check->scratch, domain->item_count, bool);
    if (reached == NULL)
        return;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        if (decision->rules[i].outcome < domain->item_count)
            reached[decision->rules[i].outcome] = true;
        else
            return; /* its outcome is in error */
    }
    if (decision->otherwise.present && decision->otherwise.outcome >= domain->item_count)
        return;
    if (decision->otherwise.present)
        reached[decision->otherwise.outcome] = true;
    for (uint32_t i = 0; i < domain->item_count; i++) {
        const sc_about *about = &domain->items[i].about;
        if (!reached[i] && !about->added)
            SC_CHECK_REPORT(check, OUTCOME_UNREACHED, about->span, about->path,
                            .arguments = {about->id, decision->about.id});
    }
}

static void check_otherwise(sc_checker *check, sc_decision *decision)
{
    sc_otherwise *otherwise = &decision->otherwise;
    otherwise->outcome = SC_NONE;
    if (!otherwise->present)
        return;
    if (decision->choose == SC_CHOOSE_EVERY) {
        SC_CHECK_REPORT(check, OTHERWISE_OF_EVERY, otherwise->span, decision->about.path,
                        .arguments = {decision->about.id});
        return;
    }
    otherwise->outcome =
        find_outcome(check, decision, otherwise->then, otherwise->span, decision->about.path);
}

void sc_check_rules(sc_checker *check)
{
    for (uint32_t i = 0; i < check->model->decision_count; i++) {
        sc_decision *decision = &check->model->decisions[i];
        check_rule_ids(check, decision);
        for (uint32_t k = 0; k < decision->rule_count; k++)
            check_rule(check, decision, &decision->rules[k]);
        check_otherwise(check, decision);
        if (check->clean && decision->scale_name.length == 0 &&
            decision->domain < check->model->domain_count)
            check_reachability(check, decision);
    }
}
