/* The model: a rule file as a tree, built by the loader, with names resolved and types set by the
 * checker, immutable afterwards. Texts and arrays live in the rule set's arena. */
#ifndef SC_LANGUAGE_MODEL_H
#define SC_LANGUAGE_MODEL_H

#include "base/logic.h"
#include "base/name_table.h"
#include "diagnostics/diagnostics.h"

#define SC_NONE UINT32_MAX /* no such index; internal */

/* --- types --- */

typedef enum sc_kind {
    SC_KIND_UNKNOWN, /* not yet typed, or an error that has been reported */
    SC_KIND_NUMBER,
    SC_KIND_INTEGER,
    SC_KIND_BOOLEAN,
    SC_KIND_TEXT,
    SC_KIND_DATE,
    SC_KIND_SYMBOL, /* an item of a domain: scale, choice or a decision's outcomes */
    SC_KIND_MISSING /* the literal 'missing' before it takes the type of its context */
} sc_kind;

typedef struct sc_type {
    sc_kind kind;
    uint32_t domain; /* of SC_KIND_SYMBOL, else SC_NONE */
} sc_type;

/* --- common fields of named elements --- */

typedef struct sc_about {
    sc_text id;
    sc_text label; /* SC_NO_TEXT where not given, like the next two */
    sc_text text;
    sc_text note;
    sc_text *sources;
    uint32_t source_count;
    sc_text path;   /* "criteria.lower_quartile" */
    sc_span span;   /* of its name */
    uint32_t layer; /* the file that last set it: index into model.layers */
    /* set by the loader: declared here but absent from the extended file; possibly a misspelt
     * override */
    bool added;
    /* set by the loader where `added`: the nearest name in the extended file, or SC_NO_TEXT */
    sc_text nearest;
    /* set by the checker, of groups by the loader too: another element reads it */
    bool used;
} sc_about;

/* A value in `details`: text, number, boolean, list or mapping. Parameters in braces are already
 * replaced. */
typedef enum sc_detail_kind {
    SC_DETAIL_TEXT,
    SC_DETAIL_NUMBER,
    SC_DETAIL_BOOLEAN,
    SC_DETAIL_LIST,
    SC_DETAIL_MAP,
    SC_DETAIL_NULL
} sc_detail_kind;
typedef struct sc_detail {
    sc_detail_kind kind;
    sc_text text;
    double number;
    bool boolean;
    sc_text *keys;           /* of a map */
    struct sc_detail *items; /* of a list or a map */
    uint32_t count;
    sc_span span;
} sc_detail;

/* --- domains --- */

typedef struct sc_item {
    sc_about about;
    sc_text name; /* an outcome's name, else SC_NO_TEXT */
    sc_text code; /* as written ("4"), SC_NO_TEXT where none */
    sc_text *aliases;
    uint32_t alias_count;
    const sc_detail *details; /* a map, or NULL */
} sc_item;

typedef enum sc_domain_kind {
    SC_DOMAIN_SCALE,
    SC_DOMAIN_CHOICE,
    SC_DOMAIN_DECISION
} sc_domain_kind;

typedef struct sc_domain {
    sc_about about; /* of a decision's own outcomes: copied from the decision */
    sc_domain_kind kind;
    bool ordered;      /* best first: scales, and every decision but `every` */
    uint32_t decision; /* of SC_DOMAIN_DECISION, else SC_NONE */
    sc_item *items;
    uint32_t item_count;  /* at most SC_MAX_ITEMS */
    sc_name_table *names; /* of ids, for resolving symbols; owned by the model */
} sc_domain;
#define SC_MAX_ITEMS 4096

/* --- nodes of expressions and conditions --- */

typedef enum sc_node_kind {
    /* leaves */
    SC_NODE_NUMBER,  /* number */
    SC_NODE_TEXT,    /* text */
    SC_NODE_BOOLEAN, /* index 0 or 1 */
    SC_NODE_DATE,    /* number: days since 1970-01-01 */
    SC_NODE_MISSING,
    SC_NODE_TODAY,
    /* text: an unresolved name; absent after a check without errors. A whole number may be a
     * symbol too: SC_NODE_NUMBER becomes SC_NODE_SYMBOL where one is expected. */
    SC_NODE_NAME,
    SC_NODE_SYMBOL,    /* type.domain, index: item */
    SC_NODE_INDICATOR, /* index */
    SC_NODE_PARAMETER, /* index */
    SC_NODE_DERIVED,   /* index */
    SC_NODE_CRITERION, /* index */
    SC_NODE_DECISION,  /* index */
    /* values */
    SC_NODE_NEGATE, /* -a */
    SC_NODE_ADD,
    SC_NODE_SUBTRACT,
    SC_NODE_MULTIPLY,
    SC_NODE_DIVIDE,
    SC_NODE_CALL, /* function */
    /* index: table; one child. Before the check a SC_NODE_CALL with SC_FUNCTION_NONE and the
     * table's name as text */
    SC_NODE_TABLE,
    /* truths */
    SC_NODE_COMPARE,        /* children a, b, c...; comparisons[i] between child i and i + 1 */
    SC_NODE_IS,             /* a is [not] b */
    SC_NODE_IS_MISSING,     /* a is [not] missing */
    SC_NODE_IS_OR_BETTER,   /* a is b or better / or worse: b a symbol (or parameter) */
    SC_NODE_IS_BETTER_THAN, /* a is [not] better / worse than b */
    SC_NODE_IN,             /* a [not] in [b, c, ...] */
    SC_NODE_MATCHES,        /* a [not] matches text */
    SC_NODE_INCLUDES,       /* decision (child 0) includes symbol (child 1) */
    SC_NODE_NOT,            /* also of {not: C} */
    SC_NODE_AND,            /* two or more children */
    SC_NODE_OR,
    SC_NODE_ALL, /* {all: [...]} */
    SC_NODE_ANY,
    SC_NODE_AT_LEAST, /* child 0: the number (a literal or parameter); the others are counted */
    SC_NODE_AT_MOST,
    SC_NODE_WHEN /* annotated in place: one child */
} sc_node_kind;

