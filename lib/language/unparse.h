/* Unparser: the text of a node in the expression language, which parses to the same tree. */
#ifndef SC_LANGUAGE_UNPARSE_H
#define SC_LANGUAGE_UNPARSE_H

#include "language/model.h"

/* Writes an expression; of a mapping form only a heading: "all of 3", "at least
 * characteristics_needed of 9". */
void sc_unparse(sc_buffer *out, const sc_model *model, const sc_node *node);
/* The id of the element or symbol that the node names; SC_NO_TEXT of other nodes. */
sc_text sc_node_id(const sc_model *model, const sc_node *node);

#endif
