/* The parameters that the explanation mentions, and whose figures they are. */
#include "explain/sections.h"
#include "explain/phrase.h"
#include "base/number.h"

#include <string.h>

enum { LONGEST_FIGURE = 240, LONGEST_NOTE = 300 };

static void say(sc_narrator *narrator, const char *words)
{
    sc_buffer_string(narrator->words, words);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *const words_of_numbers[] = {"none",  "one",   "two",  "three", "four",   "five",  "six",
                                               "seven", "eight", "nine", "ten",   "eleven", "twelve"};

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

/* Whether the word or number stands in the text by itself; commas within figures are passed over. */
static bool text_has(sc_text text, const char *word)
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
        if (matched == length && !is_part(text, at, digits) && !(from > 0 && is_part(text, from - 1, digits)))
            return true;
    }
    return false;
}

static bool text_gives(sc_text text, double number)
{
    char digits[SC_NUMBER_ROOM];
    double positive = number < 0 ? -number : number;
    (void)sc_number_write(positive, digits);
    if (text_has(text, digits))
        return true;
    for (size_t i = 0; i < sizeof words_of_numbers / sizeof words_of_numbers[0]; i++)
        if (positive >= (double)i && positive <= (double)i && text_has(text, words_of_numbers[i]))
            return true;
    return false;
}

/* Whether the figure is the rule file's own and not in the words that it rests on. */
static void say_standing(sc_narrator *narrator, const schoolcat_explanation_node *node)
{
    const sc_parameter *parameter = &narrator->model->parameters[node->index];
    sc_text text = sc_text_of(node->is.element.text);
    if (text.length == 0 || parameter->set_by_caller ||
        (parameter->type.kind != SC_KIND_NUMBER && parameter->type.kind != SC_KIND_INTEGER))
        return;
    say(narrator, text_gives(text, parameter->value.number)
                      ? ", as published"
                      : ", chosen in the rule file; the text gives no such figure");
}

static void narrate_figure(sc_narrator *narrator, const schoolcat_explanation_node *node)
{
    const schoolcat_element *element = &node->is.element;
    bool file = element->layer[0] != '\0' && !narrator->model->parameters[node->index].set_by_caller;
    say(narrator, node->is.finding);
    say_standing(narrator, node);
    if (element->source[0] != '\0' || file) {
        say(narrator, " (");
        say(narrator, element->source);
        say(narrator, element->source[0] != '\0' && file ? "; " : "");
        if (file) {
            say(narrator, "set in ");
            say(narrator, base_name(element->layer));
        }
        say(narrator, ")");
    }
    narrator->page->style->entry(narrator->page, NULL, 0);
    if (element->text[0] != '\0') {
        say(narrator, "\"");
        sc_say_excerpt(narrator->words, sc_text_of(element->text), LONGEST_FIGURE);
        say(narrator, "\"");
        narrator->page->style->under(narrator->page, false, 0);
    }
    if (element->note[0] != '\0') {
        say(narrator, "Note: ");
        sc_say_excerpt(narrator->words, sc_text_of(element->note), LONGEST_NOTE);
        narrator->page->style->under(narrator->page, false, 0);
    }
}

void sc_narrate_figures(sc_narrator *narrator)
{
    size_t said = 0;
    for (uint32_t i = 0; i < narrator->model->parameter_count; i++) {
        const schoolcat_explanation_node *node = narrator->explanation->parameters[i];
        if (!node || !narrator->told[i])
            continue;
        if (said++ == 0) {
            say(narrator, "The figures used");
            narrator->page->style->heading(narrator->page);
        }
        narrate_figure(narrator, node);
    }
}
