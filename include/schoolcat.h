/* libschoolcat: assigns schools to categories, support levels, stages of concern and advice, by
 * rules that are read from files.
 *
 * In reading order: versions and statuses, memory, loading a rule set, its diagnostics, its
 * elements, problems of data, one school's values (a record), evaluation, the answer (a result),
 * its explanation, tables (Arrow), tests files.
 *
 * Conventions
 *   - A handle that a function returns through `T **out` is owned by the caller, who frees it with
 *     the type's own free function, which accepts NULL. A returned pointer that is not a handle is
 *     borrowed; the comment names its owner. Outputs are unchanged on failure.
 *   - Every options or information struct begins with `size_t size`; initialise it with its macro.
 *     A larger size than the library knows is refused unless the additional bytes are zero. Enum
 *     values never change.
 *   - A rule set is immutable: any number of threads may use it at once. Every other handle may be
 *     used by one thread at a time.
 *   - The library does not print, does not exit, has no global state and starts no threads.
 *   - Texts are UTF-8. Numbers do not depend on the locale. Dates are days since 1970-01-01.
 *   - Indices (of indicators, decisions, outcomes, rules, ...) start at 0, follow the order of the
 *     file, and are fixed by the rule set.
 */
#ifndef SCHOOLCAT_H
#define SCHOOLCAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(SCHOOLCAT_STATIC) || defined(SWIG)
#define SCHOOLCAT_API
#elif defined(__GNUC__)
#define SCHOOLCAT_API __attribute__((visibility("default")))
#else
#define SCHOOLCAT_API
#endif

#define SCHOOLCAT_VERSION_MAJOR 0
#define SCHOOLCAT_VERSION_MINOR 1
#define SCHOOLCAT_VERSION_PATCH 0
#define SCHOOLCAT_VERSION "0.1.0"

/* The version of the library in use at run time. Static text. */
SCHOOLCAT_API const char *schoolcat_version(void);

typedef enum schoolcat_status {
    SCHOOLCAT_OK = 0,
    SCHOOLCAT_ERROR_ARGUMENT = 1, /* NULL, an index out of range, a struct of the wrong size */
    /* nothing has changed and nothing leaks; the call may be repeated */
    SCHOOLCAT_ERROR_NO_MEMORY = 2,
    SCHOOLCAT_ERROR_IO = 3,        /* a file cannot be read or written */
    SCHOOLCAT_ERROR_RULES = 4,     /* the rule file has errors: see the diagnostics */
    SCHOOLCAT_ERROR_DATA = 5,      /* a value does not fit its indicator: see the problems */
    SCHOOLCAT_ERROR_NOT_FOUND = 6, /* no such name */
    /* a record or result of another rule set, or a value of another type than the indicator's */
    SCHOOLCAT_ERROR_MISMATCH = 7
} schoolcat_status;

/* One short sentence for a status. Static text. */
SCHOOLCAT_API const char *schoolcat_status_text(schoolcat_status status);

/* --- Memory and text --- */

/* Allocation hooks for a rule set and everything made from it. The functions must be thread-safe
 * and outlive everything allocated with them. Exceptions: libyaml, which takes no hooks, and
 * PCRE2's machine code do not use them. */
typedef struct schoolcat_allocator {
    void *(*allocate)(void *context, size_t size);                /* like malloc */
    void *(*reallocate)(void *context, void *block, size_t size); /* like realloc */
    void (*release)(void *context, void *block);                  /* like free; accepts NULL */
    void *context;
} schoolcat_allocator;

/* A rendered text, owned by the caller. */
typedef struct schoolcat_text schoolcat_text;
/* NUL-terminated; borrowed from the text. "" for NULL. */
SCHOOLCAT_API const char *schoolcat_text_data(const schoolcat_text *text);
SCHOOLCAT_API size_t schoolcat_text_length(const schoolcat_text *text); /* in bytes */
SCHOOLCAT_API void schoolcat_text_free(schoolcat_text *text);

/* Writes a number as the library does everywhere: the shortest decimal notation that reads back as
 * the same number, independent of the locale, NUL-terminated. "nan", "inf" and "-inf" where it is
 * not finite. Returns the length. */
#define SCHOOLCAT_NUMBER_CAPACITY 40
SCHOOLCAT_API size_t schoolcat_number_write(double number, char out[SCHOOLCAT_NUMBER_CAPACITY]);
/* Parses a whole text of the form YYYY-MM-DD into days since 1970-01-01. Returns false and leaves
 * `*days` unchanged for anything else. */
SCHOOLCAT_API bool schoolcat_date_read(const char *text, size_t length, double *days);

/* --- Loading --- */

typedef struct schoolcat_ruleset schoolcat_ruleset;
typedef struct schoolcat_diagnostics schoolcat_diagnostics;

/* A name and a value as text: a parameter and its override, or an indicator and its assumed value.
 * Borrowed during the call. */
typedef struct schoolcat_setting {
    const char *name;
    const char *value;
} schoolcat_setting;

/* Replaces the file system: resolves the first path and the names in `include` and `extends`.
 * `name` is the name as written, `from` the name of the file that contains it (NULL for the first
 * file). Returns the text and a canonical name, by which a file reached twice is recognised; both
 * are borrowed until the load returns. SCHOOLCAT_ERROR_NOT_FOUND: there is no such file. Any other
 * status but OK ends the load with that status. */
