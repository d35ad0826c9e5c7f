/* Output files that appear whole or not at all. */
#include "output_file.h"

#include "byte_buffer.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Global, because the signal handler that removes temporary files can access nothing else. */
#define MOST_TEMPORARIES 4
static char *volatile temporaries[MOST_TEMPORARIES];

static void on_signal(int number)
{
    for (int i = 0; i < MOST_TEMPORARIES; i++)
        if (temporaries[i] != NULL)
            (void)unlink(temporaries[i]);
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

static void remember(char *temporary)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        if (signal(signals[i], on_signal) == SIG_IGN)
            (void)signal(signals[i], SIG_IGN);
    for (int i = 0; i < MOST_TEMPORARIES; i++) {
        if (temporaries[i] == NULL) {
            temporaries[i] = temporary;
            return;
        }
    }
}

static void forget(const char *temporary)
{
    for (int i = 0; i < MOST_TEMPORARIES; i++)
        if (temporaries[i] == temporary)
            temporaries[i] = NULL;
}

static bool print_failed(cli_output *output, const char *what)
{
    char buffer[SHOWN_CAPACITY];
    if (!output->failed)
        print_message("%s %s: %s", what, shown(output->name, buffer), strerror(errno));
    output->failed = true;
    return false;
}

/* The permissions of a new file according to the umask. */
static mode_t mode_of(const struct stat *there)
{
    if (there != NULL)
        return there->st_mode & 07777;
    mode_t mask = umask(0);
    (void)umask(mask);
    return 0666 & ~mask;
}

static bool open_beside(cli_output *output, const struct stat *there)
{
    static const char ending_of_name[] = ".XXXXXX";
    size_t length = strlen(output->target);
    output->temporary = malloc(length + sizeof ending_of_name);
    if (output->temporary == NULL) {
        errno = ENOMEM;
        return false;
    }
    memcpy(output->temporary, output->target, length);
    memcpy(output->temporary + length, ending_of_name, sizeof ending_of_name);
    int file = mkstemp(output->temporary);
    if (file < 0) {
        free(output->temporary);
        output->temporary = NULL;
        return false;
    }
    remember(output->temporary);
    (void)fchmod(file, mode_of(there));
    output->stream = fdopen(file, "w");
    if (output->stream == NULL)
        (void)close(file);
    return output->stream != NULL;
}

/* Follows a symbolic link, so that its target is replaced and not the link. */
static bool open_file(cli_output *output, const char *path)
{
    struct stat there;
    bool exists = stat(path, &there) == 0;
    if (exists && !S_ISREG(there.st_mode)) {
        output->stream = fopen(path, "w");
        return output->stream != NULL;
    }
    output->target = exists ? realpath(path, NULL) : copy_text(path, strlen(path));
    if (output->target == NULL) {
        errno = exists ? errno : ENOMEM;
        return false;
    }
    return open_beside(output, exists ? &there : NULL);
}

bool output_open(cli_output *output, const char *path)
{
    bool standard = path == NULL || strcmp(path, "-") == 0;
    *output = (cli_output){0};
    const char *name = standard ? "standard output" : path;
    output->name = copy_text(name, strlen(name));
    if (output->name == NULL) {
        (void)print_no_memory();
        return false;
    }
    if (standard) {
        output->stream = stdout;
        return true;
    }
    if (open_file(output, path))
        return true;
    (void)print_failed(output, "cannot write");
    output_abandon(output);
    return false;
}

bool output_replaces(const char *path, const char *other)
{
    struct stat one, two;
    return path != NULL && other != NULL && strcmp(path, "-") != 0 && strcmp(other, "-") != 0 &&
           stat(path, &one) == 0 && stat(other, &two) == 0 && S_ISREG(one.st_mode) &&
           one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

bool output_add(cli_output *output, const char *data, size_t length)
{
    if (output->failed)
        return false;
    if (length > 0 && fwrite(data, 1, length, output->stream) != length)
        return print_failed(output, "cannot write");
    return true;
}

/* Synchronises the folder too, so that the new name survives a power failure; not every file system
 * supports this. */
static void sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? copy_text(".", 1)
                                 : copy_text(path, slash == path ? 1 : (size_t)(slash - path));
    int file = folder == NULL ? -1 : open(folder, O_RDONLY | O_DIRECTORY);
    if (file >= 0) {
        (void)fsync(file);
        (void)close(file);
    }
    free(folder);
}

static bool close_stream(cli_output *output)
{
    FILE *stream = output->stream;
    output->stream = NULL;
    if (stream == stdout)
        return fflush(stdout) == 0;
    bool written = fflush(stream) == 0 && (output->temporary == NULL || fsync(fileno(stream)) == 0);
    int reason = errno;
    bool closed = fclose(stream) == 0;
    if (!written)
        errno = reason;
    return written && closed;
}

bool output_commit(cli_output *output)
{
    bool whole = !output->failed && (close_stream(output) || print_failed(output, "cannot write"));
    if (whole && output->temporary != NULL) {
        whole =
            rename(output->temporary, output->target) == 0 || print_failed(output, "cannot write");
        if (whole) {
            forget(output->temporary);
            sync_folder(output->target);
            free(output->temporary);
            output->temporary = NULL;
        }
    }
    output_abandon(output);
    return whole;
}

void output_abandon(cli_output *output)
{
    if (output->stream != NULL && output->stream != stdout)
        (void)fclose(output->stream);
    if (output->temporary != NULL) {
        (void)unlink(output->temporary);
        forget(output->temporary);
    }
    free(output->temporary);
    free(output->target);
    free(output->name);
    *output = (cli_output){.failed = output->failed};
}
