/* Prints a parsed or checked expression on one line, for comparison: (and a (is b good)). */
#ifndef EXPRESSION_PRINTER_H
#define EXPRESSION_PRINTER_H

#include "language/language.h"

/* Unresolved names as written, resolved ones with their kind: indicator:x, symbol:grade.good.
 * `types`: prints the type of every node too. */
void print_expression(const sc_model *model, const sc_node *node, bool types, sc_buffer *out);

#endif