typedef schoolcat_status (*schoolcat_resolver)(void *context, const char *from, const char *name,
                                               const char **text, size_t *length,
                                               const char **canonical_name);

typedef struct schoolcat_load_options {
    size_t size;
    const schoolcat_allocator *allocator; /* NULL: malloc. Copied. */
    schoolcat_resolver resolver;          /* NULL: the file system */
    void *resolver_context;
    /* additional folders that `include` and `extends` may read from; the first file's own folder
     * and the installed rules are always allowed */
    const char *const *folders;
    size_t folder_count;
    const schoolcat_setting *parameters; /* overrides, checked like the file's own values */
    size_t parameter_count;
    /* values assumed for indicators that are absent or blank; every answer reports their use */
    const schoolcat_setting *assumptions;
    size_t assumption_count;
    /* Limits; 0 selects the default in brackets. Each has its own diagnostic. */
    size_t max_file_bytes;  /* of one file [16 MiB] */
    size_t max_total_bytes; /* of all files [64 MiB] */
    size_t max_files;       /* [64] */
    size_t max_nesting;     /* depth of YAML and of expressions [64], at most 1,000 */
    size_t max_nodes;       /* YAML nodes, aliases expanded [1,000,000] */
    size_t max_rules;       /* of all decisions together [100,000] */
    uint32_t match_limit;   /* PCRE2's match limit for one pattern on one value [1,000,000] */
} schoolcat_load_options;
#define SCHOOLCAT_LOAD_OPTIONS                                                                     \
    {                                                                                              \
        sizeof(schoolcat_load_options), NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0, 0, 0, 0, 0,   \
            0, 0, 0                                                                                \
    }

/* Loads a rule file: a path, or the name of an installed rule file ("staffordshire").
 * `*diagnostics` receives all problems of the file and of those that it includes. It is set on
 * success too, then with warnings or empty, but not when memory ran out. `diagnostics` may be NULL,
 * and so may `options`. ERROR_RULES: there are errors. ERROR_IO: the first file cannot be read
 * (which is also a diagnostic). */
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_load(const char *path,
                                                      const schoolcat_load_options *options,
                                                      schoolcat_ruleset **out,
                                                      schoolcat_diagnostics **diagnostics);

/* Loads a rule file from memory. `name` is the file name in messages; paths in `include` and
 * `extends` are relative to its folder. NULL means "<text>", which can include installed rule files
 * but nothing by path. The text is copied. */
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_load_text(const char *text, size_t length,
                                                           const char *name,
                                                           const schoolcat_load_options *options,
                                                           schoolcat_ruleset **out,
                                                           schoolcat_diagnostics **diagnostics);

/* Rule sets are reference-counted: retain adds a reference, free removes one. Both are thread-safe.
 * Records, results and explanations hold a reference of their own. */
SCHOOLCAT_API schoolcat_ruleset *schoolcat_ruleset_retain(schoolcat_ruleset *rules);
SCHOOLCAT_API void schoolcat_ruleset_free(schoolcat_ruleset *rules);

/* --- Problems of a rule file --- */

typedef enum schoolcat_severity {
    SCHOOLCAT_SEVERITY_ERROR = 1,
    SCHOOLCAT_SEVERITY_WARNING = 2
} schoolcat_severity;

typedef struct schoolcat_diagnostic {
    size_t size;
    const char *code; /* "SC061"; never changes its meaning */
    schoolcat_severity severity;
    const char *file;              /* "" for the caller's settings */
    uint32_t line, column;         /* from 1, columns in characters; 0 where there is none */
    uint32_t end_line, end_column; /* just after the last character */
    const char *element; /* path of the element, "decisions.category.rules.outstanding", or "" */
    const char *message; /* one sentence */
    const char *hint;    /* how to correct it, or "" */
    /* the line of the file, or ""; a line over 1,000 bytes is truncated around the place, with an
     * ellipsis */
    const char *source_line;
    const char *other_file; /* a second place ("first defined here"), or "" */
    uint32_t other_line, other_column;
} schoolcat_diagnostic;
#define SCHOOLCAT_DIAGNOSTIC                                                                       \
    {                                                                                              \
        sizeof(schoolcat_diagnostic), "", SCHOOLCAT_SEVERITY_ERROR, "", 0, 0, 0, 0, "", "", "",    \
            "", "", 0, 0                                                                           \
    }

typedef enum schoolcat_format {
    SCHOOLCAT_FORMAT_TEXT = 1, /* for a terminal */
    SCHOOLCAT_FORMAT_MARKDOWN = 2,
    SCHOOLCAT_FORMAT_JSON = 3,
    SCHOOLCAT_FORMAT_COMPACT = 4, /* diagnostics: file:line:column: severity code: message */
    SCHOOLCAT_FORMAT_GITHUB = 5   /* diagnostics: workflow commands */
} schoolcat_format;

/* Number of errors and warnings kept: at most 1,000, errors in preference to warnings. 0 for
 * NULL. */
SCHOOLCAT_API size_t schoolcat_diagnostics_count(const schoolcat_diagnostics *diagnostics);
/* Number of errors found, kept or not. 0 for NULL. */
SCHOOLCAT_API size_t schoolcat_diagnostics_errors(const schoolcat_diagnostics *diagnostics);
/* Fills `*out`, in the order of files and places. Texts are borrowed from the diagnostics. */
SCHOOLCAT_API schoolcat_status schoolcat_diagnostics_get(const schoolcat_diagnostics *diagnostics,
                                                         size_t index, schoolcat_diagnostic *out);
