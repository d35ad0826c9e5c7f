/* Writes one JSON text: commas and indentation are seen to. */
#ifndef SC_EVALUATE_JSON_WRITER_H
#define SC_EVALUATE_JSON_WRITER_H

#include "language/model.h"

typedef struct sc_json {
    sc_buffer *out;
    bool indented; /* a line for each entry; else all on one line */
    bool comma;    /* the next entry is not the first */
    bool keyed;    /* the next value follows a key */
    uint32_t depth;
    uint32_t flat; /* depth from which everything is written on one line; 0: none */
} sc_json;

void sc_json_open(sc_json *json, char bracket);      /* '{' or '[' */
void sc_json_open_flat(sc_json *json, char bracket); /* and what is in it on one line */
void sc_json_close(sc_json *json, char bracket);
void sc_json_key(sc_json *json, const char *key);
void sc_json_key_text(sc_json *json, sc_text key);
void sc_json_text(sc_json *json, sc_text text);
void sc_json_string(sc_json *json, const char *string);
void sc_json_number(sc_json *json, double number); /* finite */
void sc_json_boolean(sc_json *json, bool value);
void sc_json_null(sc_json *json);
/* An id that is a whole number becomes a number. */
void sc_json_id(sc_json *json, sc_text id);
void sc_json_value(sc_json *json, const schoolcat_value *value); /* null where missing */
void sc_json_detail(sc_json *json, const sc_detail *detail);
/* Key and text, left out where the text is empty. */
void sc_json_optional_string(sc_json *json, const char *key, const char *string);

#endif
