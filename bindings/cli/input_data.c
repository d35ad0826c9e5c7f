/* Opens the input, by its format. */
#include "input_data.h"

#include "message.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool ends_with(const char *path, const char *suffix)
{
    size_t length = strlen(path), size = strlen(suffix);
    if (length < size)
        return false;
    for (size_t i = 0; i < size; i++) {
        char c = path[length - size + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != suffix[i])
            return false;
    }
    return true;
}

static cli_data_format format_of(const char *path)
{
    static const char *const csv[] = {".csv", ".tsv", ".txt", ".tab"}, *const ndjson[] = {".ndjson",
                                                                                          ".jsonl"};
    for (size_t i = 0; i < sizeof csv / sizeof csv[0]; i++)
        if (ends_with(path, csv[i]))
            return DATA_CSV;
    for (size_t i = 0; i < sizeof ndjson / sizeof ndjson[0]; i++)
        if (ends_with(path, ndjson[i]))
            return DATA_NDJSON;
    return strcmp(path, "-") == 0 ? DATA_CSV : DATA_BY_SUFFIX;
}

bool data_open(cli_data *data, const char *command)
{
    char buffer[SHOWN_CAPACITY];
    bool standard = strcmp(data->path, "-") == 0;
    data->name = standard ? "standard input" : data->path;
    if (data->format == DATA_BY_SUFFIX)
        data->format = format_of(data->path);
    if (data->format == DATA_BY_SUFFIX) {
        (void)misuse(command,
                     "%s: the name does not say whether it is CSV or NDJSON; say --from csv or "
                     "--from ndjson",
                     shown(data->name, buffer));
        return false;
    }
    data->stream = standard ? stdin : fopen(data->path, "r");
    if (data->stream == NULL)
        print_message("cannot read %s: %s", shown(data->name, buffer), strerror(errno));
    struct stat there;
    if (data->stream != NULL && fstat(fileno(data->stream), &there) == 0 && S_ISREG(there.st_mode))
        data->size = (uint64_t)there.st_size;
    return data->stream != NULL;
}

void data_close(cli_data *data)
{
    if (data->stream != NULL && data->stream != stdin)
        (void)fclose(data->stream);
    data->stream = NULL;
}

cli_data_end data_read(cli_data *data, const cli_data_handler *handler)
{
    return data->format == DATA_NDJSON ? ndjson_read(data, handler) : csv_read(data, handler);
}