/* Renders all of them as TEXT (with the source lines; `colour` adds terminal colours), COMPACT,
 * JSON or GITHUB. */
SCHOOLCAT_API schoolcat_status
schoolcat_diagnostics_render(const schoolcat_diagnostics *diagnostics, schoolcat_format format,
                             bool colour, schoolcat_text **out);
SCHOOLCAT_API void schoolcat_diagnostics_free(schoolcat_diagnostics *diagnostics);

/* --- Elements of a rule set --- */

/* Types of values. */
typedef enum schoolcat_type {
    SCHOOLCAT_NUMBER = 1,
    SCHOOLCAT_INTEGER = 2,
    SCHOOLCAT_BOOLEAN = 3,
    SCHOOLCAT_TEXT = 4,
    SCHOOLCAT_DATE = 5,
    SCHOOLCAT_SYMBOL = 6 /* an item of a scale, a choice or a decision */
} schoolcat_type;

/* Why a value is missing. */
typedef enum schoolcat_missing {
    SCHOOLCAT_PRESENT = 0,
    SCHOOLCAT_ABSENT = 1,         /* no such column; the initial state of a record's slots */
    SCHOOLCAT_BLANK = 2,          /* an empty cell, to which alone `blank_means` applies */
    SCHOOLCAT_SUPPRESSED = 3,     /* withheld by its publisher */
    SCHOOLCAT_NOT_APPLICABLE = 4, /* a missing mark: NA, null, ... */
    SCHOOLCAT_INVALID = 5,        /* does not fit and was read as missing */
    /* derived values: division by zero, not finite, or computed from a missing value */
    SCHOOLCAT_UNDEFINED = 6
} schoolcat_missing;

typedef struct schoolcat_value {
    size_t size;
    schoolcat_type type;
    schoolcat_missing missing; /* unless PRESENT, the fields below are meaningless */
    double number;             /* NUMBER, INTEGER; DATE as days since 1970-01-01 */
    bool boolean;
    /* TEXT: `length` bytes; SYMBOL: the item's id; DATE: YYYY-MM-DD. Borrowed from the result until
     * its next evaluation, or from the rule set. */
    const char *text;
    size_t length;
    size_t item; /* SYMBOL: index in its scale */
} schoolcat_value;
#define SCHOOLCAT_VALUE                                                                            \
    {                                                                                              \
        sizeof(schoolcat_value), SCHOOLCAT_NUMBER, SCHOOLCAT_ABSENT, 0, false, NULL, 0, 0          \
    }

/* The texts that describe an element, borrowed from the rule set; "" where not given. */
typedef struct schoolcat_element {
    size_t size;
    const char *id;
    const char *label;  /* or the outcome's or rule's name */
    const char *text;   /* the published wording */
    const char *source; /* where it was published; several are joined by "; " */
    const char *note;   /* interpretation */
    const char *path;   /* "decisions.category.rules.outstanding" */
    const char *layer;  /* the file that last set it, or "the caller" */
    uint32_t line;      /* in that file; 0 for the caller */
} schoolcat_element;
#define SCHOOLCAT_ELEMENT                                                                          \
    {                                                                                              \
        sizeof(schoolcat_element), "", "", "", "", "", "", "", 0                                   \
    }

typedef struct schoolcat_ruleset_information {
    size_t size;
    const char *authority, *title, *version, *source, *file; /* borrowed; "" where not given */
    /* SHA-256 of everything read, settings included, as 64 hexadecimal digits */
    const char *digest;
    bool has_effective_from, has_effective_to;
    double effective_from, effective_to;                                          /* dates */
    size_t indicators, parameters, scales, criteria, derived, outputs, decisions; /* counts */
} schoolcat_ruleset_information;
#define SCHOOLCAT_RULESET_INFORMATION                                                              \
    {                                                                                              \
        sizeof(schoolcat_ruleset_information), "", "", "", "", "", "", false, false, 0, 0, 0, 0,   \
            0, 0, 0, 0, 0                                                                          \
    }
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_describe(const schoolcat_ruleset *rules,
                                                          schoolcat_ruleset_information *out);

typedef enum schoolcat_part {
    SCHOOLCAT_PART_INDICATOR = 1,
    SCHOOLCAT_PART_PARAMETER = 2,
    /* scales, choices and the outcomes of decisions: every type that has items */
    SCHOOLCAT_PART_SCALE = 3,
    SCHOOLCAT_PART_CRITERION = 4,
    SCHOOLCAT_PART_DERIVED = 5,
    SCHOOLCAT_PART_OUTPUT = 6, /* derived values with `output: true`, in file order */
    SCHOOLCAT_PART_DECISION = 7
} schoolcat_part;

/* Count, description and look-up by name of the elements of a part. find: ERROR_NOT_FOUND where no
 * element has that name. */
SCHOOLCAT_API size_t schoolcat_ruleset_count(const schoolcat_ruleset *rules, schoolcat_part part);
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_element(const schoolcat_ruleset *rules,
                                                         schoolcat_part part, size_t index,
                                                         schoolcat_element *out);
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_find(const schoolcat_ruleset *rules,
                                                      schoolcat_part part, const char *name,
                                                      size_t *index);
