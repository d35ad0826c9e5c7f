/* Checks the tables of rules/README.md that map published bullet points to elements of rule files:
 * every named element exists in its rule file, and a row without an element has a reason.
 *   bullets RULES-FOLDER */
#include "evaluate/ruleset.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct rule_book {
    const char *name; /* as in the table */
    schoolcat_ruleset *rules;
    const char *layer; /* the file that must define the element */
} rule_book;

static size_t problems;

static schoolcat_ruleset *load(const char *folder, const char *name)
{
    char path[4096];
    schoolcat_ruleset *rules = NULL;
    (void)snprintf(path, sizeof path, "%s/%s.yaml", folder, name);
    if (schoolcat_ruleset_load(path, NULL, &rules, NULL) != SCHOOLCAT_OK) {
        fprintf(stderr, "bullets: %s does not load\n", path);
        exit(1);
    }
    return rules;
}

static bool is_it(const rule_book *book, const sc_about *about, const char *path)
{
    const sc_model *model = book->rules->model;
    if (!sc_text_is(about->path, path))
        return false;
    sc_text layer = model->layers[about->layer];
    size_t length = strlen(book->layer);
    return layer.length >= length &&
           memcmp(layer.data + layer.length - length, book->layer, length) == 0;
}

#define LOOK(array, count)                                                                         \
    for (uint32_t i = 0; i < model->count; i++)                                                    \
        if (is_it(book, &model->array[i].about, path))                                             \
            return true;

static bool in_decisions(const rule_book *book, const char *path)
{
    const sc_model *model = book->rules->model;
    for (uint32_t i = 0; i < model->decision_count; i++) {
        const sc_decision *decision = &model->decisions[i];
        if (is_it(book, &decision->about, path))
            return true;
        for (uint32_t j = 0; j < decision->rule_count; j++)
            if (is_it(book, &decision->rules[j].about, path))
                return true;
    }
    return false;
}

static bool exists(const rule_book *book, const char *path)
{
    static const char *const sections[] = {"parameters", "scales", "choices",
                                           "indicators", "tables", "derived",
                                           "criteria",   "groups", "decisions"};
    const sc_model *model = book->rules->model;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (strcmp(path, sections[i]) == 0)
            return true;
    for (uint32_t i = 0; i < model->domain_count; i++)
        for (uint32_t j = 0; j < model->domains[i].item_count; j++)
            if (is_it(book, &model->domains[i].items[j].about, path))
                return true;
    LOOK(domains, domain_count)
    LOOK(parameters, parameter_count)
    LOOK(indicators, indicator_count)
    LOOK(tables, table_count)
    LOOK(derived, derived_count)
    LOOK(criteria, criterion_count)
    LOOK(groups, group_count)
    return in_decisions(book, path);
}

/* "`staffordshire: criteria.x`" between the backticks. */
static size_t check_elements(const rule_book *books, size_t book_count, char *cell, unsigned line)
{
    size_t found = 0;
    for (char *open = strchr(cell, '`'); open != NULL; open = strchr(open, '`')) {
        char *close = strchr(open + 1, '`');
        if (close == NULL)
            break;
        *close = '\0';
        char *colon = strstr(open + 1, ": ");
        bool known = false;
        for (size_t i = 0; colon != NULL && i < book_count; i++) {
            size_t length = (size_t)(colon - open - 1);
            if (strlen(books[i].name) == length && strncmp(books[i].name, open + 1, length) == 0)
                known = exists(&books[i], colon + 2);
        }
        if (!known) {
            fprintf(stderr, "rules/README.md:%u: there is no element %s\n", line, open + 1);
            problems++;
        }
        found++;
        open = close + 1;
    }
    return found;
}

static void check_row(const rule_book *books, size_t book_count, char *row, unsigned line)
{
    char *cells[3] = {NULL, NULL, NULL};
    size_t count = 0;
    for (char *bar = strchr(row, '|'); bar != NULL && count < 3; bar = strchr(bar + 1, '|')) {
        *bar = '\0';
        cells[count++] = bar + 1;
    }
    char *end = count == 3 ? strchr(cells[2], '|') : NULL;
    if (end == NULL) {
        fprintf(stderr, "rules/README.md:%u: a row of the table has three cells\n", line);
        problems++;
        return;
    }
    *end = '\0';
    bool reason = strspn(cells[2], " ") < strlen(cells[2]);
    if (check_elements(books, book_count, cells[1], line) == 0 && !reason) {
        fprintf(stderr, "rules/README.md:%u: neither an element nor a reason\n", line);
        problems++;
    }
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    schoolcat_ruleset *staffordshire = load(argv[1], "staffordshire"),
                      *stockton = load(argv[1], "stockton");
    const rule_book books[] = {{"staffordshire", staffordshire, "staffordshire.yaml"},
                               {"stockton", stockton, "stockton.yaml"},
                               {"vocabulary", staffordshire, "vocabulary.yaml"}};
    char path[4096];
    static char row[65536];
    (void)snprintf(path, sizeof path, "%s/README.md", argv[1]);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 2;
    unsigned line = 0;
    size_t rows = 0;
    bool inside = false;
    while (fgets(row, sizeof row, file) != NULL) {
        line++;
        if (row[0] != '|')
            inside = false;
        if (inside && strncmp(row, "| ---", 5) != 0) {
            check_row(books, sizeof books / sizeof *books, row, line);
            rows++;
        }
        if (strncmp(row, "| bullet |", 10) == 0)
            inside = true;
    }
    (void)fclose(file);
    schoolcat_ruleset_free(staffordshire);
    schoolcat_ruleset_free(stockton);
    printf("%zu bullets, %zu problems\n", rows, problems);
    return rows < 300 || problems > 0 ? 1 : 0;
}
