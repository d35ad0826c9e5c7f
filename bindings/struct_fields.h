/* The fields of the public structs, for all languages. Each binding defines the conversion macros
 * TEXT, INTEGER, NUMBER, BOOLEAN and VALUE. */
#ifndef BINDINGS_STRUCT_FIELDS_H
#define BINDINGS_STRUCT_FIELDS_H

/* clang-format off */
#define SCHOOLCAT_ELEMENT_FIELDS(TEXT, INTEGER, NUMBER, BOOLEAN, VALUE) \
    TEXT(id) TEXT(label) TEXT(text) TEXT(source) TEXT(note) TEXT(path) TEXT(layer) INTEGER(line)

#define SCHOOLCAT_DIAGNOSTIC_FIELDS(TEXT, INTEGER, NUMBER, BOOLEAN, VALUE) \
    TEXT(code) INTEGER(severity) TEXT(file) INTEGER(line) INTEGER(column) INTEGER(end_line) \
    INTEGER(end_column) TEXT(element) TEXT(message) TEXT(hint) TEXT(source_line) TEXT(other_file) \
    INTEGER(other_line) INTEGER(other_column)

#define SCHOOLCAT_RULESET_INFORMATION_FIELDS(TEXT, INTEGER, NUMBER, BOOLEAN, VALUE) \
    TEXT(authority) TEXT(title) TEXT(version) TEXT(source) TEXT(file) TEXT(digest) \
    BOOLEAN(has_effective_from) BOOLEAN(has_effective_to) NUMBER(effective_from) \
    NUMBER(effective_to)

#define SCHOOLCAT_TYPE_INFORMATION_FIELDS(TEXT, INTEGER, NUMBER, BOOLEAN, VALUE) \
    INTEGER(type) TEXT(type_name) INTEGER(scale) TEXT(unit) BOOLEAN(has_min) BOOLEAN(has_max) \
    NUMBER(min) NUMBER(max) BOOLEAN(has_value) VALUE(value) BOOLEAN(set_by_caller) BOOLEAN(output)

#define SCHOOLCAT_PROBLEM_FIELDS(TEXT, INTEGER, NUMBER, BOOLEAN, VALUE) \
    INTEGER(row) TEXT(column) TEXT(value) TEXT(expected)
/* clang-format on */

#endif