/* The part's name nearest to a misspelt one, for 'did you mean', or NULL. Borrowed from the rule
 * set. */
SCHOOLCAT_API const char *schoolcat_ruleset_nearest(const schoolcat_ruleset *rules,
                                                    schoolcat_part part, const char *name);

typedef struct schoolcat_type_information {
    size_t size;
    schoolcat_type type;
    const char *type_name; /* "number", "ofsted_grade" */
    size_t scale;          /* of SYMBOL: index among the scales */
    const char *unit;
    bool has_min, has_max;
    double min, max;
    bool has_value; /* a parameter's value; an indicator's blank_means */
    schoolcat_value value;
    bool set_by_caller; /* parameters */
    bool output;        /* derived */
} schoolcat_type_information;
#define SCHOOLCAT_TYPE_INFORMATION                                                                 \
    {                                                                                              \
        sizeof(schoolcat_type_information), SCHOOLCAT_NUMBER, "", 0, "", false, false, 0, 0,       \
            false, SCHOOLCAT_VALUE, false, false                                                   \
    }
/* Of an INDICATOR, PARAMETER, DERIVED or OUTPUT. */
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_type(const schoolcat_ruleset *rules,
                                                      schoolcat_part part, size_t index,
                                                      schoolcat_type_information *out);
SCHOOLCAT_API size_t schoolcat_indicator_alias_count(const schoolcat_ruleset *rules,
                                                     size_t indicator);
/* NULL out of range */
SCHOOLCAT_API const char *schoolcat_indicator_alias(const schoolcat_ruleset *rules,
                                                    size_t indicator, size_t index);

/* Scales: whether they are ordered (best first), and their items. */
SCHOOLCAT_API bool schoolcat_scale_is_ordered(const schoolcat_ruleset *rules, size_t scale);
SCHOOLCAT_API size_t schoolcat_scale_item_count(const schoolcat_ruleset *rules, size_t scale);
SCHOOLCAT_API schoolcat_status schoolcat_scale_item(const schoolcat_ruleset *rules, size_t scale,
                                                    size_t item, schoolcat_element *out);
/* "" where none; NULL out of range */
SCHOOLCAT_API const char *schoolcat_scale_item_code(const schoolcat_ruleset *rules, size_t scale,
                                                    size_t item);

typedef enum schoolcat_choose {
    SCHOOLCAT_CHOOSE_FIRST = 1,
    SCHOOLCAT_CHOOSE_WORST = 2,
    SCHOOLCAT_CHOOSE_BEST = 3,
    SCHOOLCAT_CHOOSE_UNIQUE = 4,
    SCHOOLCAT_CHOOSE_EVERY = 5
} schoolcat_choose;

/* Decisions: how they choose, their outcomes as items of a scale (best first; for EVERY in file
 * order), their rules. */
/* 0 out of range */
SCHOOLCAT_API schoolcat_choose schoolcat_decision_choose(const schoolcat_ruleset *rules,
                                                         size_t decision);
SCHOOLCAT_API size_t schoolcat_decision_scale(const schoolcat_ruleset *rules, size_t decision);
SCHOOLCAT_API size_t schoolcat_decision_outcome_count(const schoolcat_ruleset *rules,
                                                      size_t decision);
SCHOOLCAT_API schoolcat_status schoolcat_decision_outcome(const schoolcat_ruleset *rules,
                                                          size_t decision, size_t outcome,
                                                          schoolcat_element *out);
SCHOOLCAT_API size_t schoolcat_decision_rule_count(const schoolcat_ruleset *rules, size_t decision);
SCHOOLCAT_API schoolcat_status schoolcat_decision_rule(const schoolcat_ruleset *rules,
                                                       size_t decision, size_t rule,
                                                       schoolcat_element *out);
/* outcome index */
SCHOOLCAT_API size_t schoolcat_decision_rule_outcome(const schoolcat_ruleset *rules,
                                                     size_t decision, size_t rule);
SCHOOLCAT_API bool schoolcat_decision_has_otherwise(const schoolcat_ruleset *rules, size_t decision,
                                                    size_t *outcome);

/* Details (who acts, entitlements, deadlines): a tree of texts, numbers, booleans, lists and maps,
 * borrowed from the rule set. */
typedef struct schoolcat_details schoolcat_details;
typedef enum schoolcat_details_kind {
    SCHOOLCAT_DETAILS_NONE = 0,
    SCHOOLCAT_DETAILS_TEXT = 1,
    SCHOOLCAT_DETAILS_NUMBER = 2,
    SCHOOLCAT_DETAILS_BOOLEAN = 3,
    SCHOOLCAT_DETAILS_LIST = 4,
    SCHOOLCAT_DETAILS_MAP = 5
} schoolcat_details_kind;
/* NULL: none */
SCHOOLCAT_API const schoolcat_details *schoolcat_outcome_details(const schoolcat_ruleset *rules,
                                                                 size_t decision, size_t outcome);
/* merged over its outcome's: the rule's own entries win */
SCHOOLCAT_API const schoolcat_details *schoolcat_rule_details(const schoolcat_ruleset *rules,
                                                              size_t decision, size_t rule);
/* NONE for NULL */
SCHOOLCAT_API schoolcat_details_kind schoolcat_details_get_kind(const schoolcat_details *details);
/* of a list or map */
SCHOOLCAT_API size_t schoolcat_details_count(const schoolcat_details *details);
SCHOOLCAT_API const schoolcat_details *schoolcat_details_item(const schoolcat_details *details,
                                                              size_t index);
