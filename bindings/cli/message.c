/* Messages on standard error. */
#include "message.h"

#include "cli_utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool progress_shown;

void show_progress(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("\r\x1B[K", stderr);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    progress_shown = true;
}

void end_progress(void)
{
    if (progress_shown)
        fputs("\r\x1B[K", stderr);
    progress_shown = false;
}

static void print_list(const char *format, va_list arguments)
{
    end_progress();
    fputs("schoolcat: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void print_message(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_list(format, arguments);
    va_end(arguments);
}

ending misuse(const char *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_list(format, arguments);
    va_end(arguments);
    fprintf(stderr, "See: schoolcat %s%s--help\n", command, *command == '\0' ? "" : " ");
    return MISUSE;
}

ending print_no_memory(void)
{
    print_message("memory ran out");
    return MISUSE;
}

static const char ellipsis[] = "\xE2\x80\xA6";

/* Writes one character in printable form: up to 5 bytes and a NUL. Returns how many bytes of the
 * text it replaces. */
static size_t escape_character(const char *text, size_t length, char out[6])
{
    size_t size = utf8_character(text, length);
    if (size > 0 && !is_control(text, size)) {
        memcpy(out, text, size);
        out[size] = '\0';
        return size;
    }
    if (text[0] == '\n' || text[0] == '\t')
        snprintf(out, 6, text[0] == '\n' ? "\\n" : "\\t");
    else
        snprintf(out, 6, "\\x%02X", (unsigned)(unsigned char)text[0]);
    return 1;
}

void show(FILE *stream, const char *text, size_t length, size_t max)
{
    char spelled[6];
    for (size_t at = 0, count = 0; at < length; count++) {
        if (max > 0 && count == max) {
            fputs(ellipsis, stream);
            return;
        }
        at += escape_character(text + at, length - at, spelled);
        fputs(spelled, stream);
    }
}

const char *shown(const char *text, char buffer[SHOWN_CAPACITY])
{
    size_t length = strlen(text), at = 0, used = 0;
    char spelled[6];
    while (at < length && used + 6 + sizeof ellipsis <= SHOWN_CAPACITY) {
        at += escape_character(text + at, length - at, spelled);
        size_t size = strlen(spelled);
        memcpy(buffer + used, spelled, size);
        used += size;
    }
    memcpy(buffer + used, at < length ? ellipsis : "", at < length ? sizeof ellipsis : 1);
    return buffer;
}

bool wants_colour(FILE *stream)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(fileno(stream)) && (none == NULL || *none == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}
