/* Internal interface of the checker's files.
 *   checker.c             driver: the order of the passes
 *   check_names.c         names of values, types and items
 *   check_literal.c       literal values: parameters, limits, blank_means
 *   check_patterns.c      regular expressions
 *   check_table.c         bands of tables
 *   check_expression.c, check_call.c, check_comparison.c, check_condition.c
 *                         types of expressions and conditions
 *   check_derived.c       types of derived values
 *   check_decision.c      outcomes and rules
 *   check_dependencies.c  cycles, and the order of evaluation
 *   check_details.c       details of outcomes and rules
 *   check_unused.c        elements that nothing reads
 *   check_phrases.c       phrases of messages */
#ifndef SC_LANGUAGE_CHECKER_H
#define SC_LANGUAGE_CHECKER_H

#include "language/language.h"

/* Meaning of a name in an expression: an indicator, parameter, derived value, criterion or
 * decision. */
typedef struct sc_named_value {
    sc_node_kind kind;
    uint32_t index;
} sc_named_value;

typedef sc_list(sc_node *) sc_check_nodes;

typedef struct sc_checker {
    sc_model *model;
    schoolcat_diagnostics *diagnostics;
    sc_arena scratch;      /* freed at the end of the check */
    sc_name_table *values; /* name to index in `value_list` */
    sc_list(sc_named_value) value_list;
    /* the loader reported no error, so what is absent from the model is absent from the file */
    bool clean;
    uint8_t *node_states; /* of each node: unvisited, being typed, typed */
    /* of each derived value: its type is known or in error */
    bool *derived_typed;
    /* == and !=, for the warning about computed numbers */
    sc_check_nodes equalities;
    sc_name_table *pattern_names; /* text of a pattern to index in `patterns` */
    sc_list(sc_pattern) patterns; /* of `matches`; appended to the model's at the end */
    /* references to derived values whose type was not yet known */
    sc_check_nodes deferred;
    size_t guesses; /* names compared for 'did you mean' */
    bool no_memory;
} sc_checker;

#define SC_CHECK_REPORT(check, name, at, element, ...)                                             \
    SC_REPORT((check)->diagnostics, (check)->model->sources, name, at, element, __VA_ARGS__)

/* --- check_phrases.c: texts live in the scratch arena --- */

/* Expands a template of base/template.h. */
sc_text sc_check_phrase(sc_checker *check, const char *template, const sc_text arguments[4]);
#define SC_CHECK_PHRASE(check, template, ...)                                                      \
    sc_check_phrase((check), (template), (const sc_text[4]){__VA_ARGS__})
sc_text sc_check_number(sc_checker *check, double number);
/* "did you mean 'x'?", or SC_NO_TEXT where `nearest` is empty. */
sc_text sc_check_did_you_mean(sc_checker *check, sc_text nearest);
/* Counts `count` comparisons of names; false above a limit that bounds the time of a check. */
bool sc_check_within_guess_limit(sc_checker *check, size_t count);
/* Compares the table's names, unless that exceeds the limit. */
void sc_check_compare_all(sc_checker *check, const sc_name_table *names, sc_nearest_search *search);
/* The nearest of the names to one that is not among them, or SC_NO_TEXT. */
sc_text sc_check_nearest(sc_checker *check, const sc_name_table *names, sc_text name);
/* "an item", or "an outcome" where the domain is a decision's. */
sc_text sc_check_item_phrase(const sc_checker *check, uint32_t domain);
/* "a number", "true or false", "an item of 'ofsted_grade'". */
sc_text sc_check_type_phrase(sc_checker *check, sc_type type);
/* The node's source text, at most its first line. */
sc_text sc_check_quote(sc_checker *check, const sc_node *node);
/* "an indicator", "a decision". */
const char *sc_check_value_kind_phrase(sc_node_kind kind);
/* The first items of a domain: "a, b, c, ...". */
sc_text sc_check_item_list(sc_checker *check, const sc_domain *domain);

/* --- names --- */

/* Makes the table of values; reports a name that two kinds of values share. */
void sc_check_declare_values(sc_checker *check);
bool sc_check_find_value(const sc_checker *check, sc_text name, sc_named_value *value);
sc_type sc_check_value_type(const sc_checker *check, sc_named_value value);
const sc_about *sc_check_value_about(const sc_checker *check, sc_named_value value);
/* Marks the element as used. */
void sc_check_mark_used(sc_checker *check, sc_named_value value);
void sc_check_report_unknown_name(sc_checker *check, const sc_node *node);