SCHOOLCAT_API const char *schoolcat_details_key(const schoolcat_details *details, size_t index);
/* "" unless TEXT */
SCHOOLCAT_API const char *schoolcat_details_text(const schoolcat_details *details);
/* 0 unless NUMBER */
SCHOOLCAT_API double schoolcat_details_number(const schoolcat_details *details);
SCHOOLCAT_API bool schoolcat_details_boolean(const schoolcat_details *details);

/* --- Problems of data --- */

/* Values that do not fit their indicators: the first ones, and the total count. All memory is
 * allocated at creation, so adding a problem cannot fail. */
typedef struct schoolcat_problems schoolcat_problems;
typedef struct schoolcat_problem {
    size_t size;
    /* the row's number as set by schoolcat_problems_at_row, from 1; 0: none */
    uint64_t row;
    const char *column;   /* the caller's column, or else the indicator */
    const char *value;    /* as read; truncated where long */
    const char *expected; /* one phrase: "a number from 0 to 100" */
} schoolcat_problem;
#define SCHOOLCAT_PROBLEM                                                                          \
    {                                                                                              \
        sizeof(schoolcat_problem), 0, "", "", ""                                                   \
    }
/* Keeps the first `keep` problems (at most 1,000,000). */
SCHOOLCAT_API schoolcat_status schoolcat_problems_new(size_t keep, schoolcat_problems **out);
SCHOOLCAT_API void schoolcat_problems_free(schoolcat_problems *problems);
SCHOOLCAT_API void schoolcat_problems_clear(schoolcat_problems *problems);
/* Problems added from now on belong to this row. */
SCHOOLCAT_API void schoolcat_problems_at_row(schoolcat_problems *problems, uint64_t row);
/* All that were added, kept or not. */
SCHOOLCAT_API uint64_t schoolcat_problems_total(const schoolcat_problems *problems);
SCHOOLCAT_API size_t schoolcat_problems_kept(const schoolcat_problems *problems);
/* Texts are borrowed until the problems are cleared. */
SCHOOLCAT_API schoolcat_status schoolcat_problems_get(const schoolcat_problems *problems,
                                                      size_t index, schoolcat_problem *out);

/* --- One school's values --- */

/* A record has one slot per indicator, initially ABSENT. Texts set in it are borrowed until the
 * evaluation returns. */
typedef struct schoolcat_record schoolcat_record;
SCHOOLCAT_API schoolcat_status schoolcat_record_new(schoolcat_ruleset *rules,
                                                    schoolcat_record **out);
SCHOOLCAT_API void schoolcat_record_free(schoolcat_record *record);
SCHOOLCAT_API void schoolcat_record_clear(schoolcat_record *record); /* every slot ABSENT again */

/* Set one slot. ERROR_MISMATCH: the indicator has another type. ERROR_DATA: the value does not fit
 * (outside min and max, not whole, no such item, pattern not matched); the slot is unchanged, and
 * the problem is added to `problems` unless that is NULL. */
/* NUMBER, INTEGER; NaN is NOT_APPLICABLE */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_number(schoolcat_record *record,
                                                           size_t indicator, double value,
                                                           schoolcat_problems *problems);
SCHOOLCAT_API schoolcat_status schoolcat_record_set_boolean(schoolcat_record *record,
                                                            size_t indicator, bool value);
SCHOOLCAT_API schoolcat_status schoolcat_record_set_date(schoolcat_record *record, size_t indicator,
                                                         double days, schoolcat_problems *problems);
/* TEXT: stored as it is */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_text(schoolcat_record *record, size_t indicator,
                                                         const char *text, size_t length,
                                                         schoolcat_problems *problems);
/* SYMBOL: index in its scale */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_item(schoolcat_record *record, size_t indicator,
                                                         size_t item);
/* any reason but PRESENT and UNDEFINED */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_missing(schoolcat_record *record,
                                                            size_t indicator,
                                                            schoolcat_missing reason);
/* A value of any type in text form, like `given` in tests files: no missing or suppression marks;
 * '' is blank. */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_value(schoolcat_record *record,
                                                          size_t indicator, const char *text,
                                                          size_t length,
                                                          schoolcat_problems *problems);
/* A cell of a spreadsheet: with missing and suppression marks, percent signs, thousands commas,
 * ids, codes, aliases and declared date formats, as described in rules/README.md under 'Reading
 * data'. */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_cell(schoolcat_record *record, size_t indicator,
                                                         const char *text, size_t length,
                                                         schoolcat_problems *problems);
/* Why the slot is missing, or PRESENT. */
SCHOOLCAT_API schoolcat_missing schoolcat_record_missing(const schoolcat_record *record,
                                                         size_t indicator);

/* A mapping of columns to indicators, by the indicator's name, then its aliases; case, '_', blanks
 * and '-' are ignored. ERROR_DATA: two columns match one indicator; each is named in `problems`.
 * `names[i]` has `lengths[i]` bytes, or is NUL-terminated where `lengths` is NULL. */
typedef struct schoolcat_columns schoolcat_columns;
SCHOOLCAT_API schoolcat_status schoolcat_columns_match(schoolcat_ruleset *rules,
                                                       const char *const *names,
                                                       const size_t *lengths, size_t count,
                                                       schoolcat_problems *problems,
                                                       schoolcat_columns **out);
