/* The destination of results: standard output, or a file that is replaced atomically. */
#ifndef CLI_OUTPUT_FILE_H
#define CLI_OUTPUT_FILE_H

#include "command.h"
#include <stdio.h>

typedef struct cli_output {
    FILE *stream;
    char *name; /* as shown: "standard output" or the path */
    /* the file to replace; NULL: written directly (standard output, a device, a pipe) */
    char *target;
    char *temporary; /* in the same folder */
    bool failed;     /* a write failed (reported) */
} cli_output;

/* `path` NULL or "-": standard output. False: it cannot be opened (reported). */
bool output_open(cli_output *output, const char *path);
/* Whether both paths name the same existing regular file. */
bool output_replaces(const char *path, const char *other);
/* false: it failed, now or before */
bool output_add(cli_output *output, const char *data, size_t length);
/* Completes the output and replaces the file. False: it failed, and the file is unchanged. */
bool output_commit(cli_output *output);
/* Discards the output; the file is unchanged. Safe on a zeroed, committed or abandoned output. */
void output_abandon(cli_output *output);

#endif
