/* The section "The figures used": the parameters that the document mentions, with their origin. */
#include "explain/sections.h"

#include "explain/phrase.h"
#include "base/number.h"

#include <string.h>

enum { MAX_PARAMETER_TEXT_LENGTH = 240, MAX_NOTE_LENGTH = 300 };

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *const number_words[] = {"none", "one",    "two",   "three", "four",
                                           "five", "six",    "seven", "eight", "nine",
                                           "ten",  "eleven", "twelve"};

static bool is_part(sc_text text, size_t at, bool digits)
{
    if (at >= text.length)
        return false;
    bool point = text.data[at] == '.' && at + 1 < text.length && sc_is_digit(text.data[at + 1]);
    return digits ? sc_is_digit(text.data[at]) || point : sc_is_letter(text.data[at]);
}

/* Whether the text contains the word or number, not as part of a longer one. Commas within numbers
 * are skipped: "1,000" is 1000. */
static bool text_contains_word(sc_text text, const char *word)
{
    size_t length = strlen(word);
    bool digits = sc_is_digit(word[0]);
    for (size_t from = 0; from < text.length; from++) {
        size_t at = from, matched = 0;
        while (at < text.length && matched < length) {
            if (digits && matched > 0 && text.data[at] == ',' && word[matched] != ',') {
                at++;
                continue;
            }
            if (sc_lower(text.data[at]) != word[matched])
                break;
            at++;
            matched++;
        }
        if (matched == length && !is_part(text, at, digits) &&
            !(from > 0 && is_part(text, from - 1, digits)))
            return true;
    }
    return false;
}

static bool text_contains_number(sc_text text, double number)
{
    char digits[SC_NUMBER_CAPACITY];
    double positive = number < 0 ? -number : number;
    (void)sc_number_write(positive, digits);
    if (text_contains_word(text, digits))
        return true;
    for (size_t i = 0; i < sizeof number_words / sizeof number_words[0]; i++)
        if (positive >= (double)i && positive <= (double)i &&
            text_contains_word(text, number_words[i]))
            return true;
    return false;
}

/* Whether the number of a parameter with a published text is in that text or was chosen by the rule
 * file. */
static void phrase_origin(sc_document_printer *printer, const schoolcat_explanation_node *node)
{
    const sc_parameter *parameter = &printer->model->parameters[node->index];
    sc_text text = sc_text_of(node->is.element.text);
    if (text.length == 0 || parameter->set_by_caller ||
        (parameter->type.kind != SC_KIND_NUMBER && parameter->type.kind != SC_KIND_INTEGER))
        return;
    sc_printer_write(printer, text_contains_number(text, parameter->value.number)
                                  ? ", as published"
                                  : ", chosen in the rule file; the text gives no such figure");
}

static void print_parameter(sc_document_printer *printer, const schoolcat_explanation_node *node)
{
    const schoolcat_element *element = &node->is.element;
    bool file = element->layer[0] != '\0' && !printer->model->parameters[node->index].set_by_caller;
    sc_printer_write(printer, node->is.finding);
    phrase_origin(printer, node);
    if (element->source[0] != '\0' || file) {
        sc_printer_write(printer, " (");
        sc_printer_write(printer, element->source);
        sc_printer_write(printer, element->source[0] != '\0' && file ? "; " : "");
        if (file) {
            sc_printer_write(printer, "set in ");
            sc_printer_write(printer, base_name(element->layer));
        }
        sc_printer_write(printer, ")");
    }
    sc_end_item(printer, NULL, 0);
    if (element->text[0] != '\0') {
        sc_printer_write(printer, "\"");
        sc_phrase_excerpt(printer->text, sc_text_of(element->text), MAX_PARAMETER_TEXT_LENGTH);
        sc_printer_write(printer, "\"");
        sc_end_continuation(printer, false, 0);
    }
    if (element->note[0] != '\0') {
        sc_printer_write(printer, "Note: ");
        sc_phrase_excerpt(printer->text, sc_text_of(element->note), MAX_NOTE_LENGTH);
        sc_end_continuation(printer, false, 0);
    }
}

void sc_print_parameters_section(sc_document_printer *printer)
{
    size_t written = 0;
    for (uint32_t i = 0; i < printer->model->parameter_count; i++) {
        const schoolcat_explanation_node *node = printer->explanation->parameters[i];
        if (!node || !printer->mentioned[i])
            continue;
        if (written++ == 0) {
            sc_printer_write(printer, "The figures used");
            sc_end_heading(printer);
        }
        print_parameter(printer, node);
    }
}
