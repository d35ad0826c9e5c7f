/* libschoolcat: sorts schools into categories, support levels, stages of concern and advice, from
 * rule files.
 *
 * In reading order: versions and statuses, memory, loading a rule set, its problems, what it holds,
 * one school's values (a record), evaluating, the answer (a result), explaining it, reading data,
 * running tests files.
 *
 * The law of this interface
 *   - A handle that a function gives through `T **out` is the caller's: free it with its own free
 * function, which accepts NULL. A returned pointer that is not a handle is borrowed: its owner is
 * named with it. Outputs are untouched on failure.
 *   - Every options or information struct begins with `size_t size`; set it with its initialiser
 * macro. A larger size than the library knows is refused unless the rest is zero. Enum values are
 * fixed for ever.
 *   - A rule set never changes: any number of threads may use it at once. Every other handle
 * belongs to one thread at a time.
 *   - The library prints nothing, exits never, has no global state, and starts no thread.
 *   - Texts are UTF-8. Numbers do not depend on the locale. Dates are days since 1970-01-01.
 *   - Indices (of indicators, decisions, outcomes, rules, ...) are fixed by the rule set, from 0,
 * in the order of the file.
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

/* The version of the library that is running. Static text. */
SCHOOLCAT_API const char *schoolcat_version(void);

