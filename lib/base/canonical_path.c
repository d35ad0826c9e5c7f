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

typedef struct path_walk {
    sc_buffer resolved; /* canonical so far; "" is the root */
    sc_buffer rest;     /* not yet resolved */
    size_t at;          /* in rest */
    unsigned links;     /* followed so far */
} path_walk;

/* Begins at the root or in the current folder. */
static int set_start(path_walk *walk, sc_text path)
{
    if (path.length == 0)
        return ENOENT;
    sc_buffer_text(&walk->rest, path);
    if (path.data[0] == '/')
        return 0;
    for (size_t capacity = 256; capacity <= MAX_PATH; capacity *= 2) {
        sc_buffer_clear(&walk->resolved);
        sc_buffer_repeat(&walk->resolved, '\0', capacity);
        if (walk->resolved.failed)
            return ENOMEM;
        if (getcwd(walk->resolved.data, capacity) != NULL) {
            walk->resolved.length = strlen(walk->resolved.data);
            if (walk->resolved.length == 1)
                sc_buffer_clear(&walk->resolved);
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
static int follow_link(path_walk *walk)
{
    char target[4096];
    ssize_t length = readlink(walk->resolved.data, target, sizeof target);
    if (length < 0)
        return errno;
    if ((size_t)length == sizeof target)
        return ENAMETOOLONG;
    if (++walk->links > MAX_LINKS)
        return ELOOP;
    sc_buffer rest;
    sc_buffer_init(&rest, &walk->rest.allocator);
    sc_buffer_text(&rest, (sc_text){target, (size_t)length});
    sc_buffer_text(&rest, (sc_text){walk->rest.data + walk->at, walk->rest.length - walk->at});
    sc_buffer_destroy(&walk->rest);
    walk->rest = rest;
    walk->at = 0;
    if (length > 0 && target[0] == '/')
        sc_buffer_clear(&walk->resolved);
    else
        remove_last(&walk->resolved);
    return walk->rest.failed ? ENOMEM : 0;
}

/* Enters a folder's entry; `last`: nothing but the entry's name is left. */
static int enter(path_walk *walk, sc_text name, bool last)
{
    struct stat state;
    sc_buffer_byte(&walk->resolved, '/');
    sc_buffer_text(&walk->resolved, name);
    if (walk->resolved.failed)
        return ENOMEM;
    if (lstat(walk->resolved.data, &state) != 0)
        return errno;
    if (S_ISLNK(state.st_mode))
        return follow_link(walk);
    return last || S_ISDIR(state.st_mode) ? 0 : ENOTDIR;
}

/* Resolves what is next: a slash, ".", ".." or a name. */
static int step(path_walk *walk)
{
    sc_text rest = {walk->rest.data + walk->at, walk->rest.length - walk->at};
    if (rest.data[0] == '/') {
        walk->at++;
        return 0;
    }
    const char *slash = memchr(rest.data, '/', rest.length);
    sc_text name = {rest.data, slash == NULL ? rest.length : (size_t)(slash - rest.data)};
    walk->at += name.length;
    if (sc_text_is(name, ".."))
        remove_last(&walk->resolved);
    else if (!sc_text_is(name, "."))
        return enter(walk, name, slash == NULL);
    return 0;
}

int sc_canonical_path(sc_arena *arena, sc_text path, sc_text *out)
{
    path_walk walk = {.at = 0};
    sc_buffer_init(&walk.resolved, &arena->allocator);
    sc_buffer_init(&walk.rest, &arena->allocator);
    int error = set_start(&walk, path);
    while (error == 0 && walk.at < walk.rest.length)
        error = step(&walk);
    if (error == 0) {
        sc_text resolved = sc_buffer_view(&walk.resolved);
        sc_text copy = sc_arena_text(arena, resolved.length == 0 ? SC_TEXT("/") : resolved);
        error = walk.rest.failed || arena->failed ? ENOMEM : 0;
        if (error == 0)
            *out = copy;
    }
    sc_buffer_destroy(&walk.rest);
    sc_buffer_destroy(&walk.resolved);
    return error;
}

#endif
