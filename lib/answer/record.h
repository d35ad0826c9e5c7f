/* One school's values: a slot for each indicator. */
#ifndef SC_ANSWER_RECORD_H
#define SC_ANSWER_RECORD_H

#include "answer/ruleset.h"
#include "engine/cell.h"

typedef sc_cell sc_slot;

struct schoolcat_record {
    schoolcat_ruleset *rules;
    sc_slot *slots;
    uint32_t count;
    sc_matcher *matcher; /* for the patterns of indicators; NULL where none has one */
};

#endif
