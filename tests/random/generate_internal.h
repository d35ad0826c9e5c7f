/* Shared by the files of the generator. */
#ifndef RANDOM_GENERATE_INTERNAL_H
#define RANDOM_GENERATE_INTERNAL_H

#include "random_numbers.h"
#include "generate.h"

typedef enum kind {
    KIND_NUMBER,
    KIND_INTEGER,
    KIND_BOOLEAN,
    KIND_TEXT,
    KIND_DATE,
    KIND_SYMBOL
} kind;

enum { NAME_CAPACITY = 32, MANY = 48, MANY_ITEMS = 72, NO_DOMAIN = 1000 };

/* Items of a scale, a choice, or the outcomes of a decision. */
typedef struct item_domain {
    char id[NAME_CAPACITY];
    char items[MANY_ITEMS][NAME_CAPACITY];
    size_t count;
    bool ordered;
    bool every; /* of a decision with `choose: every`, which is not a type */
} item_domain;

typedef enum origin {
    FROM_INDICATOR = 1,
    FROM_PARAMETER = 2,
    FROM_DERIVED = 4,
    FROM_CRITERION = 8,
    FROM_DECISION = 16
} origin;

/* Everything that a bare word can refer to. */
typedef struct value_name {
    char id[NAME_CAPACITY];
    origin from;
    kind kind;
    size_t domain;
    unsigned cost; /* number of nodes that a reference adds */
    double number; /* of a parameter */
} value_name;

typedef struct table_name {
    char id[NAME_CAPACITY];
    kind of, kind;
    size_t domain;
} table_name;

typedef struct group_name {
    char id[NAME_CAPACITY];
    size_t count;
    unsigned cost;
} group_name;

typedef struct generator {
    draws from;
    sketch *file;
    item_domain domains[MANY];
    value_name names[4 * MANY];
    table_name tables[MANY];
    group_name groups[MANY];
    char every[MANY][NAME_CAPACITY]; /* decisions with `choose: every` */
    size_t every_domain[MANY];
    size_t domain_count, name_count, table_count, group_count, every_count;
    size_t elements[SKETCH_SECTIONS];
    sc_buffer out;    /* the current expression */
    unsigned cost;    /* of the current element */
    unsigned earlier; /* percentage of conditions on earlier decisions */
} generator;

/* generate_names.c */
void put(generator *g, const char *format, ...) __attribute__((format(printf, 2, 3)));
const value_name *choose_name(generator *g, unsigned origins, kind wanted,
                              size_t domain); /* NULL: there is none, or each has too many nodes */
size_t choose_domain(generator *g, bool ordered); /* NO_DOMAIN: none */
void put_name(generator *g, const value_name *name);
void put_literal(generator *g, kind wanted, size_t domain);
void put_quoted(generator *g, const char *text); /* a string in an expression */
extern const char *const sample_texts[];
extern const size_t sample_text_count;

/* generate_expression.c */
void put_number(generator *g, unsigned depth);
void put_text(generator *g, unsigned depth);
void put_date(generator *g, unsigned depth);
/* `bare`: may be a symbol, because the context has its type. */
void put_symbol(generator *g, unsigned depth, size_t domain, bool bare);
void put_value(generator *g, unsigned depth, kind wanted, size_t domain, bool bare);

/* generate_truth.c */
void put_truth(generator *g, unsigned depth);
/* An expression as a YAML scalar in single quotes. */
void put_scalar(generator *g, unsigned depth, kind wanted, size_t domain, bool bare);
void put_condition(generator *g, unsigned depth); /* in YAML flow style */
/* Writes a list of at min `min` conditions, or the name of such a group. Returns their number. */
size_t put_list(generator *g, unsigned depth, size_t min);

#endif
