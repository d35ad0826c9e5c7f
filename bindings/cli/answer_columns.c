/* Lists and chooses the columns of the answer. */
#include "answer_columns.h"

#include "message.h"

#include <stdlib.h>
#include <string.h>

static const char *const suffixes[] = {[ANSWER_OUTCOME] = "",
                                       [ANSWER_RULE] = "_rule",
                                       [ANSWER_PROVISIONAL] = "_provisional",
                                       [ANSWER_POSSIBLE] = "_possible",
                                       [ANSWER_NEEDS] = "_needs",
                                       [ANSWER_ASSUMED] = "_assumed",
                                       [ANSWER_CONFLICT] = "_conflict"};

static bool add_answer(cli_answer_columns *answers, cli_answer_column_kind kind, size_t index,
                       const char *name, const char *suffix)
{
    size_t length = strlen(name), size = strlen(suffix) + 1;
    cli_answer_column *moved =
        grow(answers->list, answers->count, &answers->capacity, sizeof *answers->list);
    char *joined = moved == NULL ? NULL : malloc(length + size);
    answers->list = moved == NULL ? answers->list : moved;
    if (joined == NULL)
        return false;
    memcpy(joined, name, length);
    memcpy(joined + length, suffix, size);
    answers->list[answers->count++] = (cli_answer_column){kind, index, joined};
    return true;
}

static const char *element_id(const schoolcat_ruleset *rules, schoolcat_part part, size_t index)
{
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    (void)schoolcat_ruleset_element(rules, part, index, &element);
    return element.id;
}

static bool add_decisions(cli_answer_columns *answers)
{
    size_t decisions = schoolcat_ruleset_count(answers->rules, SCHOOLCAT_PART_DECISION);
    for (size_t i = 0; i < decisions; i++) {
        const char *id = element_id(answers->rules, SCHOOLCAT_PART_DECISION, i);
        for (cli_answer_column_kind kind = ANSWER_OUTCOME; kind <= ANSWER_CONFLICT; kind++)
            if (!add_answer(answers, kind, i, id, suffixes[kind]))
                return false;
    }
    return true;
}

static bool add_outputs(cli_answer_columns *answers)
{
    size_t outputs = schoolcat_ruleset_count(answers->rules, SCHOOLCAT_PART_OUTPUT);
    for (size_t i = 0; i < outputs; i++)
        if (!add_answer(answers, ANSWER_OUTPUT, i,
                        element_id(answers->rules, SCHOOLCAT_PART_OUTPUT, i), ""))
            return false;
    return true;
}

static bool add_all(cli_answer_columns *answers, const char *const *kept_names,
                    const size_t *kept_indices, size_t kept)
{
    for (size_t i = 0; i < kept; i++)
        if (!add_answer(answers, ANSWER_KEPT, kept_indices[i], kept_names[i], ""))
            return false;
    if (!add_decisions(answers) || !add_outputs(answers))
        return false;
    answers->names = calloc(answers->count + 1, sizeof *answers->names);
    return answers->names != NULL;
}

bool answer_columns_open(cli_answer_columns *answers, const schoolcat_ruleset *rules,
                         const char *const *kept_names, const size_t *kept_indices, size_t kept)
{
    *answers = (cli_answer_columns){.rules = rules};
    if (add_all(answers, kept_names, kept_indices, kept))
        return true;
    (void)print_no_memory();
    return false;
}

static size_t find_answer(const cli_answer_columns *answers, size_t from, const char *name)
{
    for (size_t i = from; i < answers->count; i++)
        if (strcmp(answers->list[i].name, name) == 0)
            return i;
    return answers->count;
}

static void print_available_columns(const cli_answer_columns *answers, const char *command,
                                    const char *name)
{
    char buffer[SHOWN_CAPACITY];
    print_message("--columns: there is no column '%s'; there are:", shown(name, buffer));
    fputs("  ", stderr);
    for (size_t i = 0; i < answers->count; i++) {
        fputs(i == 0 ? "" : ", ", stderr);
        show(stderr, answers->list[i].name, strlen(answers->list[i].name), 0);
    }
    fprintf(stderr, "\nSee: schoolcat %s --help\n", command);
}

/* Moves each chosen column to its place and drops the others. */
static bool choose(cli_answer_columns *answers, const char *command, const cli_names *chosen)
{
    char buffer[SHOWN_CAPACITY];
    for (size_t i = 0; i < chosen->count; i++) {
        size_t at = find_answer(answers, i, chosen->list[i]);
        if (at == answers->count && find_answer(answers, 0, chosen->list[i]) < i) {
            (void)misuse(command, "--columns: '%s' stands twice", shown(chosen->list[i], buffer));
            return false;
        }
        if (at == answers->count) {
            print_available_columns(answers, command, chosen->list[i]);
            return false;
        }
        cli_answer_column found = answers->list[at];
        memmove(&answers->list[i + 1], &answers->list[i], (at - i) * sizeof *answers->list);
        answers->list[i] = found;
    }
    for (size_t i = chosen->count; i < answers->count; i++)
        free(answers->list[i].name);
    answers->count = chosen->count;
    return true;
}

static bool names_are_unique(const cli_answer_columns *answers, const char *command)
{
    char buffer[SHOWN_CAPACITY];
    for (size_t i = 0; i < answers->count; i++) {
        size_t second = find_answer(answers, i + 1, answers->list[i].name);
        if (second == answers->count)
            continue;
        const char *name = shown(answers->list[i].name, buffer);
        if (answers->list[second].kind == ANSWER_KEPT)
            (void)misuse(command, "the data has two columns '%s'; say with --keep which to keep",
                         name);
        else if (answers->list[i].kind == ANSWER_KEPT)
            (void)misuse(
                command,
                "the data has a column '%s', as the result does; say with --keep which to keep",
                name);
        else
            (void)misuse(command, "two columns of the result are named '%s'; choose with --columns",
                         name);
        return false;
    }
    return true;
}

bool answer_columns_choose(cli_answer_columns *answers, const char *command,
                           const cli_names *chosen)
{
    if (chosen->given && !choose(answers, command, chosen))
        return false;
    if (!names_are_unique(answers, command))
        return false;
    for (size_t i = 0; i < answers->count; i++)
        answers->names[i] = answers->list[i].name;
    return true;
}

void answer_columns_free(cli_answer_columns *answers)
{
    for (size_t i = 0; i < answers->count; i++)
        free(answers->list[i].name);
    free(answers->list);
    free(answers->names);
    *answers = (cli_answer_columns){0};
}