/* false: the column matches no indicator */
SCHOOLCAT_API bool schoolcat_columns_indicator(const schoolcat_columns *columns, size_t column,
                                               size_t *indicator);
SCHOOLCAT_API bool schoolcat_columns_column(const schoolcat_columns *columns, size_t indicator,
                                            size_t *column);
SCHOOLCAT_API void schoolcat_columns_free(schoolcat_columns *columns);

/* --- Evaluation --- */

/* Working memory and answer of evaluations, reusable, for one rule set and one thread. Holds a
 * reference to the rule set. */
typedef struct schoolcat_result schoolcat_result;
SCHOOLCAT_API schoolcat_status schoolcat_result_new(schoolcat_ruleset *rules,
                                                    schoolcat_result **out);
SCHOOLCAT_API void schoolcat_result_free(schoolcat_result *result);

typedef struct schoolcat_evaluate_options {
    size_t size;
    bool has_today; /* false: `today` is missing in the rules */
    double today;   /* days since 1970-01-01 */
} schoolcat_evaluate_options;
#define SCHOOLCAT_EVALUATE_OPTIONS                                                                 \
    {                                                                                              \
        sizeof(schoolcat_evaluate_options), false, 0                                               \
    }

/* Evaluates the decisions for one school. Allocates only where a text function meets longer texts
 * than before. `options` may be NULL. The record is not changed. The result's answers are valid
 * until its next evaluation. */
SCHOOLCAT_API schoolcat_status schoolcat_evaluate(schoolcat_result *result,
                                                  const schoolcat_record *record,
                                                  const schoolcat_evaluate_options *options);

/* --- The answer --- */

/* The outcome of a decision that chooses one. False, with `*outcome` unchanged, where there is
 * none, for EVERY, and out of range. */
SCHOOLCAT_API bool schoolcat_result_outcome(const schoolcat_result *result, size_t decision,
                                            size_t *outcome);
/* The rule that decided. False: none, or `otherwise`. */
SCHOOLCAT_API bool schoolcat_result_rule(const schoolcat_result *result, size_t decision,
                                         size_t *rule);
SCHOOLCAT_API bool schoolcat_result_by_otherwise(const schoolcat_result *result, size_t decision);
/* Whether more than one outcome is possible, 'no outcome' counting as one. For EVERY: whether a
 * rule may hold that is not known to hold. */
SCHOOLCAT_API bool schoolcat_result_provisional(const schoolcat_result *result, size_t decision);
/* Whether that outcome is possible (for EVERY: may hold), and whether 'no outcome' is. */
SCHOOLCAT_API bool schoolcat_result_possible(const schoolcat_result *result, size_t decision,
                                             size_t outcome);
SCHOOLCAT_API bool schoolcat_result_none_possible(const schoolcat_result *result, size_t decision);
/* UNIQUE: whether rules with different outcomes hold; schoolcat_result_holds is true for those. */
SCHOOLCAT_API bool schoolcat_result_conflict(const schoolcat_result *result, size_t decision);
/* Any decision: whether a rule's condition is true, whether it may become true, and (EVERY) whether
 * an outcome is among those that hold. */
SCHOOLCAT_API bool schoolcat_result_holds(const schoolcat_result *result, size_t decision,
                                          size_t rule);
SCHOOLCAT_API bool schoolcat_result_may_hold(const schoolcat_result *result, size_t decision,
                                             size_t rule);
SCHOOLCAT_API bool schoolcat_result_outcome_holds(const schoolcat_result *result, size_t decision,
                                                  size_t outcome);
/* The deciding rule's details merged over its outcome's (`otherwise`: the outcome's); NULL where
 * there are none. Borrowed from the rule set. */
SCHOOLCAT_API const schoolcat_details *schoolcat_result_details(const schoolcat_result *result,
                                                                size_t decision);

/* The needs of a decision: the missing indicators that can still change it, in the order of the
 * rule set; none where it is not provisional. The array is borrowed from the result until its next
 * evaluation or the next call. */
SCHOOLCAT_API schoolcat_status schoolcat_result_needs(schoolcat_result *result, size_t decision,
                                                      const size_t **indicators, size_t *count);

/* A condition of unknown truth that `if_unknown` made true or false for a decision. */
typedef struct schoolcat_assumption {
    size_t size;
    const char *element; /* its path; borrowed from the result */
    bool value;
    /* the missing indicators that it depends on; borrowed from the result until its next evaluation
     * or call of schoolcat_result_assumed */
    const size_t *indicators;
    size_t indicator_count;
} schoolcat_assumption;
#define SCHOOLCAT_ASSUMPTION                                                                       \
    {                                                                                              \
        sizeof(schoolcat_assumption), "", false, NULL, 0                                           \
    }
SCHOOLCAT_API schoolcat_status schoolcat_result_assumed_count(schoolcat_result *result,
                                                              size_t decision, size_t *count);
SCHOOLCAT_API schoolcat_status schoolcat_result_assumed(schoolcat_result *result, size_t decision,
                                                        size_t index, schoolcat_assumption *out);

/* The known value of an INDICATOR (as read, after blank_means), a PARAMETER, a CRITERION (a
 * boolean, missing where its truth is unknown), DERIVED or OUTPUT. */