typedef enum sc_function {
#define SC_FUNCTION(NAME, name) SC_FUNCTION_##NAME,
#include "base/functions.def"
    SC_FUNCTION_COUNT_OF,
    SC_FUNCTION_NONE = SC_FUNCTION_COUNT_OF
} sc_function;

typedef enum sc_if_unknown {
    SC_KEEP_UNKNOWN,
    SC_UNKNOWN_IS_FALSE,
    SC_UNKNOWN_IS_TRUE
} sc_if_unknown;

typedef struct sc_node {
    sc_node_kind kind;
    sc_type type; /* set by the checker */
    /* index of the node, below model.node_count; a shared node (a group's condition) has one */
    uint32_t id;
    uint32_t index;
    uint32_t child_count;
    /* NULL for a child that could not be read, so that a list keeps its length */
    struct sc_node **children;
    sc_comparison *comparisons; /* of COMPARE: child_count - 1 */
    sc_function function;
    bool negated;             /* the 'not' of is, in, matches, is missing */
    bool worse;               /* of IS_OR_BETTER, IS_BETTER_THAN: 'worse', not 'better' */
    sc_if_unknown if_unknown; /* of mapping forms and a criterion's `when` */
    double number;
    sc_text text;
    uint32_t pattern; /* of MATCHES: index into model.patterns */
    sc_about *about;  /* of mapping forms with a label, text, note or source; else NULL */
    /* of the element that contains it; of mapping forms their own, such as
     * "decisions.category.rules.inadequate.when.any[2]" */
    sc_text path;
    sc_span span;          /* in the source */
    sc_span operator_span; /* of its operator, for messages */
} sc_node;

/* --- sections --- */

/* A literal value: of a parameter, a limit, a table's band, blank_means. */
typedef struct sc_literal {
    sc_kind kind;  /* SC_KIND_MISSING: none */
    double number; /* number, integer, date */
    bool boolean;
    sc_text text; /* as written; the value of SC_KIND_TEXT */
    uint32_t symbol;
    sc_span span;
    bool quoted; /* written in quotes, and so a text */
} sc_literal;

typedef struct sc_parameter {
    sc_about about;
    sc_text type_name;
    sc_type type;
    sc_literal value, min, max;
    sc_text unit;
    sc_span type_span;
    bool set_by_caller;
} sc_parameter;

typedef struct sc_indicator {
    sc_about about;
    sc_text type_name;
    sc_type type;
    sc_literal min, max, blank_means;
    sc_literal assumed; /* set by the caller */
    sc_text unit, date_format;
    sc_span date_format_span;
    sc_text *aliases;
    uint32_t alias_count;
    /* index into model.patterns, or SC_NONE; it must match the whole value */
    uint32_t pattern;
    sc_span type_span;
} sc_indicator;

typedef struct sc_band {
    bool has_above, has_up_to;
    double above, up_to;
    sc_literal value;
    sc_span span;
} sc_band;

typedef struct sc_table {
    sc_about about;
    sc_text of_name;   /* "number", "integer" or "date" */
    sc_type of, type;  /* argument and value */
    sc_text type_name; /* the value's, where declared: needed for symbols */
    sc_span type_span;
    sc_band *bands;
    uint32_t band_count;
} sc_table;

typedef struct sc_derived {
    sc_about about;
    sc_node *value;
    sc_text type_name; /* SC_NO_TEXT: inferred */
    sc_type type;
    sc_text unit;
    bool output;
    sc_span type_span;
} sc_derived;

typedef struct sc_criterion {
    sc_about about;
    sc_node *when; /* its if_unknown is the criterion's */
} sc_criterion;

typedef struct sc_group {
    sc_about about;
    sc_node **conditions;
    uint32_t count;
} sc_group;

