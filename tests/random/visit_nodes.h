/* Visits every node of the rules, criteria, groups and derived values of a model. */
#ifndef RANDOM_VISIT_NODES_H
#define RANDOM_VISIT_NODES_H

#include "language/model.h"

typedef void (*visitor)(const sc_node *node, void *context);

static inline void visit_beneath(const sc_node *node, visitor visit, void *context)
{
    visit(node, context);
    for (uint32_t i = 0; i < node->child_count; i++)
        visit_beneath(node->children[i], visit, context);
}

static inline void visit_model(const sc_model *model, visitor visit, void *context)
{
    for (uint32_t i = 0; i < model->derived_count; i++)
        visit_beneath(model->derived[i].value, visit, context);
    for (uint32_t i = 0; i < model->criterion_count; i++)
        visit_beneath(model->criteria[i].when, visit, context);
    for (uint32_t i = 0; i < model->decision_count; i++) {
        for (uint32_t r = 0; r < model->decisions[i].rule_count; r++)
            visit_beneath(model->decisions[i].rules[r].when, visit, context);
    }
}

#endif
