/* Finds the node below a rule or condition that decides its truth. */
#include "explain/explanation.h"

static const schoolcat_explanation_node *first_child(const schoolcat_explanation_node *node,
                                                     schoolcat_truth truth)
{
    for (size_t i = 0; i < node->children.count; i++)
        if (node->children.at[i]->is.truth == truth)
            return node->children.at[i];
    return NULL;
}

static const schoolcat_explanation_node *deciding_child(const schoolcat_explanation_node *node)
{
    if (node->is.assumed || node->children.count == 0)
        return NULL;
    if (node->is.kind == SCHOOLCAT_EXPLAINED_RULE || node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION)
        return node->children.at[0];
    if (node->is.kind != SCHOOLCAT_EXPLAINED_CONDITION)
        return NULL;
    switch (node->node->kind) {
    case SC_NODE_ALL:
    case SC_NODE_AND:
        return node->is.truth == SCHOOLCAT_TRUE ? NULL : first_child(node, node->is.truth);
    case SC_NODE_ANY:
    case SC_NODE_OR:
        return node->is.truth == SCHOOLCAT_TRUE ? first_child(node, SCHOOLCAT_TRUE) : NULL;
    case SC_NODE_NOT:
    case SC_NODE_WHEN:
        return node->children.at[0];
    default:
        return NULL;
    }
}

const schoolcat_explanation_node *sc_deciding_node(const schoolcat_explanation_node *node)
{
    for (const schoolcat_explanation_node *child = deciding_child(node); child;
         child = deciding_child(node))
        node = child;
    return node;
}