typedef struct sc_rule {
    sc_about about;
    sc_text name;
    /* as written; SC_NO_TEXT: the outcome is the rule's own id (in an `every` decision) */
    sc_text then;
    uint32_t outcome; /* item of the decision's domain; set by the checker */
    sc_node *when;
    const sc_detail *own_details; /* as written, or NULL */
    const sc_detail *details;     /* its own merged over its outcome's; a map or NULL */
    sc_span then_span;
} sc_rule;

typedef struct sc_otherwise {
    bool present;
    sc_text then;
    uint32_t outcome;
    sc_if_unknown if_unknown; /* SC_UNKNOWN_IS_TRUE: applies although some rule is unknown */
    sc_span span;
} sc_otherwise;

typedef struct sc_decision {
    sc_about about;
    sc_choose choose;
    uint32_t domain;    /* its own outcomes, or the scale that `outcomes` names */
    sc_text scale_name; /* as written where `outcomes` names a scale */
    sc_span scale_span;
    sc_rule *rules;
    uint32_t rule_count;
    sc_otherwise otherwise;
} sc_decision;

typedef struct sc_pattern {
    sc_text text;
    bool whole; /* must match the whole text (an indicator's `pattern`) */
    sc_span span;
} sc_pattern;

typedef struct sc_model {
    sc_arena *arena;
    sc_sources *sources;
    sc_text file;   /* the first file, as shown */
    sc_text digest; /* SHA-256 of all files and settings, 64 hexadecimal digits */
    /* a file could not be read, which is reported; unknown names and unused elements are then not
     * reported, as they may be consequences */
    bool incomplete;
    bool unread_expression; /* set by the parser on a syntax error: what the expression uses is
                               unknown */
    sc_text authority, title, version, source;
    double effective_from, effective_to; /* NaN where not given */
    sc_text *layers; /* files, an extended one before those that extend it; "the caller" is last */
    uint32_t layer_count;
    sc_text *missing_marks, *suppressed_marks; /* as written, or the defaults */
    uint32_t missing_mark_count, suppressed_mark_count;

    sc_domain *domains; /* scales, choices, then one for each decision that has its own outcomes */
    uint32_t domain_count;
    sc_parameter *parameters;
    uint32_t parameter_count;
    sc_indicator *indicators;
    uint32_t indicator_count;
    sc_table *tables;
    uint32_t table_count;
    sc_derived *derived;
    uint32_t derived_count;
    sc_criterion *criteria;
    uint32_t criterion_count;
    sc_group *groups;
    uint32_t group_count;
    sc_decision *decisions;
    uint32_t decision_count;
    /* of indicators, added by the loader; then those of `matches`, added by the checker, which
     * compiles them all to report invalid ones */
    sc_pattern *patterns;
    uint32_t pattern_count;
    uint32_t node_count;  /* number of node ids */
    uint32_t max_nesting; /* of brackets in one expression; 0: 64 */

    /* Topological orders, by the checker: each element after those that it reads. */
    uint32_t *decision_order, *derived_order, *criterion_order;

    /* Made by sc_model_make_name_tables, freed by sc_model_destroy. */
    sc_name_table *indicator_names, *parameter_names, *derived_names, *criterion_names,
        *group_names, *table_names, *decision_names, *domain_names;
} sc_model;

/* Frees the name tables; all else lives in the arena. */
void sc_model_destroy(sc_model *model);
/* Makes the name tables that do not exist yet. Of two elements with one name the table holds the
 * first. False: out of memory. */
bool sc_model_make_name_tables(sc_model *model);
/* A node with the next id; NULL: out of memory. */
sc_node *sc_node_new(sc_model *model, sc_node_kind kind, sc_span span);
/* The expression that defines a derived value or criterion; NULL for any other node. */
const sc_node *sc_node_body(const sc_model *model, const sc_node *node);
bool sc_node_is_call(const sc_node *node, sc_function function);
const char *sc_function_name(sc_function function);

/* When a plain function gives no result although its arguments are known; base/functions.def
 * defines the values. */
typedef enum sc_strictness {
    SC_STRICTNESS_TOTAL,
    SC_STRICTNESS_PARTIAL,
    SC_STRICTNESS_DIVISION,
    SC_STRICTNESS_WHOLE_SECOND
} sc_strictness;
/* TOTAL for a special form. */
sc_strictness sc_function_strictness(sc_function function);
const char *sc_kind_name(sc_kind kind);
schoolcat_type sc_public_type(sc_kind kind); /* NUMBER for UNKNOWN and MISSING */
bool sc_type_is_number(sc_type type);        /* number or integer */
bool sc_type_equal(sc_type a, sc_type b);
/* Whether a value of type `actual` can be used where `required` is: the same type, or an integer
 * for a number. */
bool sc_type_assignable(sc_type actual, sc_type required);
/* The item that has the text as its id or, if there is none, as its code or alias. */
bool sc_domain_find_item(const sc_domain *domain, sc_text text, uint32_t *item);
/* "number", "boolean", the domain's id, ... */
sc_text sc_type_name(const sc_model *model, sc_type type);

#endif
