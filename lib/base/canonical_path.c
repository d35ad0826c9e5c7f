/* realpath() and, for systems without it, a resolution with lstat() and readlink(). */
#include "base/canonical_path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef SCHOOLCAT_NO_REALPATH

int sc_canonical_path(sc_arena *arena, sc_text path, sc_text *out)
{
    errno = 0;
    char *real = realpath(path.data, NULL);
    if (real == NULL)
        return errno == 0 ? EIO : errno;
    sc_text copy = sc_arena_text(arena, sc_text_of(real));
    free(real);
    if (arena->failed)
        return ENOMEM;
    *out = copy;
    return 0;
}

#else

#define MAX_LINKS 40
#define MAX_PATH ((size_t)1 << 16)

typedef struct path_resolution {
    sc_buffer resolved; /* canonical so far; "" is the root */
    sc_buffer rest;     /* not yet resolved */
    size_t at;          /* in rest */
    unsigned links;     /* followed so far */
} path_resolution;

/* Begins at the root or in the current folder. */
static int set_start(path_resolution *resolution, sc_text path)
{
    if (path.length == 0)
        return ENOENT;
    sc_buffer_text(&resolution->rest, path);
    if (path.data[0] == '/')
        return 0;
    for (size_t capacity = 256; capacity <= MAX_PATH; capacity *= 2) {
        sc_buffer_clear(&resolution->resolved);
        sc_buffer_repeat(&resolution->resolved, '\0', capacity);
        if (resolution->resolved.failed)
            return ENOMEM;
        if (getcwd(resolution->resolved.data, capacity) != NULL) {
            resolution->resolved.length = strlen(resolution->resolved.data);
            if (resolution->resolved.length == 1)
                sc_buffer_clear(&resolution->resolved);
            return 0;
        }
        if (errno != ERANGE)
            return errno;
    }
    return ENAMETOOLONG;
}

static void remove_last(sc_buffer *path)
{
    while (path->length > 0 && path->data[--path->length] != '/')
        continue;
    if (path->data != NULL)
        path->data[path->length] = '\0';
}

/* Puts the link's target before what is left of the path. */
static int follow_link(path_resolution *resolution)
{
    char target[4096];
    ssize_t length = readlink(resolution->resolved.data, target, sizeof target);
    if (length < 0)
        return errno;
    if ((size_t)length == sizeof target)
        return ENAMETOOLONG;
    if (++resolution->links > MAX_LINKS)
        return ELOOP;
    sc_buffer rest;
    sc_buffer_init(&rest, &resolution->rest.allocator);
    sc_buffer_text(&rest, (sc_text){target, (size_t)length});
    sc_buffer_text(&rest, (sc_text){resolution->rest.data + resolution->at,
                                    resolution->rest.length - resolution->at});
    sc_buffer_destroy(&resolution->rest);
    resolution->rest = rest;
    resolution->at = 0;
    if (length > 0 && target[0] == '/')
        sc_buffer_clear(&resolution->resolved);
    else
        remove_last(&resolution->resolved);
    return resolution->rest.failed ? ENOMEM : 0;
}

/* Enters a folder's entry; `last`: only the entry's name is left. */
static int enter(path_resolution *resolution, sc_text name, bool last)
{
    struct stat status;
    sc_buffer_byte(&resolution->resolved, '/');
    sc_buffer_text(&resolution->resolved, name);
    if (resolution->resolved.failed)
        return ENOMEM;
    if (lstat(resolution->resolved.data, &status) != 0)
        return errno;
    if (S_ISLNK(status.st_mode))
        return follow_link(resolution);
    return last || S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

/* Resolves what is next: a slash, ".", ".." or a name. */
static int step(path_resolution *resolution)
{
    sc_text rest = {resolution->rest.data + resolution->at,
                    resolution->rest.length - resolution->at};
    if (rest.data[0] == '/') {
        resolution->at++;
        return 0;
    }
    const char *slash = memchr(rest.data, '/', rest.length);
    sc_text name = {rest.data, slash == NULL ? rest.length : (size_t)(slash - rest.data)};
    resolution->at += name.length;
    if (sc_text_is(name, ".."))
        remove_last(&resolution->resolved);
    else if (!sc_text_is(name, "."))
        return enter(resolution, name, slash == NULL);
    return 0;
}

int sc_canonical_path(sc_arena *arena, sc_text path, sc_text *out)
{
    path_resolution resolution = {.at = 0};
    sc_buffer_init(&resolution.resolved, &arena->allocator);
    sc_buffer_init(&resolution.rest, &arena->allocator);
    int error = set_start(&resolution, path);
    while (error == 0 && resolution.at < resolution.rest.length)
        error = step(&resolution);
    if (error == 0) {
        sc_text resolved = sc_buffer_view(&resolution.resolved);
        sc_text copy = sc_arena_text(arena, resolved.length == 0 ? SC_TEXT("/") : resolved);
        error = resolution.rest.failed || arena->failed ? ENOMEM : 0;
        if (error == 0)
            *out = copy;
    }
    sc_buffer_destroy(&resolution.rest);
    sc_buffer_destroy(&resolution.resolved);
    return error;
}

#endif
