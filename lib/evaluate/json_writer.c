/* Writes JSON: commas, indentation and escaping. */
#include "evaluate/json_writer.h"

static void new_line(sc_json *json)
{
    if (!json->indented || json->flat > 0)
        return;
    sc_buffer_byte(json->out, '\n');
    sc_buffer_repeat(json->out, ' ', (size_t)json->depth * 2);
}

static void begin_entry(sc_json *json)
{
    if (json->comma)
        sc_buffer_string(json->out, json->flat > 0 ? ", " : ",");
    if (json->depth > 0)
        new_line(json);
}

static void begin(sc_json *json)
{
    if (!json->keyed)
        begin_entry(json);
    json->keyed = false;
    json->comma = true;
}

void sc_json_open(sc_json *json, char bracket)
{
    begin(json);
    sc_buffer_byte(json->out, bracket);
    json->comma = false;
    json->depth++;
}

void sc_json_open_flat(sc_json *json, char bracket)
{
    sc_json_open(json, bracket);
    if (json->flat == 0)
        json->flat = json->depth;
}

void sc_json_close(sc_json *json, char bracket)
{
    bool filled = json->comma;
    if (json->flat == json->depth)
        json->flat = 0;
    else if (json->flat == 0 && filled) {
        json->depth--;
        new_line(json);
        json->depth++;
    }
    json->depth--;
    sc_buffer_byte(json->out, bracket);
    json->comma = true;
}

void sc_json_key_text(sc_json *json, sc_text key)
{
    begin_entry(json);
    sc_buffer_json(json->out, key);
    sc_buffer_string(json->out, json->indented ? ": " : ":");
    json->keyed = true;
}

void sc_json_key(sc_json *json, const char *key)
{
    sc_json_key_text(json, sc_text_of(key));
}

void sc_json_text(sc_json *json, sc_text text)
{
    begin(json);
    sc_buffer_json(json->out, text);
}

void sc_json_string(sc_json *json, const char *string)
{
    sc_json_text(json, sc_text_of(string));
}

void sc_json_number(sc_json *json, double number)
{
    begin(json);
    sc_buffer_number(json->out, number);
}

void sc_json_boolean(sc_json *json, bool value)
{
    begin(json);
    sc_buffer_string(json->out, value ? "true" : "false");
}

void sc_json_null(sc_json *json)
{
    begin(json);
    sc_buffer_string(json->out, "null");
}

static bool is_whole_number(sc_text id)
{
    for (size_t i = 0; i < id.length; i++)
        if (!sc_is_digit(id.data[i]))
            return false;
    return id.length == 1 || (id.length > 1 && id.length < 16 && id.data[0] != '0');
}

void sc_json_id(sc_json *json, sc_text id)
{
    if (!is_whole_number(id)) {
        sc_json_text(json, id);
        return;
    }
    begin(json);
    sc_buffer_text(json->out, id);
}

void sc_json_value(sc_json *json, const schoolcat_value *value)
{
    if (value->missing != SCHOOLCAT_PRESENT) {
        sc_json_null(json);
        return;
    }
    switch (value->type) {
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
        sc_json_number(json, value->number);
        break;
    case SCHOOLCAT_BOOLEAN:
        sc_json_boolean(json, value->boolean);
        break;
    case SCHOOLCAT_SYMBOL:
        sc_json_id(json, sc_text_of(value->text));
        break;
    case SCHOOLCAT_TEXT:
    case SCHOOLCAT_DATE:
        sc_json_text(json, (sc_text){value->text, value->length});
        break;
    }
}

static void write_detail_items(sc_json *json, const sc_detail *detail)
{
    bool map = detail->kind == SC_DETAIL_MAP;
    sc_json_open(json, map ? '{' : '[');
    for (uint32_t i = 0; i < detail->count; i++) {
        if (map)
            sc_json_key_text(json, detail->keys[i]);
        sc_json_detail(json, &detail->items[i]);
    }
    sc_json_close(json, map ? '}' : ']');
}

void sc_json_detail(sc_json *json, const sc_detail *detail)
{
    switch (detail->kind) {
    case SC_DETAIL_TEXT:
        sc_json_text(json, detail->text);
        break;
    case SC_DETAIL_NUMBER:
        sc_json_number(json, detail->number);
        break;
    case SC_DETAIL_BOOLEAN:
        sc_json_boolean(json, detail->boolean);
        break;
    case SC_DETAIL_LIST:
    case SC_DETAIL_MAP:
        write_detail_items(json, detail);
        break;
    case SC_DETAIL_NULL:
        sc_json_null(json);
        break;
    }
}

void sc_json_optional_string(sc_json *json, const char *key, const char *string)
{
    if (string[0] == '\0')
        return;
    sc_json_key(json, key);
    sc_json_string(json, string);
}
