/* The destination of results: standard output, or a file that is replaced atomically. */
#ifndef CLI_OUTPUT_FILE_H
#define CLI_OUTPUT_FILE_H

#include "command.h"
#include <stdio.h>

typedef struct cli_output {
    FILE *stream;
    char *name; /* as shown: "standard output" or the path */
    /* the file to be replaced, or NULL where it is written straight (standard output, a device, a
     * pipe) */
    char *target;
    char *temporary; /* beside it */
    bool failed;     /* a write failed, and this has been said */
} cli_output;

/* `path` NULL or "-": standard output. False: it cannot be opened, and this has been said. */
bool output_open(cli_output *output, const char *path);
/* Whether both are paths of one ordinary file that is there: writing the one would lose the
 * other. */
bool output_replaces(const char *path, const char *other);
/* false: it failed, now or before */
bool output_add(cli_output *output, const char *data, size_t length);
/* Brings everything to its place. False: it failed, and nothing has appeared in a file. */
bool output_commit(cli_output *output);
/* Leaves no trace in a file. Safe on a zeroed, committed or abandoned output. */
void output_abandon(cli_output *output);

#endif
