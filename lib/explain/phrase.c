/* Names, values, dates and reasons as phrases; truncation of long texts. */
#include "explain/phrase.h"
#include "base/date_format.h"
#include "base/number.h"

#include <string.h>

enum { MAX_VALUE_LENGTH = 60 };

/* --- truncation --- */

/* Where `max` code points end in the text. *blank: the last blank before that, 0 if there is none,
 * for texts that are longer. */
static size_t end_of_code_points(sc_text text, size_t max, size_t *blank)
{
    size_t end = 0;
    *blank = 0;
    for (size_t points = 0; end < text.length && points < max; points++) {
        if (sc_is_space(text.data[end]))
            *blank = end;
        (void)sc_utf8_decode(text, &end);
    }
    return end;
}

static void write_beginning(sc_buffer *out, sc_text text, size_t end)
{
    for (size_t i = 0; i < end; i++)
        sc_buffer_byte(out, sc_is_space(text.data[i]) ? ' ' : text.data[i]);
    if (end < text.length)
        sc_buffer_string(out, " ...");
}

void sc_phrase_truncated(sc_buffer *out, sc_text text, size_t max)
{
    size_t blank, end = end_of_code_points(text, max, &blank);
    write_beginning(out, text, end < text.length && blank > 0 ? blank : end);
}

/* The end of the last sentence or clause within the first `end` bytes, else the place before the
 * last comma; 0 if both are in the first third. */
static size_t end_of_clause(sc_text text, size_t end)
{
    size_t comma = 0;
    for (size_t i = end; i > end / 3; i--) {
        char c = text.data[i - 1];
        if (!sc_is_space(text.data[i]))
            continue;
        if (c == '.' || c == '!' || c == '?' || c == ';')
            return i;
        if ((c == ',' || c == ':') && comma == 0)
            comma = i - 1;
    }
    return comma;
}

/* `end` without trailing words that cannot end a phrase. */
static size_t before_stop_words(sc_text text, size_t end)
{
    static const char *const stop_words[] = {
        "and", "or",   "where", "which", "that", "with", "of",  "the",   "a",
        "an",  "in",   "to",    "for",   "if",   "when", "by",  "as",    "at",
        "on",  "from", "but",   "is",    "are",  "than", "not", "their", "its"};
    for (size_t i = 0; i < sizeof stop_words / sizeof stop_words[0]; i++) {
        size_t length = strlen(stop_words[i]);
        if (end > length && sc_is_space(text.data[end - length - 1]) &&
            memcmp(text.data + end - length, stop_words[i], length) == 0)
            return before_stop_words(text, end - length - 1);
    }
    return end;
}

void sc_phrase_excerpt(sc_buffer *out, sc_text text, size_t max)
{
    size_t blank, end = end_of_code_points(text, max, &blank);
    if (end < text.length && blank > 0) {
        end = end_of_clause(text, blank);
        if (end == 0)
            end = before_stop_words(text, blank);
    }
    write_beginning(out, text, end);
}

/* --- names and values --- */

void sc_phrase_label(sc_buffer *out, const sc_about *about)
{
    sc_buffer_text(out, about->label.length > 0 ? about->label : about->id);
}

void sc_phrase_name(sc_buffer *out, const sc_about *about)
{
    sc_phrase_label(out, about);
    if (about->label.length == 0)
        return;
    sc_buffer_string(out, " (");
    sc_buffer_text(out, about->id);
    sc_buffer_byte(out, ')');
}

void sc_phrase_id(sc_buffer *out, sc_text id)
{
    for (size_t i = 0; i < id.length; i++)
        sc_buffer_byte(out, id.data[i] == '_' ? ' ' : id.data[i]);
}

void sc_phrase_item(sc_buffer *out, const sc_item *item)
{
    sc_text name = item->name.length > 0 ? item->name : item->about.label;
    if (name.length == 0) {
        sc_phrase_id(out, item->about.id);
        return;
    }
    sc_buffer_text(out, name);
    sc_buffer_string(out, " (");
    sc_buffer_text(out, item->about.id);
    sc_buffer_byte(out, ')');
}

void sc_phrase_date(sc_buffer *out, double days)
{
    int year, month, day;
    sc_date_to_parts(days, &year, &month, &day);
    sc_buffer_integer(out, day);
    sc_buffer_byte(out, ' ');
    sc_buffer_string(out, sc_month_name(month));
    sc_buffer_byte(out, ' ');
    sc_buffer_integer(out, year);
}

static void phrase_text(sc_buffer *out, sc_text text)
{
    sc_buffer_byte(out, '"');
    sc_phrase_truncated(out, text, MAX_VALUE_LENGTH);
    sc_buffer_byte(out, '"');
}

void sc_phrase_value(sc_buffer *out, const sc_model *model, uint32_t domain,
                     const schoolcat_value *value)
{
    switch (value->type) {
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
        sc_buffer_number(out, value->number);
        break;
    case SCHOOLCAT_BOOLEAN:
        sc_buffer_string(out, value->boolean ? "yes" : "no");
        break;
    case SCHOOLCAT_TEXT:
        phrase_text(out, (sc_text){value->text, value->length});
        break;
    case SCHOOLCAT_DATE:
        sc_phrase_date(out, value->number);
        break;
    case SCHOOLCAT_SYMBOL:
        sc_phrase_item(out, &model->domains[domain].items[value->item]);
        break;
    }
}

/* --- counts --- */

void sc_phrase_count(sc_buffer *out, size_t count, const char *one, const char *many)
{
    if (count == 0)
        sc_buffer_string(out, "none");
    else
        sc_buffer_integer(out, (long long)count);
    sc_buffer_byte(out, ' ');
    sc_buffer_string(out, count <= 1 ? one : many);
}

/* --- words and ids of enumerations --- */

const char *sc_source_phrase(const char *source)
{
    return strchr(source, ';') ? "Sources: " : "Source: ";
}

const char *sc_missing_phrase(schoolcat_missing missing)
{
    switch (missing) {
    case SCHOOLCAT_ABSENT:
        return "not in the data";
    case SCHOOLCAT_BLANK:
        return "blank";
    case SCHOOLCAT_SUPPRESSED:
        return "held back by its publisher";
    case SCHOOLCAT_NOT_APPLICABLE:
        return "marked as missing";
    case SCHOOLCAT_INVALID:
        return "did not fit, so read as missing";
    case SCHOOLCAT_UNDEFINED:
        return "cannot be worked out";
    case SCHOOLCAT_PRESENT:
        break;
    }
    return "";
}

const char *sc_missing_id(schoolcat_missing missing)
{
    switch (missing) {
    case SCHOOLCAT_ABSENT:
        return "absent";
    case SCHOOLCAT_BLANK:
        return "blank";
    case SCHOOLCAT_SUPPRESSED:
        return "suppressed";
    case SCHOOLCAT_NOT_APPLICABLE:
        return "not applicable";
    case SCHOOLCAT_INVALID:
        return "invalid";
    case SCHOOLCAT_UNDEFINED:
        return "undefined";
    case SCHOOLCAT_PRESENT:
        break;
    }
    return NULL;
}

const char *sc_truth_id(schoolcat_truth truth)
{
    return truth == SCHOOLCAT_TRUE ? "true" : truth == SCHOOLCAT_FALSE ? "false" : "unknown";
}
