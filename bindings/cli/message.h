/* Messages on standard error, and text made safe for a terminal. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include "command.h"
#include <stdio.h>

/* "schoolcat: ..." and a line break. */
void print_message(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, followed by a hint to --help; returns MISUSE. */
ending misuse(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
ending print_no_memory(void); /* returns MISUSE */

/* A line on a terminal that the next line or message overwrites. */
void show_progress(const char *format, ...) __attribute__((format(printf, 1, 2)));
void end_progress(void);

/* Text from a file, made safe for a terminal: control characters and bytes that are not UTF-8
 * as \xNN. At most `max` characters, then an ellipsis; 0: all. */
void show(FILE *stream, const char *text, size_t length, size_t max);
/* The same for a name of a file or column within a message, in `buffer`. Gives `buffer`. */
#define SHOWN_CAPACITY 256
const char *shown(const char *text, char buffer[SHOWN_CAPACITY]);

/* Whether it is a terminal and NO_COLOR is not set. */
bool wants_colour(FILE *stream);

#endif