SCHOOLCAT_API schoolcat_status schoolcat_result_value(const schoolcat_result *result,
                                                      schoolcat_part part, size_t index,
                                                      schoolcat_value *out);
/* Whether the indicator was blank and got its value from blank_means; whether it was absent or
 * blank and got the caller's assumption. */
SCHOOLCAT_API bool schoolcat_result_blank_read(const schoolcat_result *result, size_t indicator);
SCHOOLCAT_API bool schoolcat_result_assumption_used(const schoolcat_result *result,
                                                    size_t indicator);
/* Notes on this evaluation, one sentence each ("derived.pupil_ratio: division by zero"). Borrowed
 * from the result until its next evaluation. */
SCHOOLCAT_API schoolcat_status schoolcat_result_note_count(schoolcat_result *result, size_t *count);
SCHOOLCAT_API const char *schoolcat_result_note(schoolcat_result *result, size_t index);
/* Whether evaluations of this rule set can produce notes. If false, none does when every text is at
 * most 64 KiB. */
SCHOOLCAT_API bool schoolcat_ruleset_may_note(const schoolcat_ruleset *rules);
/* The whole answer as one JSON object. */
SCHOOLCAT_API schoolcat_status schoolcat_result_json(schoolcat_result *result,
                                                     schoolcat_text **out);

/* --- Explanation --- */

/* The reasons for each outcome, as a tree. It copies what it needs and holds a reference to the
 * rule set, so it may outlive its result. */
typedef struct schoolcat_explanation schoolcat_explanation;
typedef struct schoolcat_explanation_node schoolcat_explanation_node;

typedef enum schoolcat_explained {
    SCHOOLCAT_EXPLAINED_SCHOOL = 1,   /* the root; children: the decisions */
    SCHOOLCAT_EXPLAINED_DECISION = 2, /* children: its rules in order, then `otherwise` */
    SCHOOLCAT_EXPLAINED_RULE = 3,
    SCHOOLCAT_EXPLAINED_OTHERWISE = 4,
    SCHOOLCAT_EXPLAINED_CRITERION = 5, /* a named condition */
    SCHOOLCAT_EXPLAINED_CONDITION = 6, /* all, any, not, at least, ... */
    SCHOOLCAT_EXPLAINED_TEST = 7,      /* one comparison; children: its values */
    /* an indicator, parameter, derived value or earlier decision */
    SCHOOLCAT_EXPLAINED_VALUE = 8
} schoolcat_explained;

typedef enum schoolcat_truth {
    SCHOOLCAT_FALSE = 0,
    SCHOOLCAT_UNKNOWN = 1,
    SCHOOLCAT_TRUE = 2
} schoolcat_truth;

typedef struct schoolcat_explained_information {
    size_t size;
    schoolcat_explained kind;
    schoolcat_truth truth;     /* rules, criteria, conditions, tests */
    bool decided;              /* this rule (or `otherwise`) decided */
    bool assumed;              /* its truth was set by `if_unknown` */
    schoolcat_element element; /* the element's texts, where it has any */
    /* as written: "performance_percentile < lower_quartile_limit"; or "at least 7 of 9" */
    const char *expression;
    const char *finding;       /* one plain sentence: "Rank among schools is 18, below 25" */
    schoolcat_missing missing; /* values: why it is missing */
} schoolcat_explained_information;
#define SCHOOLCAT_EXPLAINED_INFORMATION                                                            \
    {                                                                                              \
        sizeof(schoolcat_explained_information), SCHOOLCAT_EXPLAINED_SCHOOL, SCHOOLCAT_UNKNOWN,    \
            false, false, SCHOOLCAT_ELEMENT, "", "", SCHOOLCAT_PRESENT                             \
    }

/* Explains the result's last evaluation. `title`, which may be NULL, is the school's name in the
 * renderings. */
SCHOOLCAT_API schoolcat_status schoolcat_explain(schoolcat_result *result, const char *title,
                                                 schoolcat_explanation **out);
SCHOOLCAT_API void schoolcat_explanation_free(schoolcat_explanation *explanation);
SCHOOLCAT_API const schoolcat_explanation_node *
schoolcat_explanation_root(const schoolcat_explanation *explanation);
SCHOOLCAT_API size_t schoolcat_explanation_child_count(const schoolcat_explanation_node *node);
/* NULL out of range */
SCHOOLCAT_API const schoolcat_explanation_node *
schoolcat_explanation_child(const schoolcat_explanation_node *node, size_t index);
/* borrowed from the explanation */
SCHOOLCAT_API schoolcat_status schoolcat_explanation_get(const schoolcat_explanation_node *node,
                                                         schoolcat_explained_information *out);
/* TEXT, MARKDOWN or JSON. */
SCHOOLCAT_API schoolcat_status schoolcat_explanation_render(
    const schoolcat_explanation *explanation, schoolcat_format format, schoolcat_text **out);

/* --- Tables: Arrow --- */

