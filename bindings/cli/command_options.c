/* Parses the options that commands share. */
#include "command_options.h"

#include "byte_buffer.h"
#include "message.h"

#include <stdlib.h>
#include <string.h>

void run_free(cli_run *run)
{
    free(run->parameters.list);
    free(run->assumptions.list);
}

int word_index(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return (int)i;
    return -1;
}

bool names_split(cli_names *names, char *argument)
{
    names->given = true;
    for (char *rest = argument; *rest != '\0';) {
        char **moved = grow(names->list, names->count, &names->capacity, sizeof *names->list);
        if (moved == NULL) {
            (void)print_no_memory();
            return false;
        }
        names->list = moved;
        names->list[names->count++] = rest;
        rest += strcspn(rest, ",");
        if (*rest == ',')
            *rest++ = '\0';
    }
    return true;
}

void names_free(cli_names *names)
{
    free(names->list);
    *names = (cli_names){0};
}

/* Splits NAME=VALUE in place. */
static bool add_setting(cli_run *run, cli_settings *settings, char *argument, const char *option)
{
    char buffer[SHOWN_CAPACITY];
    char *equals = strchr(argument, '=');
    if (equals == NULL || equals == argument) {
        (void)misuse(run->command, "--%s %s: it is written --%s name=value", option,
                     shown(argument, buffer), option);
        return false;
    }
    schoolcat_setting *moved =
        grow(settings->list, settings->count, &settings->capacity, sizeof *settings->list);
    if (moved == NULL) {
        (void)print_no_memory();
        return false;
    }
    *equals = '\0';
    settings->list = moved;
    settings->list[settings->count++] = (schoolcat_setting){argument, equals + 1};
    return true;
}

static bool set_today(cli_run *run, const char *argument)
{
    char buffer[SHOWN_CAPACITY];
    run->has_today = schoolcat_date_read(argument, strlen(argument), &run->today);
    if (!run->has_today)
        (void)misuse(run->command, "--today %s: a date is written YYYY-MM-DD",
                     shown(argument, buffer));
    return run->has_today;
}

static bool set_from(cli_run *run, const char *argument)
{
    static const char *const words[] = {"csv", "ndjson"};
    char buffer[SHOWN_CAPACITY];
    int found = word_index(argument, words, 2);
    if (found < 0)
        (void)misuse(run->command, "--from %s: it is csv or ndjson", shown(argument, buffer));
    run->from = found == 1 ? DATA_NDJSON : DATA_CSV;
    return found >= 0;
}

static bool set_separator(cli_run *run, const char *argument)
{
    static const char *const words[] = {",", ";", "tab", "\\t", "\t", "|", "comma", "semicolon"};
    static const char meanings[] = {',', ';', '\t', '\t', '\t', '|', ',', ';'};
    char buffer[SHOWN_CAPACITY];
    int found = word_index(argument, words, sizeof meanings);
    if (found < 0)
        (void)misuse(run->command, "--separator %s: it is a comma, a semicolon, tab or |",
                     shown(argument, buffer));
    else
        run->separator = meanings[found];
    return found >= 0;
}

static bool set_on_error(cli_run *run, const char *argument)
{
    static const char *const words[] = {"fail", "missing"};
    char buffer[SHOWN_CAPACITY];
    int found = word_index(argument, words, 2);
    if (found < 0)
        (void)misuse(run->command, "--on-error=%s: it is fail or missing", shown(argument, buffer));
    run->read_as_missing = found == 1;
    return found >= 0;
}

/* getopt_long returns '?' for an unknown option and ':' for a missing value. */
static bool refuse(const cli_run *run, int option, char **argv)
{
    char buffer[SHOWN_CAPACITY], letter[3] = {'-', (char)optopt, '\0'};
    bool is_letter = optopt > 0 && optopt < 256 && argv[optind - 1][1] != '-';
    const char *name = is_letter ? letter : argv[optind - 1];
    if (option == ':')
        (void)misuse(run->command, "%s needs a value", shown(name, buffer));
    else if (optopt >= 256 || (optopt != 0 && !is_letter))
        (void)misuse(run->command, "%s takes no value", shown(name, buffer));
    else
        (void)misuse(run->command, "%s: there is no such option", shown(name, buffer));
    return false;
}

bool run_option(cli_run *run, int option, char **argv)
{
    switch (option) {
    case OPTION_SET:
        return add_setting(run, &run->parameters, optarg, "set");
    case OPTION_ASSUME:
        return add_setting(run, &run->assumptions, optarg, "assume");
    case OPTION_TODAY:
        return set_today(run, optarg);
    case OPTION_FROM:
        return set_from(run, optarg);
    case OPTION_SEPARATOR:
        return set_separator(run, optarg);
    case OPTION_ON_ERROR:
        return set_on_error(run, optarg);
    case OPTION_RULES_FOLDER:
        run->rules_folder = optarg;
        return true;
    default:
        return refuse(run, option, argv);
    }
}

bool run_operands(cli_run *run, int argc, char **argv)
{
    char buffer[SHOWN_CAPACITY];
    int left = argc - optind;
    if (left < 2) {
        (void)misuse(run->command, "missing argument: %s",
                     left == 0 ? "a rule file and the data"
                               : "the data (a file, or - for standard input)");
        return false;
    }
    if (left > 2) {
        (void)misuse(run->command, "'%s' is one file too many", shown(argv[optind + 2], buffer));
        return false;
    }
    run->rules_path = argv[optind];
    run->data_path = argv[optind + 1];
    if (strcmp(run->rules_path, "-") == 0 && strcmp(run->data_path, "-") == 0) {
        (void)misuse(run->command, "the rules and the data cannot both come from standard input");
        return false;
    }
    return true;
}