/* The type of that name; false: there is none. */
bool sc_check_find_type(const sc_checker *check, sc_text name, sc_type *type);
/* The same; an unknown name is reported. An empty or unknown one gives SC_KIND_UNKNOWN. */
sc_type sc_check_resolve_type(sc_checker *check, sc_text name, sc_span span, sc_text path);

/* Finds an item by its id. */
bool sc_check_find_item(const sc_checker *check, uint32_t domain, sc_text id, uint32_t *item);
void sc_check_report_unknown_item(sc_checker *check, uint32_t domain, sc_text word, sc_span span,
                                  sc_text path);

/* --- types --- */

#define SC_ANY_TYPE ((sc_type){SC_KIND_UNKNOWN, SC_NONE})
#define SC_TYPE(kind) ((sc_type){(kind), SC_NONE})

/* Sets the type of a node and its descendants and returns it. `expected` is the type of the
 * context: it resolves bare words and types `missing`, but other types are accepted too.
 * SC_KIND_UNKNOWN: a problem, which is reported. */
sc_type sc_check_expression(sc_checker *check, sc_node *node, sc_type expected);
/* The same, and reports a type that is not assignable to the required one. */
sc_type sc_check_require_type(sc_checker *check, sc_node *node, sc_type required);
/* The same where the type of the context is in error: a bare word that may be a symbol is not
 * reported. */
void sc_check_without_type(sc_checker *check, sc_node *node);
/* The type of a node as far as it is known without its context; reports nothing. */
sc_type sc_check_peek_type(const sc_checker *check, const sc_node *node);
/* The type by which bare words among `count` nodes are resolved: `expected` if it is a domain, else
 * the first domain among the nodes' types, else `expected`, else the first known type. */
sc_type sc_check_common_type(const sc_checker *check, sc_node *const *nodes, uint32_t count,
                             sc_type expected);
/* Types nodes of a common type; that they agree is not checked. Where one is in error, words that
 * name no value are not reported, as they may be symbols of its type. */
void sc_check_one_type(sc_checker *check, sc_node *const *nodes, uint32_t count, sc_type common);
/* Whether the node is a `missing` without a type; it is then reported. */
bool sc_check_type_unclear(sc_checker *check, sc_node *node);
/* Reports a node whose type is `actual`, not `required`. */
void sc_check_report_mismatch(sc_checker *check, const sc_node *node, sc_type actual,
                              sc_type required);

sc_type sc_check_call(sc_checker *check, sc_node *node, sc_type expected);
sc_type sc_check_peek_call_type(const sc_checker *check, const sc_node *node);
/* SC_NODE_COMPARE to SC_NODE_INCLUDES */
sc_type sc_check_comparison(sc_checker *check, sc_node *node);
sc_type sc_check_condition(sc_checker *check, sc_node *node); /* SC_NODE_NOT to SC_NODE_WHEN */

/* --- check_patterns.c --- */

/* Reports a pattern that does not compile. */
void sc_check_pattern(sc_checker *check, sc_text text, bool whole, sc_span span, sc_text path);
/* Compiles a pattern of `matches` that is new, and returns the index that it will have in the
 * model; SC_NONE: out of memory. */
uint32_t sc_check_add_pattern(sc_checker *check, const sc_node *text);
/* Appends the patterns of `matches` to those of the model. */
void sc_check_store_patterns(sc_checker *check);

/* --- sections --- */

void sc_check_parameters(sc_checker *check);
void sc_check_indicators(sc_checker *check);
void sc_check_tables(sc_checker *check);
void sc_check_decision_domains(sc_checker *check); /* before any expression is typed */
void sc_check_derived_types(sc_checker *check); /* declared types, then the others, by inference */
void sc_check_rules(sc_checker *check);
/* Converts a literal to the type; reports one that cannot be converted, and makes it
 * SC_KIND_MISSING. */
bool sc_check_literal(sc_checker *check, sc_literal *literal, sc_type type, sc_text path);

void sc_check_dependencies(sc_checker *check); /* reports cycles; sets the model's orders */
void sc_check_equalities(sc_checker *check);   /* after sc_check_dependencies */
void sc_check_details(sc_checker *check);
void sc_check_unused(sc_checker *check);

#endif