typedef enum schoolcat_status {
    SCHOOLCAT_OK = 0,
    SCHOOLCAT_ERROR_ARGUMENT = 1, /* NULL, an index out of range, a struct of the wrong size */
    /* nothing has changed and nothing leaks; the call may be tried again */
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

/* Where a rule set and all that is made from it take their memory. The functions must be safe in
 * any thread and outlive everything made with them. libyaml and PCRE2's compiled code do not all
 * use them: libyaml takes no hooks. */
typedef struct schoolcat_allocator {
    void *(*allocate)(void *context, size_t size);                /* as malloc */
    void *(*reallocate)(void *context, void *block, size_t size); /* as realloc */
    void (*release)(void *context, void *block);                  /* as free; accepts NULL */
    void *context;
} schoolcat_allocator;

/* A rendered text that the caller owns. */
typedef struct schoolcat_text schoolcat_text;
/* NUL-terminated, borrowed from the text; "" for NULL */
SCHOOLCAT_API const char *schoolcat_text_data(const schoolcat_text *text);
SCHOOLCAT_API size_t schoolcat_text_length(const schoolcat_text *text); /* in bytes */
SCHOOLCAT_API void schoolcat_text_free(schoolcat_text *text);

/* A number as the library spells it everywhere: the shortest decimal spelling that reads back,
 * independent of the locale. Returns the length; NUL-terminated. Not finite: "nan", "inf",
 * "-inf". */
#define SCHOOLCAT_NUMBER_ROOM 40
SCHOOLCAT_API size_t schoolcat_number_write(double number, char out[SCHOOLCAT_NUMBER_ROOM]);
/* YYYY-MM-DD, the whole text, as days since 1970-01-01. False, and nothing set, for anything
 * else. */
SCHOOLCAT_API bool schoolcat_date_read(const char *text, size_t length, double *days);

/* --- Loading --- */

typedef struct schoolcat_ruleset schoolcat_ruleset;
typedef struct schoolcat_diagnostics schoolcat_diagnostics;

/* A name and a value as text: a parameter and its override, or an indicator and what it is taken to
 * be. Borrowed during the call. */
typedef struct schoolcat_setting {
    const char *name;
    const char *value;
} schoolcat_setting;

/* Answers `include` and `extends` (and the first path) instead of the file system. `name` is as
 * written, `from` the name of the file that names it (NULL for the first). Gives the text (borrowed
 * until the load returns) and a canonical name (borrowed likewise) by which a file reached twice is
 * recognised. Returns SCHOOLCAT_ERROR_NOT_FOUND where there is no such file; any other status but
 * OK ends the load with it. */
typedef schoolcat_status (*schoolcat_resolver)(void *context, const char *from, const char *name,
                                               const char **text, size_t *length,
                                               const char **canonical_name);

typedef struct schoolcat_load_options {
    size_t size;
    const schoolcat_allocator *allocator; /* NULL: malloc. Copied. */
    schoolcat_resolver resolver;          /* NULL: the file system */
    void *resolver_context;
    /* further folders that include and extends may read from, beside the first file's own and the
     * installed rules */
    const char *const *folders;
    size_t folder_count;
    const schoolcat_setting *parameters; /* overrides, checked like the file's own values */
    size_t parameter_count;
    /* for a run: what an indicator is taken to be where it is absent or blank; counted and named in
     * every answer */
    const schoolcat_setting *assumptions;
    size_t assumption_count;
    /* Limits; 0 is the default in brackets. Each has its own diagnostic. */
    size_t max_file_bytes;  /* of one file [16 MiB] */
    size_t max_total_bytes; /* of all files [64 MiB] */
    size_t max_files;       /* [64] */
    size_t max_nesting;     /* of YAML and of expressions [64], at most 1,000 */
    size_t max_nodes;       /* YAML nodes after aliases are followed [1,000,000] */
    size_t max_rules;       /* rules of all decisions [100,000] */
    uint32_t match_limit;   /* PCRE2 match steps for one pattern on one value [1,000,000] */
} schoolcat_load_options;
#define SCHOOLCAT_LOAD_OPTIONS                                                                     \
    {                                                                                              \
        sizeof(schoolcat_load_options), NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0, 0, 0, 0, 0,   \
            0, 0, 0                                                                                \
    }

/* Loads a rule file: a path, or the name of an installed rule file ("staffordshire"). ALL its
 * problems and those of the files that it includes come in `*diagnostics`, which may be NULL when
 * they are not wanted, and is set on success too (it then holds warnings, or nothing) except when
 * memory ran out. ERROR_RULES when there are errors, ERROR_IO when the first file cannot be read
 * (also a diagnostic). `options` may be NULL. */
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_load(const char *path,
                                                      const schoolcat_load_options *options,
                                                      schoolcat_ruleset **out,
                                                      schoolcat_diagnostics **diagnostics);

/* The same from memory. `name` stands for the file in messages, and its folder is where include and
 * extends begin; NULL is "<text>", from which nothing can be included by path (installed rule files
 * can). The text is copied. */
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_load_text(const char *text, size_t length,
                                                           const char *name,
                                                           const schoolcat_load_options *options,
                                                           schoolcat_ruleset **out,
                                                           schoolcat_diagnostics **diagnostics);

/* Rule sets are counted: retain gives another owner, free takes one away. Both are safe in any
 * thread. Records, results and explanations hold their own. */
SCHOOLCAT_API schoolcat_ruleset *schoolcat_ruleset_retain(schoolcat_ruleset *rules);
SCHOOLCAT_API void schoolcat_ruleset_free(schoolcat_ruleset *rules);

/* --- Problems of a rule file
 * ---------------------------------------------------------------------------------------- */

typedef enum schoolcat_severity {
    SCHOOLCAT_SEVERITY_ERROR = 1,
    SCHOOLCAT_SEVERITY_WARNING = 2
} schoolcat_severity;

typedef struct schoolcat_diagnostic {
    size_t size;
    const char *code; /* "SC061", stable for ever */
    schoolcat_severity severity;
    const char *file;              /* "" for the caller's settings */
    uint32_t line, column;         /* from 1, columns in characters; 0 where there is none */
    uint32_t end_line, end_column; /* just behind the last character */
    const char *element; /* path of the element, "decisions.category.rules.outstanding", or "" */
    const char *message; /* one sentence */
    const char *hint;    /* how to mend it, or "" */
    /* the line of the file, cut around the place (with an ellipsis) where it is over 1,000 bytes;
     * or "" */
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

/* How many errors and warnings are kept to be read: at most 1,000, errors before warnings. 0 for
 * NULL. */
SCHOOLCAT_API size_t schoolcat_diagnostics_count(const schoolcat_diagnostics *diagnostics);
/* How many errors there are, kept or not. 0 for NULL. */
SCHOOLCAT_API size_t schoolcat_diagnostics_errors(const schoolcat_diagnostics *diagnostics);
/* Fills `*out`; texts are borrowed from the diagnostics. In the order of files and places. */
SCHOOLCAT_API schoolcat_status schoolcat_diagnostics_get(const schoolcat_diagnostics *diagnostics,
                                                         size_t index, schoolcat_diagnostic *out);
/* All of them as TEXT (drawn under the source line; `colour` adds terminal colours), COMPACT, JSON
 * or GITHUB. */
SCHOOLCAT_API schoolcat_status
schoolcat_diagnostics_render(const schoolcat_diagnostics *diagnostics, schoolcat_format format,
                             bool colour, schoolcat_text **out);
SCHOOLCAT_API void schoolcat_diagnostics_free(schoolcat_diagnostics *diagnostics);

/* --- What a rule set holds
 * ------------------------------------------------------------------------------------------ */

/* Values, as indicators hold them and derived values give them. */
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
    SCHOOLCAT_ABSENT = 1,         /* no such column; every slot of a fresh record */
    SCHOOLCAT_BLANK = 2,          /* an empty cell: `blank_means` applies to it alone */
    SCHOOLCAT_SUPPRESSED = 3,     /* held back by whoever published it */
    SCHOOLCAT_NOT_APPLICABLE = 4, /* a missing mark: NA, null, ... */
    SCHOOLCAT_INVALID = 5,        /* did not fit and was read as missing */
    /* derived values: division by zero, not finite, or made from something missing */
    SCHOOLCAT_UNDEFINED = 6
} schoolcat_missing;

typedef struct schoolcat_value {
    size_t size;
    schoolcat_type type;
    schoolcat_missing missing; /* when not PRESENT the rest is void */
    double number;             /* NUMBER, INTEGER; DATE as days since 1970-01-01 */
    bool boolean;
    /* TEXT: length bytes; SYMBOL: the item's id; DATE: YYYY-MM-DD. Borrowed: from the result until
     * its next evaluation, or from the rule set */
    const char *text;
    size_t length;
    size_t item; /* SYMBOL: index in its scale */
} schoolcat_value;
#define SCHOOLCAT_VALUE                                                                            \
    {                                                                                              \
        sizeof(schoolcat_value), SCHOOLCAT_NUMBER, SCHOOLCAT_ABSENT, 0, false, NULL, 0, 0          \
    }

/* The words an element carries. All texts are borrowed from the rule set, "" where not given. */
typedef struct schoolcat_element {
    size_t size;
    const char *id;
    const char *label;  /* or the outcome's or rule's name */
    const char *text;   /* the published wording */
    const char *source; /* where it stands; several are joined by "; " */
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
    /* SHA-256 of all that was read, settings included: 64 hexadecimal digits */
    const char *digest;
    bool has_effective_from, has_effective_to;
    double effective_from, effective_to;                                          /* dates */
    size_t indicators, parameters, scales, criteria, derived, outputs, decisions; /* how many */
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
    SCHOOLCAT_PART_OUTPUT = 6, /* the derived values marked `output: true`, in their order */
    SCHOOLCAT_PART_DECISION = 7
} schoolcat_part;

/* Count, words and look-up by name of any part. find: ERROR_NOT_FOUND when there is none of that
 * name. */
SCHOOLCAT_API size_t schoolcat_ruleset_count(const schoolcat_ruleset *rules, schoolcat_part part);
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_element(const schoolcat_ruleset *rules,
                                                         schoolcat_part part, size_t index,
                                                         schoolcat_element *out);
SCHOOLCAT_API schoolcat_status schoolcat_ruleset_find(const schoolcat_ruleset *rules,
                                                      schoolcat_part part, const char *name,
                                                      size_t *index);
/* The nearest name of that part, for 'did you mean', or NULL. Borrowed from the rule set. */
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

/* Scales: whether ordered (best first), and their items. */
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

/* Decisions: how they choose, their outcomes (best first; for EVERY in order) as items of a scale,
 * their rules. */
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

/* Details: who acts, entitlements, deadlines; a tree of texts, numbers, lists and maps, borrowed
 * from the rule set. */
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
/* laid over its outcome's */
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

/* Collects values that do not fit: capped, with the total count. Allocated whole beforehand: adding
 * never fails. */
typedef struct schoolcat_problems schoolcat_problems;
typedef struct schoolcat_problem {
    size_t size;
    /* as the caller numbers rows (schoolcat_problems_at_row), from 1; 0 where none */
    uint64_t row;
    const char *column;   /* the caller's column, else the indicator */
    const char *value;    /* as met, shortened when long */
    const char *expected; /* one phrase: "a number from 0 to 100" */
} schoolcat_problem;
#define SCHOOLCAT_PROBLEM                                                                          \
    {                                                                                              \
        sizeof(schoolcat_problem), 0, "", "", ""                                                   \
    }
/* keeps the first `keep` (at most 1,000,000) */
SCHOOLCAT_API schoolcat_status schoolcat_problems_new(size_t keep, schoolcat_problems **out);
SCHOOLCAT_API void schoolcat_problems_free(schoolcat_problems *problems);
SCHOOLCAT_API void schoolcat_problems_clear(schoolcat_problems *problems);
/* what follows belongs to this row */
SCHOOLCAT_API void schoolcat_problems_at_row(schoolcat_problems *problems, uint64_t row);
/* met, kept or not */
SCHOOLCAT_API uint64_t schoolcat_problems_total(const schoolcat_problems *problems);
SCHOOLCAT_API size_t schoolcat_problems_kept(const schoolcat_problems *problems);
/* borrowed until cleared */
SCHOOLCAT_API schoolcat_status schoolcat_problems_get(const schoolcat_problems *problems,
                                                      size_t index, schoolcat_problem *out);

/* --- One school's values
 * -------------------------------------------------------------------------------------------- */

/* A record has a slot for every indicator, each ABSENT at first. Texts given to it are borrowed
 * until the evaluation returns. */
typedef struct schoolcat_record schoolcat_record;
SCHOOLCAT_API schoolcat_status schoolcat_record_new(schoolcat_ruleset *rules,
                                                    schoolcat_record **out);
SCHOOLCAT_API void schoolcat_record_free(schoolcat_record *record);
SCHOOLCAT_API void schoolcat_record_clear(schoolcat_record *record); /* every slot ABSENT again */

/* Set one slot. ERROR_MISMATCH when the indicator is of another type, ERROR_DATA when the value
 * does not fit (out of min and max, not whole, no such item, pattern not met): the slot is then as
 * before, and the problem is added to `problems` unless NULL. */
/* NUMBER, INTEGER; NaN is NOT_APPLICABLE */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_number(schoolcat_record *record,
                                                           size_t indicator, double value,
                                                           schoolcat_problems *problems);
SCHOOLCAT_API schoolcat_status schoolcat_record_set_boolean(schoolcat_record *record,
                                                            size_t indicator, bool value);
SCHOOLCAT_API schoolcat_status schoolcat_record_set_date(schoolcat_record *record, size_t indicator,
                                                         double days, schoolcat_problems *problems);
/* TEXT: as it is */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_text(schoolcat_record *record, size_t indicator,
                                                         const char *text, size_t length,
                                                         schoolcat_problems *problems);
/* SYMBOL: index in its scale */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_item(schoolcat_record *record, size_t indicator,
                                                         size_t item);
/* not PRESENT, not UNDEFINED */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_missing(schoolcat_record *record,
                                                            size_t indicator,
                                                            schoolcat_missing reason);
/* A value of any type written as text, taken as it is: no missing or suppression marks; '' is
 * blank. As `given` in tests files. */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_value(schoolcat_record *record,
                                                          size_t indicator, const char *text,
                                                          size_t length,
                                                          schoolcat_problems *problems);
/* A cell of a spreadsheet: missing and suppression marks, percent signs, thousands commas, ids,
 * codes, aliases, declared date formats, as rules/README.md says under 'Reading data'. */
SCHOOLCAT_API schoolcat_status schoolcat_record_set_cell(schoolcat_record *record, size_t indicator,
                                                         const char *text, size_t length,
                                                         schoolcat_problems *problems);
/* Why the slot is missing, or PRESENT. */
SCHOOLCAT_API schoolcat_missing schoolcat_record_missing(const schoolcat_record *record,
                                                         size_t indicator);

/* Which column feeds which indicator: by name, then alias, ignoring case, '_', blank and '-'. Two
 * columns for one indicator are ERROR_DATA, each named in `problems`. `names[i]` has `lengths[i]`
 * bytes, or is NUL-terminated where `lengths` is NULL. */
typedef struct schoolcat_columns schoolcat_columns;
SCHOOLCAT_API schoolcat_status schoolcat_columns_match(schoolcat_ruleset *rules,
                                                       const char *const *names,
                                                       const size_t *lengths, size_t count,
                                                       schoolcat_problems *problems,
                                                       schoolcat_columns **out);
/* false: the column is used by none */
SCHOOLCAT_API bool schoolcat_columns_indicator(const schoolcat_columns *columns, size_t column,
                                               size_t *indicator);
SCHOOLCAT_API bool schoolcat_columns_column(const schoolcat_columns *columns, size_t indicator,
                                            size_t *column);
SCHOOLCAT_API void schoolcat_columns_free(schoolcat_columns *columns);

/* --- Evaluating --- */

/* The reusable scratch and answer for one rule set and one thread. Holds the rule set. */
typedef struct schoolcat_result schoolcat_result;
SCHOOLCAT_API schoolcat_status schoolcat_result_new(schoolcat_ruleset *rules,
                                                    schoolcat_result **out);
SCHOOLCAT_API void schoolcat_result_free(schoolcat_result *result);

typedef struct schoolcat_evaluate_options {
    size_t size;
    bool has_today; /* without it `today` is missing */
    double today;   /* days since 1970-01-01 */
} schoolcat_evaluate_options;
#define SCHOOLCAT_EVALUATE_OPTIONS                                                                 \
    {                                                                                              \
        sizeof(schoolcat_evaluate_options), false, 0                                               \
    }

/* Decides one school. Allocates nothing but for text functions on longer texts than before.
 * `options` may be NULL. The record is not changed; what the result says stays until its next
 * evaluation. */
SCHOOLCAT_API schoolcat_status schoolcat_evaluate(schoolcat_result *result,
                                                  const schoolcat_record *record,
                                                  const schoolcat_evaluate_options *options);

/* --- The answer --- */

/* For decisions that choose one outcome: false, and nothing set, where there is none (and for
 * EVERY, and out of range). */
SCHOOLCAT_API bool schoolcat_result_outcome(const schoolcat_result *result, size_t decision,
                                            size_t *outcome);
/* the rule that decided; false: none, or `otherwise` */
SCHOOLCAT_API bool schoolcat_result_rule(const schoolcat_result *result, size_t decision,
                                         size_t *rule);
SCHOOLCAT_API bool schoolcat_result_by_otherwise(const schoolcat_result *result, size_t decision);
/* More than one outcome is possible, 'no outcome' counting as one; for EVERY: some rule may hold
 * that does not. */
SCHOOLCAT_API bool schoolcat_result_provisional(const schoolcat_result *result, size_t decision);
/* Whether that outcome is possible (for EVERY: may hold), and whether 'no outcome' is. */
SCHOOLCAT_API bool schoolcat_result_possible(const schoolcat_result *result, size_t decision,
                                             size_t outcome);
SCHOOLCAT_API bool schoolcat_result_none_possible(const schoolcat_result *result, size_t decision);
/* UNIQUE: rules with different outcomes hold; they are those for which _holds says true. */
SCHOOLCAT_API bool schoolcat_result_conflict(const schoolcat_result *result, size_t decision);
/* Any decision: whether a rule's condition is true, and whether its outcome is among those that
 * hold (EVERY). */
SCHOOLCAT_API bool schoolcat_result_holds(const schoolcat_result *result, size_t decision,
                                          size_t rule);
SCHOOLCAT_API bool schoolcat_result_may_hold(const schoolcat_result *result, size_t decision,
                                             size_t rule);
SCHOOLCAT_API bool schoolcat_result_outcome_holds(const schoolcat_result *result, size_t decision,
                                                  size_t outcome);
/* The deciding rule's details laid over its outcome's (`otherwise`: the outcome's); NULL where
 * none. Borrowed from the rule set. */
SCHOOLCAT_API const schoolcat_details *schoolcat_result_details(const schoolcat_result *result,
                                                                size_t decision);

/* The missing indicators that can still change the decision, in the order of the rule set; none
 * when it is not provisional. The array is the result's, until its next evaluation or the next
 * call. */
SCHOOLCAT_API schoolcat_status schoolcat_result_needs(schoolcat_result *result, size_t decision,
                                                      const size_t **indicators, size_t *count);

/* What was taken as true or false by `if_unknown` on the way to this decision. */
typedef struct schoolcat_assumption {
    size_t size;
    const char *element; /* its path; borrowed from the result */
    bool value;
    /* those missing beneath; borrowed from the result until its next evaluation or call of
     * _assumed */
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

/* Values on the evidence at hand: an INDICATOR as read (after blank_means), a PARAMETER, a
 * CRITERION (a boolean; missing: unknown), DERIVED or OUTPUT. */
SCHOOLCAT_API schoolcat_status schoolcat_result_value(const schoolcat_result *result,
                                                      schoolcat_part part, size_t index,
                                                      schoolcat_value *out);
/* Whether the indicator's blank was read by blank_means, or by the caller's assumption. */
SCHOOLCAT_API bool schoolcat_result_blank_read(const schoolcat_result *result, size_t indicator);
SCHOOLCAT_API bool schoolcat_result_assumption_used(const schoolcat_result *result,
                                                    size_t indicator);
/* Things to know about this evaluation, each one sentence ("derived.pupil_ratio: division by
 * zero"). Borrowed like the above. */
SCHOOLCAT_API schoolcat_status schoolcat_result_note_count(schoolcat_result *result, size_t *count);
SCHOOLCAT_API const char *schoolcat_result_note(schoolcat_result *result, size_t index);
/* Whether an evaluation by these rules can have a note. Where not, none has on texts of up to 64
 * KiB. */
SCHOOLCAT_API bool schoolcat_ruleset_may_note(const schoolcat_ruleset *rules);
/* The whole answer as one JSON object. */
SCHOOLCAT_API schoolcat_status schoolcat_result_json(schoolcat_result *result,
                                                     schoolcat_text **out);

/* --- Explaining --- */

/* Why each outcome: a tree that outlives the result it was made from (it copies what it needs, and
 * holds the rule set). */
typedef struct schoolcat_explanation schoolcat_explanation;
typedef struct schoolcat_explanation_node schoolcat_explanation_node;

typedef enum schoolcat_explained {
    SCHOOLCAT_EXPLAINED_SCHOOL = 1,   /* the root: a child for each decision */
    SCHOOLCAT_EXPLAINED_DECISION = 2, /* children: its rules, in order, and `otherwise` */
    SCHOOLCAT_EXPLAINED_RULE = 3,
    SCHOOLCAT_EXPLAINED_OTHERWISE = 4,
    SCHOOLCAT_EXPLAINED_CRITERION = 5, /* a named condition */
    SCHOOLCAT_EXPLAINED_CONDITION = 6, /* all, any, not, at least, ... */
    SCHOOLCAT_EXPLAINED_TEST = 7,      /* one comparison: children are its values */
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
    bool decided;              /* the rule (or otherwise) that decided */
    bool assumed;              /* its truth was given by if_unknown */
    schoolcat_element element; /* words, where the element has any */
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

/* Explains the result's last evaluation. `title` names the school in the renderings, may be
 * NULL. */
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

/* The Arrow C data and C stream interfaces, as their specification prints them. */
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
    /* a value that does not fit is missing (INVALID) and a problem; otherwise it ends the call,
     * after all of its rows were read */
    bool read_invalid_as_missing;
    /* a null is an empty cell, as where a spreadsheet was read into the table: blank_means applies;
     * otherwise it is a value said to be missing */
    bool nulls_are_blank;
    bool leave_out_possible; /* no D_provisional and D_possible, and no time spent on them */
    /* the rows to decide: disjoint ranges of one array may be given to several threads at once */
    int64_t first_row;
    int64_t row_count;   /* -1: all from first_row */
    uint64_t row_number; /* what problems call the array's first row; 0 is 1 */
    /* further columns, see schoolcat_evaluate_arrow: D_needs, D_assumed and D_conflict of each
     * decision, and schoolcat.notes */
    bool include_needs, include_assumed, include_conflict, include_notes;
} schoolcat_arrow_options;
#define SCHOOLCAT_ARROW_OPTIONS                                                                    \
    {                                                                                              \
        sizeof(schoolcat_arrow_options), false, 0, false, false, false, 0, -1, 0, false, false,    \
            false, false                                                                           \
    }

/* Decides the rows of a struct array (a record batch). Columns are matched as by
 * schoolcat_columns_match; others are left alone. Reads, in place: booleans, all integers, float32
 * and float64, utf8, large_utf8 and utf8_view, date32, date64 and timestamps, null columns, and
 * dictionaries of all of these; texts are read as cells are (schoolcat_record_set_cell), but for
 * UTF-8 that Arrow promises. A float32 counts as the shortest decimal that rounds to it.
 *
 * `*out_schema` and `*out` become a struct array of the same rows: for each decision D its outcome
 * `D` (an ordered dictionary of ids, best first; null where there is none), `D_rule` (a dictionary;
 * "otherwise" included), `D_provisional` (boolean) and `D_possible` (a list of the same dictionary;
 * 'no outcome' is null in it); for EVERY `D` and `D_rule` are lists too, and `D_possible` lists
 * what may hold. On request follow `D_needs` (a list of a dictionary: the ids of the missing
 * indicators that can still change D), `D_assumed` (a list of structs of `element`, a dictionary of
 * paths, and `value`, a boolean: what if_unknown stood in for) and `D_conflict` (a list of a
 * dictionary: the rules that hold, where they conflict; else empty). Then come each output and, on
 * request, `schoolcat.notes` (a list of a dictionary of sentences, as of schoolcat_result_note).
 * They are the caller's to release, and hold nothing of the input.
 * `*schema` and `*rows` stay the caller's. `options` and `problems` may be NULL. Reentrant: any
 * number of calls may run at once on one rule set. ERROR_DATA: a value does not fit, or a column
 * cannot feed its indicator. ERROR_ARGUMENT: arrays that are not what their schema says, buffers
 * that are not aligned as their values are, a range beyond the rows, or so many rows that a list or
 * text column would pass 2^31 - 1 items (decide ranges of them). */
SCHOOLCAT_API schoolcat_status schoolcat_evaluate_arrow(
    schoolcat_ruleset *rules, const struct ArrowSchema *schema, const struct ArrowArray *rows,
    const schoolcat_arrow_options *options, schoolcat_problems *problems,
    struct ArrowSchema *out_schema, struct ArrowArray *out);

/* The same for a stream of record batches, planned once. On success `*input` is moved into `*out`,
 * which keeps it and the rule set until it is released; on failure it stays the caller's. first_row
 * and row_count are not for streams. Rows are numbered through all batches. The first value that
 * does not fit is the stream's error, unless it is to be read as missing; `problems`, where given,
 * must outlive the stream. One thread at a time may ask the stream for batches. */
SCHOOLCAT_API schoolcat_status
schoolcat_evaluate_arrow_stream(schoolcat_ruleset *rules, struct ArrowArrayStream *input,
                                const schoolcat_arrow_options *options,
                                schoolcat_problems *problems, struct ArrowArrayStream *out);

/* --- Tests files --- */

/* Runs a tests file against the rule file that it names (or `rules`, where not NULL). Problems of
 * either file are `*diagnostics` with ERROR_RULES. */
typedef struct schoolcat_test_report schoolcat_test_report;
SCHOOLCAT_API schoolcat_status schoolcat_test(const char *path, schoolcat_ruleset *rules,
                                              const schoolcat_load_options *options,
                                              schoolcat_test_report **out,
                                              schoolcat_diagnostics **diagnostics);
SCHOOLCAT_API size_t schoolcat_test_report_passed(const schoolcat_test_report *report);
SCHOOLCAT_API size_t schoolcat_test_report_failed(const schoolcat_test_report *report);
/* TEXT, MARKDOWN or JSON: failing tests with what was expected and what came, then what never fired
 * or was never reached. */
SCHOOLCAT_API schoolcat_status schoolcat_test_report_render(const schoolcat_test_report *report,
                                                            schoolcat_format format, bool coverage,
                                                            schoolcat_text **out);
SCHOOLCAT_API void schoolcat_test_report_free(schoolcat_test_report *report);

#ifdef __cplusplus
}
#endif

#endif
