/* The table of abstract values: the registers of a node's possible result, by who reads it. */
#ifndef SC_VM_ABSTRACT_VALUES_H
#define SC_VM_ABSTRACT_VALUES_H

#include "vm/program.h"

/* false: no memory */
bool sc_abstract_values_add(sc_program *program, uint32_t node, uint32_t reader, bool frozen,
                            sc_abstract_value value);
bool sc_abstract_values_find(const sc_program *program, uint32_t node, uint32_t reader, bool frozen,
                             sc_abstract_value *value);
void sc_abstract_values_free(sc_program *program);

#endif
