/* Driver of the checker: runs its passes over a model in order. */
#include "language/checker.h"

/* --- criteria, groups --- */

static void check_criteria(sc_checker *check)
{
    for (uint32_t i = 0; i < check->model->criterion_count; i++)
        (void)sc_check_require_type(check, check->model->criteria[i].when,
                                    SC_TYPE(SC_KIND_BOOLEAN));
}

static void check_groups(sc_checker *check)
{
    for (uint32_t i = 0; i < check->model->group_count; i++) {
        const sc_group *group = &check->model->groups[i];
        for (uint32_t k = 0; k < group->count; k++)
            (void)sc_check_require_type(check, group->conditions[k], SC_TYPE(SC_KIND_BOOLEAN));
    }
}

/* --- references to derived values of unknown type --- */

/* Either the values form a cycle, which has been reported, or a soft edge was ignored although the
 * name is a value (check_derived.c). */
static void check_deferred(sc_checker *check)
{
    if (sc_diagnostics_errors(check->diagnostics) > 0)
        return;
    for (size_t i = 0; i < check->deferred.count; i++) {
        const sc_node *node = check->deferred.at[i];
        SC_CHECK_REPORT(check, TYPE_UNCLEAR, node->span, node->path, .arguments = {node->text},
                        .hint =
                            SC_CHECK_PHRASE(check, "say with `type:` what '{1}' is", node->text));
    }
}

/* --- driver --- */

static bool begin_check(sc_checker *check, sc_model *model, schoolcat_diagnostics *diagnostics)
{
    *check = (sc_checker){.model = model,
                          .diagnostics = diagnostics,
                          .clean = sc_diagnostics_errors(diagnostics) == 0};
    sc_arena_init(&check->scratch, &model->arena->allocator);
    check->values = sc_name_table_new(&model->arena->allocator);
    check->pattern_names = sc_name_table_new(&model->arena->allocator);
    check->node_states = SC_NEW_ARRAY(&check->scratch, model->node_count, uint8_t);
    check->derived_typed = SC_NEW_ARRAY(&check->scratch, model->derived_count, bool);
    return check->values != NULL && check->pattern_names != NULL && check->node_states != NULL &&
           check->derived_typed != NULL;
}

static void end_check(sc_checker *check)
{
    if (check->values != NULL)
        sc_name_table_free(check->values);
    if (check->pattern_names != NULL)
        sc_name_table_free(check->pattern_names);
    sc_arena_destroy(&check->scratch);
}

static void check_all(sc_checker *check)
{
    sc_check_decision_domains(check);
    if (check->no_memory || !sc_model_make_name_tables(check->model))
        return;
    sc_check_declare_values(check);
    sc_check_parameters(check);
    sc_check_indicators(check);
    sc_check_tables(check);
    sc_check_derived_types(check);
    check_criteria(check);
    check_groups(check);
    sc_check_rules(check);
    sc_check_store_patterns(check);
    sc_check_dependencies(check);
    check_deferred(check);
    sc_check_equalities(check);
    sc_check_details(check);
    sc_check_unused(check);
}

bool sc_check_model(sc_model *model, schoolcat_diagnostics *diagnostics)
{
    sc_checker check;
    bool begun = begin_check(&check, model, diagnostics) && sc_model_make_name_tables(model);
    if (begun)
        check_all(&check);
    if (!begun || check.no_memory || check.scratch.failed)
        model->arena->failed = true;
    end_check(&check);
    return !model->arena->failed && !sc_diagnostics_failed(diagnostics) &&
           sc_diagnostics_errors(diagnostics) == 0;
}
