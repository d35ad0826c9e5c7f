/* Rule texts generated for cases that no editor can write. */
#include "diagnostic_case.h"

#include <stdlib.h>
#include <string.h>

#define RULES_HEAD "schoolcat: 1\nauthority: Invented Council\ntitle: Invented rules\n"
#define DECISION                                                                                   \
    "decisions:\n  category:\n    choose: first\n    outcomes: [1, 2]\n    rules:\n      - id: "   \
    "low\n       "                                                                                 \
    " then: 2\n        "                                                                           \
    "when: "

/* A text repeated `count` times, between two others. */
static char *repeated(const char *before, const char *again, size_t count, const char *after)
{
    size_t length = strlen(again);
    char *middle = malloc(count * length + 1);
    if (middle == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        memcpy(middle + i * length, again, length);
    middle[count * length] = '\0';
    char *text = append(append(append(NULL, before), middle), after);
    free(middle);
    return text;
}

static char *items(size_t count)
{
    char *text = append(NULL, RULES_HEAD "scales:\n  grade:\n");
    char *list = repeated("", "    - good000000\n", count, "");
    for (size_t i = 0; list != NULL && i < count; i++) {
        size_t number = i;
        for (char *digit = list + (i + 1) * 17 - 2; number != 0; number /= 10)
            *digit-- = (char)('0' + number % 10);
    }
    text = append(text, list == NULL ? "" : list);
    free(list);
    return text;
}

/* Derived values, each of which refers to its predecessor. */
static char *chain(size_t count)
{
    char *text = append(
        NULL, RULES_HEAD
        "indicators:\n  attendance: {type: number}\nderived:\n  d0000: {value: attendance}\n");
    char *list = repeated("", "  d0000: {value: d0000 + 1}\n", count,
                          "  last: {value: d0000, output: true}\n");
    for (size_t i = 0; list != NULL && i <= count; i++) {
        char *line = list + i * 28;
        char *names[] = {i < count ? line + 7 : NULL, i < count ? line + 22 : line + 21};
        for (size_t k = 0; k < 2; k++) {
            char *digit = names[k] == NULL ? NULL : names[k] - 1;
            for (size_t number = k == 0 ? i + 1 : i; number != 0 && digit != NULL; number /= 10)
                *digit-- = (char)('0' + number % 10);
        }
    }
    text = append(text, list == NULL ? "" : list);
    free(list);
    return text;
}

static char *make(const char *name)
{
    if (strcmp(name, "made_bell") == 0)
        return append(NULL, RULES_HEAD "source: Part 1\a\n");
    if (strcmp(name, "made_brackets") == 0)
        return repeated(RULES_HEAD "source: ", "[", 10000, "");
    if (strcmp(name, "made_closed_brackets") == 0) {
        char *opened = repeated(RULES_HEAD "source: ", "[", 10000, "");
        char *text = repeated(opened == NULL ? "" : opened, "]", 10000, "\n");
        free(opened);
        return text;
    }
    if (strcmp(name, "made_indents") == 0)
        return repeated(RULES_HEAD "source:\n  ", "- ", 200, "deep\n");
    if (strcmp(name, "made_expression_brackets") == 0)
        return repeated(RULES_HEAD DECISION, "(", 10000, "true\n");
    if (strcmp(name, "made_long_chain") == 0)
        return chain(2000);
    if (strcmp(name, "made_long_sum") == 0)
        return repeated(RULES_HEAD DECISION "0 < 1", "+1", 5000, "\n");
    if (strcmp(name, "made_latin_1") == 0)
        return append(NULL, RULES_HEAD "source: Caf\xE9 Invented\n");
    if (strcmp(name, "made_utf_16") == 0)
        return append(NULL, "\xFF\xFEs\x01");
    if (strcmp(name, "made_long_line") == 0)
        return repeated(RULES_HEAD "source: ", "a very long source ", 300, ": here\n");
    if (strcmp(name, "made_many_items") == 0)
        return items(4097);
    if (strcmp(name, "made_folded_windows_lines") == 0)
        return append(NULL, "schoolcat: 1\r\n"
                            "authority: Invented Council\r\n"
                            "title: Invented rules\r\n"
                            "indicators:\r\n"
                            "  attendance: {type: number}\r\n"
                            "derived:\r\n"
                            "  half:\r\n"
                            "    value: >-\r\n"
                            "      attendance\r\n"
                            "      / atendance\r\n"
                            "    output: true\r\n");
    if (strcmp(name, "made_windows_lines") == 0)
        return append(NULL, "\xEF\xBB\xBFschoolcat: 1\r\n"
                            "authority: Invented Council\r\n"
                            "title: Invented rules\r\n"
                            "titel: twice\r\n");
    return NULL;
}

const char *const generated_names[] = {"made_bell",
                                       "made_brackets",
                                       "made_closed_brackets",
                                       "made_expression_brackets",
                                       "made_indents",
                                       "made_folded_windows_lines",
                                       "made_latin_1",
                                       "made_long_line",
                                       "made_long_chain",
                                       "made_long_sum",
                                       "made_many_items",
                                       "made_nul",
                                       "made_utf_16",
                                       "made_windows_lines",
                                       NULL};

char *generated_text(const char *name, size_t *length)
{
    static const char with_nul[] = RULES_HEAD "source: Part\0 1\n";
    if (strcmp(name, "made_nul") == 0) {
        char *text = malloc(sizeof with_nul);
        *length = sizeof with_nul - 1;
        return text == NULL ? NULL : memcpy(text, with_nul, sizeof with_nul);
    }
    char *text = make(name);
    *length = text == NULL ? 0 : strlen(text);
    return text;
}
