/* A node of the tree in the words of the rule language, brackets where they are needed. What is
 * spelled parses to the same tree. */
#ifndef SC_LANGUAGE_UNPARSE_H
#define SC_LANGUAGE_UNPARSE_H

#include "language/model.h"

/* An expression whole; a mapping form by its heading: "all of 3", "at least characteristics_needed
 * of 9". */
void sc_unparse(sc_buffer *out, const sc_model *model, const sc_node *node);
sc_text sc_node_id(const sc_model *model,
                   const sc_node *node); /* of a name or symbol; SC_NO_TEXT of anything else */

#endif