/* The Arrow C data and C stream interfaces, copied from their specification. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

#endif

typedef struct schoolcat_arrow_options {
    size_t size;
    bool has_today; /* as in schoolcat_evaluate_options */
    double today;
    /* true: a value that does not fit is missing (INVALID) and reported as a problem; false: it is
     * an error, returned after all rows have been read */
    bool read_invalid_as_missing;
    /* true: a null is an empty cell, to which blank_means applies, as in tables read from
     * spreadsheets; false: it is a value marked as missing */
    bool nulls_are_blank;
    bool leave_out_possible; /* omit D_provisional and D_possible, which is faster */
    /* the rows to evaluate; several threads may evaluate disjoint ranges of one array at once */
    int64_t first_row;
    int64_t row_count;   /* -1: all from first_row */
    uint64_t row_number; /* the number of the array's first row in problems; 0 means 1 */
    /* further columns, see schoolcat_evaluate_arrow: D_needs, D_assumed and D_conflict of each
     * decision, and schoolcat.notes */
    bool include_needs, include_assumed, include_conflict, include_notes;
} schoolcat_arrow_options;
#define SCHOOLCAT_ARROW_OPTIONS                                                                    \
    {                                                                                              \
        sizeof(schoolcat_arrow_options), false, 0, false, false, false, 0, -1, 0, false, false,    \
            false, false                                                                           \
    }

/* Evaluates the rows of a struct array (a record batch). Columns are matched as by
 * schoolcat_columns_match; others are ignored. Readable in place: booleans, all integers, float32
 * and float64, utf8, large_utf8 and utf8_view, date32, date64 and timestamps, null columns, and
 * dictionaries of all of these; also sparse unions of all but dictionaries, in which a number or
 * boolean for an indicator of another type is read as its text. Texts are read like cells
 * (schoolcat_record_set_cell), but without a check that they are UTF-8, which Arrow guarantees. A
 * float32 has the value of the shortest decimal that rounds to it.
 *
 * `*out_schema` and `*out` become a struct array of the same rows, with these columns:
 *   - for each decision D:
 *       D             its outcome: an ordered dictionary of ids, best first; null where there is
 *                     none. For EVERY a list of the outcomes that hold.
 *       D_rule        the rule that decided, or "otherwise": a dictionary. For EVERY a list.
 *       D_provisional a boolean
 *       D_possible    the possible outcomes: a list of D's dictionary, in which 'no outcome' is
 *                     null. For EVERY the outcomes that may hold.
 *       D_needs       with include_needs: the ids of the missing indicators that can still change
 *                     D; a list of a dictionary
 *       D_assumed     with include_assumed: the truths set by `if_unknown`; a list of structs of
 *                     `element`, a dictionary of paths, and `value`, a boolean
 *       D_conflict    with include_conflict: the rules that hold where they conflict, else none; a
 *                     list of a dictionary
 *   - each output
 *   - schoolcat.notes with include_notes: the sentences of schoolcat_result_note; a list of a
 *     dictionary
 *
 * The caller releases `*out_schema` and `*out`, which do not refer to the input; `*schema` and
 * `*rows` remain the caller's. `options` and `problems` may be NULL. Reentrant: any number of calls
 * may run at once on one rule set. ERROR_DATA: a value does not fit, or a column has a type that
 * its indicator cannot be read from. ERROR_ARGUMENT: an array does not match its schema, a buffer
 * is not aligned for its values, the range exceeds the rows, or a list or text column would exceed
 * 2^31 - 1 items (evaluate ranges of the rows). */
SCHOOLCAT_API schoolcat_status schoolcat_evaluate_arrow(
    schoolcat_ruleset *rules, const struct ArrowSchema *schema, const struct ArrowArray *rows,
    const schoolcat_arrow_options *options, schoolcat_problems *problems,
    struct ArrowSchema *out_schema, struct ArrowArray *out);

/* Evaluates a stream of record batches; columns are matched once. On success `*input` is moved into
 * `*out`, which holds it and the rule set until released; on failure it remains the caller's.
 * first_row and row_count do not apply. Rows are numbered across batches. The first value that does
 * not fit is the stream's error unless it is read as missing. `problems`, unless NULL, must outlive
 * the stream. Batches may be requested by one thread at a time. */
SCHOOLCAT_API schoolcat_status
schoolcat_evaluate_arrow_stream(schoolcat_ruleset *rules, struct ArrowArrayStream *input,
                                const schoolcat_arrow_options *options,
                                schoolcat_problems *problems, struct ArrowArrayStream *out);

/* --- Tests files --- */

/* Runs a tests file against the rule file that it names, or against `rules` unless NULL.
 * ERROR_RULES: either file has problems, which are in `*diagnostics`. */
typedef struct schoolcat_test_report schoolcat_test_report;
SCHOOLCAT_API schoolcat_status schoolcat_test(const char *path, schoolcat_ruleset *rules,
                                              const schoolcat_load_options *options,
                                              schoolcat_test_report **out,
                                              schoolcat_diagnostics **diagnostics);
SCHOOLCAT_API size_t schoolcat_test_report_passed(const schoolcat_test_report *report);
SCHOOLCAT_API size_t schoolcat_test_report_failed(const schoolcat_test_report *report);
/* Renders the report as TEXT, MARKDOWN or JSON: failing tests with expected and actual values;
 * then, with `coverage`, the rules that never fired, outcomes never reached and truths that
 * criteria never had. */
SCHOOLCAT_API schoolcat_status schoolcat_test_report_render(const schoolcat_test_report *report,
                                                            schoolcat_format format, bool coverage,
                                                            schoolcat_text **out);
SCHOOLCAT_API void schoolcat_test_report_free(schoolcat_test_report *report);

#ifdef __cplusplus
}
#endif

#endif
