/* A loaded rule set: model, program, value parsers and needs graph; immutable. */
#ifndef SC_EVALUATE_RULESET_H
#define SC_EVALUATE_RULESET_H

#include "language/model.h"
#include <stdatomic.h>

struct schoolcat_ruleset {
    schoolcat_allocator allocator;
    atomic_size_t owners;
    sc_arena arena; /* model, program, texts */
    sc_sources sources;
    sc_model *model;
    struct sc_program *program;
    struct sc_value_parsers *readers; /* how each indicator's cells are read */
    struct sc_needs_plan *needs;
    struct sc_elements *elements; /* labels, texts and types, for introspection */
};

#endif
