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

/* What a name in an expression stands for: an indicator, parameter, derived value, criterion or
 * decision. */
typedef struct sc_named_value {
    sc_node_kind kind;
    uint32_t index;
} sc_named_value;

typedef sc_list(sc_node *) sc_check_nodes;

typedef struct sc_checker {
    sc_model *model;
    schoolcat_diagnostics *diagnostics;
    sc_arena scratch;      /* gone when the check is done */
    sc_name_table *values; /* to the index in `value_list` */
    sc_list(sc_named_value) value_list;
    /* no error was there before the check, so what seems to be lacking is */
    bool clean;
    uint8_t *node_states; /* of each node: 0 not yet met, 1 being typed, 2 typed */
    /* of each derived value: its type is known, or known to be in error */
    bool *derived_typed;
    /* comparisons for equality, for the warning about computed numbers */
    sc_check_nodes equalities;
    sc_name_table *pattern_names; /* text of a pattern to its index in `patterns` */
    sc_list(sc_pattern) patterns; /* of `matches`, to be put behind those that the model has */
    /* names of derived values that had no type yet when they were met */
    sc_check_nodes deferred;
    size_t guesses; /* names compared for hints */
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
/* "did you mean 'x'?", or no text where `nearest` is none. */
sc_text sc_check_did_you_mean(sc_checker *check, sc_text nearest);
/* Whether another `count` names may be compared with one: guessing is cut off before it takes
 * long. */
bool sc_check_within_guess_limit(sc_checker *check, size_t count);
/* Compares the table's names within the limit of guesses. */
void sc_check_compare_all(sc_checker *check, const sc_name_table *names, sc_nearest_search *search);
/* The nearest of the names to one that is not among them, or SC_NO_TEXT. */
sc_text sc_check_nearest(sc_checker *check, const sc_name_table *names, sc_text name);
/* "an item" or, of a decision's own, "an outcome". */
sc_text sc_check_item_phrase(const sc_checker *check, uint32_t domain);
/* "a number", "true or false", "an item of 'ofsted_grade'". */
sc_text sc_check_type_phrase(sc_checker *check, sc_type type);
/* What the rule file says there, at most a line of it. */
sc_text sc_check_quote(sc_checker *check, const sc_node *node);
/* "an indicator", "a decision". */
const char *sc_check_value_kind_phrase(sc_node_kind kind);
/* Items of a domain for a hint: "a, b, c, ...". */
sc_text sc_check_item_list(sc_checker *check, const sc_domain *domain);

/* --- names --- */

/* Makes the table of values; a name that two kinds of values bear is an error. */
void sc_check_declare_values(sc_checker *check);
bool sc_check_find_value(const sc_checker *check, sc_text name, sc_named_value *value);
sc_type sc_check_value_type(const sc_checker *check, sc_named_value value);
const sc_about *sc_check_value_about(const sc_checker *check, sc_named_value value);
/* Marks the value, type or whatever as used. */
void sc_check_mark_used(sc_checker *check, sc_named_value value);
void sc_check_report_unknown_name(sc_checker *check, const sc_node *node);

/* Names a type; false where there is none. */
bool sc_check_find_type(const sc_checker *check, sc_text name, sc_type *type);
/* The same, reported; a name that is not given gives SC_KIND_UNKNOWN. */
sc_type sc_check_resolve_type(sc_checker *check, sc_text name, sc_span span, sc_text path);

/* Finds an item by its id. */
bool sc_check_find_item(const sc_checker *check, uint32_t domain, sc_text id, uint32_t *item);
void sc_check_report_unknown_item(sc_checker *check, uint32_t domain, sc_text word, sc_span span,
                                  sc_text path);

/* --- types --- */

#define SC_ANY_TYPE ((sc_type){SC_KIND_UNKNOWN, SC_NONE})
#define SC_TYPE(kind) ((sc_type){(kind), SC_NONE})

/* Types a node and all beneath it. `expected` is what its place takes: bare words are read by it
 * and `missing` takes it; it is not demanded. Gives SC_KIND_UNKNOWN after a problem, which has then
 * been reported. */
sc_type sc_check_expression(sc_checker *check, sc_node *node, sc_type expected);
/* The same, and demands the type. */
sc_type sc_check_require_type(sc_checker *check, sc_node *node, sc_type wanted);
/* Where the place's type is in error: reports what is wrong in the node itself, but not a bare word
 * that may be a symbol. */
void sc_check_without_type(sc_checker *check, sc_node *node);
/* The type of a node as far as it shows without its place; reports nothing. */
sc_type sc_check_peek_type(const sc_checker *check, const sc_node *node);
/* What bare words among `count` nodes are to be read as: `expected`, or the first type that shows,
 * a scale before anything else. */
sc_type sc_check_common_type(const sc_checker *check, sc_node *const *nodes, uint32_t count,
                             sc_type expected);
/* Types nodes that should be of one type, which is not demanded. Where one is in error, words that
 * name no value are left alone: they may be its symbols. */
void sc_check_one_type(sc_checker *check, sc_node *const *nodes, uint32_t count, sc_type common);
/* Whether `missing` has no type of its place; reports it then. */
bool sc_check_type_unclear(sc_checker *check, sc_node *node);
/* What is not written for `wanted` stands here. */
void sc_check_report_mismatch(sc_checker *check, const sc_node *node, sc_type given,
                              sc_type wanted);

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
void sc_check_decision_domains(sc_checker *check); /* before any expression */
void sc_check_derived_types(
    sc_checker *check); /* declared ones, then the expressions in an order that tells the others */
void sc_check_rules(sc_checker *check);
/* Turns what is written into a value of the type; reports what does not fit, and leaves
 * SC_KIND_MISSING then. */
bool sc_check_literal(sc_checker *check, sc_literal *literal, sc_type type, sc_text path);

void sc_check_dependencies(sc_checker *check); /* cycles; the model's orders */
void sc_check_equalities(sc_checker *check);   /* after the orders */
void sc_check_details(sc_checker *check);
void sc_check_unused(sc_checker *check);

#endif
