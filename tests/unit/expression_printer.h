/* Prints a parsed or checked expression as one line, for comparing: (and a (is b good)). */
#ifndef EXPRESSION_PRINTER_H
#define EXPRESSION_PRINTER_H

#include "language/language.h"

/* Names as they stand; resolved ones by kind: indicator:x, symbol:grade.good; the types too where
 * `types`. */
void print_expression(const sc_model *model, const sc_node *node, bool types, sc_buffer *out);

#endif
