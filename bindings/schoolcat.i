/* SWIG interface to the public header, common to all languages; typemaps.i of each language
 * converts the types. Users import the hand-written layers above it, in bindings/python and
 * bindings/lua. */
%module schoolcat_core

%{
#include <schoolcat.h>
#include "struct_fields.h"
#include "options_builder.h"
%}

#if defined(SWIGPYTHON)
%include "python/typemaps.i"
#elif defined(SWIGLUA)
%include "lua/typemaps.i"
#endif

/* Handles: created by functions with a parameter `T **out`, freed by the garbage collector,
 * never NULL. */
HANDLE(schoolcat_ruleset)
HANDLE(schoolcat_diagnostics)
HANDLE(schoolcat_problems)
HANDLE(schoolcat_record)
HANDLE(schoolcat_columns)
HANDLE(schoolcat_result)
HANDLE(schoolcat_explanation)
HANDLE(schoolcat_test_report)
HANDLE(schoolcat_options)
%ignore schoolcat_ruleset_free;
%ignore schoolcat_diagnostics_free;
%ignore schoolcat_problems_free;
%ignore schoolcat_record_free;
%ignore schoolcat_columns_free;
%ignore schoolcat_result_free;
%ignore schoolcat_explanation_free;
%ignore schoolcat_test_report_free;
%ignore schoolcat_options_free;
%ignore schoolcat_ruleset_retain;

/* Output structs become dictionaries (tables). */
INFORMATION(schoolcat_element, SCHOOLCAT_ELEMENT, SCHOOLCAT_ELEMENT_FIELDS)
INFORMATION(schoolcat_diagnostic, SCHOOLCAT_DIAGNOSTIC, SCHOOLCAT_DIAGNOSTIC_FIELDS)
INFORMATION(schoolcat_ruleset_information, SCHOOLCAT_RULESET_INFORMATION,
            SCHOOLCAT_RULESET_INFORMATION_FIELDS)
INFORMATION(schoolcat_type_information, SCHOOLCAT_TYPE_INFORMATION,
            SCHOOLCAT_TYPE_INFORMATION_FIELDS)
INFORMATION(schoolcat_problem, SCHOOLCAT_PROBLEM, SCHOOLCAT_PROBLEM_FIELDS)
%ignore schoolcat_value;
%ignore schoolcat_assumption;

/* Rendered texts become strings; options_builder.h builds options. */
%ignore schoolcat_text;
%ignore schoolcat_text_data;
%ignore schoolcat_text_length;
%ignore schoolcat_text_free;
%ignore schoolcat_allocator;
%ignore schoolcat_setting;
%ignore schoolcat_load_options;
%ignore schoolcat_evaluate_options;
%ignore schoolcat_options_get;

/* Details become nested dictionaries (tables). */
%ignore schoolcat_details_get_kind;
%ignore schoolcat_details_count;
%ignore schoolcat_details_item;
%ignore schoolcat_details_key;
%ignore schoolcat_details_text;
%ignore schoolcat_details_number;
%ignore schoolcat_details_boolean;

/* The tree of an explanation is available as rendered JSON only. */
%ignore schoolcat_explanation_root;
%ignore schoolcat_explanation_child_count;
%ignore schoolcat_explanation_child;
%ignore schoolcat_explanation_get;
%ignore schoolcat_explanation_node;
%ignore schoolcat_explained_information;

/* Arrow tables are not bound yet. */
#define ARROW_C_DATA_INTERFACE
#define ARROW_C_STREAM_INTERFACE
%ignore schoolcat_arrow_options;
%ignore schoolcat_evaluate_arrow;
%ignore schoolcat_evaluate_arrow_stream;

%include <stdint.i>
%include "schoolcat.h"
%include "options_builder.h"
