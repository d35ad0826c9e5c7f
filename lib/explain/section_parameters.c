/* The parameters that the explanation mentions, and whose figures they are. */
#include "explain/sections.h"
#include "explain/phrase.h"
#include "base/number.h"

#include <string.h>

enum { MAX_PARAMETER_TEXT_LENGTH = 240, MAX_NOTE_LENGTH = 300 };

static void say(sc_document_printer *printer, const char *words)
{
    sc_buffer_string(printer->words, words);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *const number_words[] = {"none", "one",    "two",   "three", "four",
                                           "five", "six",    "seven", "eight", "nine",
                                           "ten",  "eleven", "twelve"};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_part(sc_text text, size_t at, bool digits)
{
    if (at >= text.length)
        return false;
    bool point = text.data[at] == '.' && at + 1 < text.length && sc_is_digit(text.data[at + 1]);
    return digits ? sc_is_digit(text.data[at]) || point : sc_is_letter(text.data[at]);
}

/* Whether the word or number stands in the text by itself; commas within figures are passed
 * over. */
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
            if (lower(text.data[at]) != word[matched])
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

/* Whether the figure is the rule file's own and not in the words that it rests on. */
static void phrase_standing(sc_document_printer *printer, const schoolcat_explanation_node *node)
{
    const sc_parameter *parameter = &printer->model->parameters[node->index];
    sc_text text = sc_text_of(node->is.element.text);
    if (text.length == 0 || parameter->set_by_caller ||
        (parameter->type.kind != SC_KIND_NUMBER && parameter->type.kind != SC_KIND_INTEGER))
        return;
    say(printer, text_contains_number(text, parameter->value.number)
                     ? ", as published"
                     : ", chosen in the rule file; the text gives no such figure");
}

static void print_parameter(sc_document_printer *printer, const schoolcat_explanation_node *node)
{
    const schoolcat_element *element = &node->is.element;
    bool file = element->layer[0] != '\0' && !printer->model->parameters[node->index].set_by_caller;
    say(printer, node->is.finding);
    phrase_standing(printer, node);
    if (element->source[0] != '\0' || file) {
        say(printer, " (");
        say(printer, element->source);
        say(printer, element->source[0] != '\0' && file ? "; " : "");
        if (file) {
            say(printer, "set in ");
            say(printer, base_name(element->layer));
        }
        say(printer, ")");
    }
    printer->page->style->entry(printer->page, NULL, 0);
    if (element->text[0] != '\0') {
        say(printer, "\"");
        sc_phrase_excerpt(printer->words, sc_text_of(element->text), MAX_PARAMETER_TEXT_LENGTH);
        say(printer, "\"");
        printer->page->style->under(printer->page, false, 0);
    }
    if (element->note[0] != '\0') {
        say(printer, "Note: ");
        sc_phrase_excerpt(printer->words, sc_text_of(element->note), MAX_NOTE_LENGTH);
        printer->page->style->under(printer->page, false, 0);
    }
}

void sc_print_parameters_section(sc_document_printer *printer)
{
    size_t said = 0;
    for (uint32_t i = 0; i < printer->model->parameter_count; i++) {
        const schoolcat_explanation_node *node = printer->explanation->parameters[i];
        if (!node || !printer->told[i])
            continue;
        if (said++ == 0) {
            say(printer, "The figures used");
            printer->page->style->heading(printer->page);
        }
        print_parameter(printer, node);
    }
}
