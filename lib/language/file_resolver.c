#include "language/file_resolver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef SCHOOLCAT_RULES_DIR
#error "SCHOOLCAT_RULES_DIR: the folder of installed rule files"
#endif

#define SUFFIX ".yaml"

static sc_resolution outcome(sc_resolve_status how)
{
    return (sc_resolution){how, SC_NO_TEXT, SCHOOLCAT_OK};
}

static sc_resolution unreadable(int error)
{
    const char *reason = "it cannot be opened";
    if (error == EACCES || error == EPERM)
        reason = "there is no permission";
    else if (error == EISDIR)
        reason = "it is a folder";
    else if (error == ELOOP)
        reason = "its links go round in a circle";
    else if (error == ENAMETOOLONG)
        reason = "the name is too long";
    else if (error == EINVAL)
        reason = "it is no ordinary file";
    else if (error == EIO)
        reason = "reading failed";
    else if (error == ENOMEM)
        return outcome(SC_RESOLVED_NO_MEMORY);
    else if (error == ENOENT || error == ENOTDIR)
        return outcome(SC_RESOLVED_NOT_FOUND);
    return (sc_resolution){SC_RESOLVED_UNREADABLE, sc_text_of(reason), SCHOOLCAT_OK};
}

/* --- paths --- */

static sc_text join(sc_arena *arena, sc_text folder, sc_text name, const char *suffix)
{
    size_t tail = strlen(suffix);
    bool slash = folder.length != 0 && folder.data[folder.length - 1] != '/';
    size_t length = folder.length + slash + name.length + tail;
    char *path = sc_arena_allocate(arena, length + 1);
    if (path == NULL)
        return SC_NO_TEXT;
    if (folder.length != 0)
        memcpy(path, folder.data, folder.length);
    if (slash)
        path[folder.length] = '/';
    memcpy(path + folder.length + slash, name.data, name.length);
    memcpy(path + folder.length + slash + name.length, suffix, tail + 1);
    return (sc_text){path, length};
}

/* The part before the last slash, "" where there is none. */
static sc_text folder_of(sc_text path)
{
    size_t length = path.length;
    while (length > 0 && path.data[length - 1] != '/')
        length--;
    return (sc_text){path.data, length > 1 ? length - 1 : length};
}

static bool has_slash(sc_text name)
{
    return name.length != 0 && memchr(name.data, '/', name.length) != NULL;
}

static bool has_suffix(sc_text name)
{
    size_t length = strlen(SUFFIX);
    return name.length > length && memcmp(name.data + name.length - length, SUFFIX, length) == 0;
}

/* The path without links, dots and doubled slashes; `path` ends in NUL. */
static sc_resolution canonical(sc_arena *arena, sc_text path, sc_text *out)
{
    errno = 0;
    char *real = realpath(path.data, NULL);
    if (real == NULL)
        return unreadable(errno);
    *out = sc_arena_text(arena, sc_text_of(real));
    free(real);
    return outcome(arena->failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
}

static bool is_within(sc_text path, sc_text folder)
{
    if (path.length < folder.length || memcmp(path.data, folder.data, folder.length) != 0)
        return false;
    return path.length == folder.length || folder.length == 1 || path.data[folder.length] == '/';
}

static bool allowed(const sc_resolver *resolver, sc_text path)
{
    for (size_t i = 0; i < resolver->folders.count; i++) {
        if (is_within(path, resolver->folders.at[i]))
            return true;
    }
    return false;
}

/* Whether the name climbs out of the folder by its `..` alone. */
static bool escapes_folder(sc_text name, size_t depth)
{
    size_t at = 0;
    while (at < name.length) {
        size_t end = at;
        while (end < name.length && name.data[end] != '/')
            end++;
        sc_text part = {name.data + at, end - at};
        if (sc_text_is(part, "..")) {
            if (depth-- == 0)
                return true;
        } else if (part.length != 0 && !sc_text_is(part, ".")) {
            depth++;
        }
        at = end + 1;
    }
    return false;
}

/* --- allowed folders --- */

static bool add_folder(sc_resolver *resolver, sc_text folder)
{
    sc_text real;
    sc_resolution found = canonical(resolver->arena, folder, &real);
    if (found.how == SC_RESOLVED_NO_MEMORY)
        return false;
    return found.how != SC_RESOLVED || SC_PUSH(resolver->arena, &resolver->folders, real);
}

bool sc_resolver_init(sc_resolver *resolver, sc_arena *arena, const schoolcat_load_options *options)
{
    *resolver = (sc_resolver){.arena = arena, .options = options};
    /* The first file's folder comes into place 0 when it is known. */
    if (!SC_PUSH(arena, &resolver->folders, SC_TEXT("\n")) ||
        !add_folder(resolver, SC_TEXT(SCHOOLCAT_RULES_DIR)))
        return false;
    resolver->installed = 1;
    for (size_t i = 0; i < options->folder_count; i++) {
        if (options->folders[i] != NULL && !add_folder(resolver, sc_text_of(options->folders[i])))
            return false;
    }
    return true;
}

/* --- the caller's resolver --- */

static sc_resolution ask(sc_resolver *resolver, const char *from, sc_text name,
                         sc_located_file *out)
{
    const char *text = NULL, *canonical_name = NULL;
    size_t length = 0;
    char *asked = sc_arena_string(resolver->arena, name);
    if (asked == NULL)
        return outcome(SC_RESOLVED_NO_MEMORY);
    schoolcat_status status = resolver->options->resolver(resolver->options->resolver_context, from,
                                                          asked, &text, &length, &canonical_name);
    if (status == SCHOOLCAT_ERROR_NOT_FOUND)
        return outcome(SC_RESOLVED_NOT_FOUND);
    if (status == SCHOOLCAT_ERROR_NO_MEMORY)
        return outcome(SC_RESOLVED_NO_MEMORY);
    if (status != SCHOOLCAT_OK)
        return (sc_resolution){SC_RESOLVED_ENDED, SC_NO_TEXT, status};
    if (text == NULL && length != 0)
        return (sc_resolution){SC_RESOLVED_ENDED, SC_NO_TEXT, SCHOOLCAT_ERROR_ARGUMENT};
    sc_text known = canonical_name == NULL ? name : sc_text_of(canonical_name);
    out->shown = out->canonical = sc_arena_text(resolver->arena, known);
    out->folder = SC_NO_TEXT;
    out->text = (sc_text){text == NULL ? "" : text, length};
    return outcome(resolver->arena->failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
}

/* --- locating --- */

static sc_resolution locate_path(sc_resolver *resolver, sc_text path, sc_located_file *out)
{
    out->text = SC_NO_TEXT;
    out->shown = path;
    sc_resolution found = canonical(resolver->arena, path, &out->canonical);
    if (found.how == SC_RESOLVED)
        out->folder = folder_of(out->canonical);
    return found;
}

/* An installed rule file, with or without its suffix; or one of the folders that the caller
 * allows. */
static sc_resolution locate_installed(sc_resolver *resolver, sc_text name, sc_located_file *out)
{
    for (size_t i = resolver->installed; i < resolver->folders.count; i++) {
        sc_text path =
            join(resolver->arena, resolver->folders.at[i], name, has_suffix(name) ? "" : SUFFIX);
        if (path.data == NULL)
            return outcome(SC_RESOLVED_NO_MEMORY);
        sc_resolution found = locate_path(resolver, path, out);
        if (found.how == SC_RESOLVED && !allowed(resolver, out->canonical))
            return outcome(SC_RESOLVED_OUTSIDE);
        if (found.how != SC_RESOLVED_NOT_FOUND)
            return found;
    }
    return outcome(SC_RESOLVED_NOT_FOUND);
}

static sc_resolution locate_text(sc_resolver *resolver, sc_text path, sc_text text,
                                 sc_located_file *out)
{
    out->shown = path.length == 0 ? SC_TEXT("<text>") : sc_arena_text(resolver->arena, path);
    out->canonical = out->shown;
    out->folder = SC_NO_TEXT;
    out->text = text;
    if (path.length == 0 || resolver->options->resolver != NULL || resolver->arena->failed)
        return outcome(resolver->arena->failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
    sc_text folder = sc_arena_text(resolver->arena, folder_of(path)), real;
    sc_resolution found =
        canonical(resolver->arena, folder.length == 0 ? SC_TEXT(".") : folder, &real);
    if (found.how == SC_RESOLVED_NO_MEMORY || resolver->arena->failed)
        return outcome(SC_RESOLVED_NO_MEMORY);
    if (found.how != SC_RESOLVED)
        return outcome(SC_RESOLVED); /* a name that is no path: nothing can be named from it */
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/')
        start--;
    out->folder = resolver->folders.at[0] = real;
    out->canonical =
        join(resolver->arena, real, (sc_text){path.data + start, path.length - start}, "");
    return outcome(out->canonical.data == NULL ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
}

sc_resolution sc_locate_first(sc_resolver *resolver, sc_text path, sc_text text,
                              sc_located_file *out)
{
    *out = (sc_located_file){.text = SC_NO_TEXT, .first = true};
    if (text.data != NULL)
        return locate_text(resolver, path, text, out);
    if (resolver->options->resolver != NULL)
        return ask(resolver, NULL, path, out);
    sc_text copy = sc_arena_text(resolver->arena, path);
    if (resolver->arena->failed)
        return outcome(SC_RESOLVED_NO_MEMORY);
    sc_resolution found = locate_path(resolver, copy, out);
    if (found.how == SC_RESOLVED_NOT_FOUND && path.length != 0 && !has_slash(path) &&
        !has_suffix(path))
        found = locate_installed(resolver, path, out);
    if (found.how == SC_RESOLVED)
        resolver->folders.at[0] = out->folder;
    return found;
}

/* How deep the folder lies within the outermost allowed folder that holds it. */
static size_t depth_within(const sc_resolver *resolver, sc_text folder)
{
    size_t most = 0;
    for (size_t i = 0; i < resolver->folders.count; i++) {
        size_t depth = 0;
        if (!is_within(folder, resolver->folders.at[i]))
            continue;
        for (size_t at = resolver->folders.at[i].length; at < folder.length; at++)
            depth += folder.data[at] == '/';
        if (depth > most)
            most = depth;
    }
    return most;
}

static sc_resolution locate_relative(sc_resolver *resolver, const sc_located_file *from,
                                     sc_text name, sc_located_file *out)
{
    if (escapes_folder(name, depth_within(resolver, from->folder)))
        return outcome(SC_RESOLVED_OUTSIDE);
    sc_text path = join(resolver->arena, from->folder, name, "");
    sc_text shown = join(resolver->arena, folder_of(from->shown), name, "");
    if (path.data == NULL || shown.data == NULL)
        return outcome(SC_RESOLVED_NO_MEMORY);
    sc_resolution found = locate_path(resolver, path, out);
    out->shown = shown;
    if (found.how == SC_RESOLVED && !allowed(resolver, out->canonical))
        return outcome(SC_RESOLVED_OUTSIDE);
    return found;
}

sc_resolution sc_locate(sc_resolver *resolver, const sc_located_file *from, sc_text name,
                        sc_located_file *out)
{
    *out = (sc_located_file){.text = SC_NO_TEXT};
    if (resolver->options->resolver != NULL)
        return ask(resolver, from->canonical.data, name, out);
    if (name.length != 0 && (name.data[0] == '/' || memchr(name.data, '\0', name.length) != NULL))
        return outcome(SC_RESOLVED_OUTSIDE);
    sc_resolution found = outcome(SC_RESOLVED_NOT_FOUND);
    if (from->folder.data != NULL)
        found = locate_relative(resolver, from, name, out);
    else if (escapes_folder(name, 0))
        found = outcome(SC_RESOLVED_OUTSIDE);
    if (found.how == SC_RESOLVED_NOT_FOUND && name.length != 0 && !has_slash(name))
        found = locate_installed(resolver, name, out);
    return found;
}

/* --- reading --- */

/* Grows as it reads: a pipe does not tell its size, and a file may grow meanwhile. */
static sc_resolution read_whole(sc_resolver *resolver, int file, size_t most, sc_text *text)
{
    sc_buffer buffer;
    char block[16384];
    sc_resolution result = outcome(SC_RESOLVED);
    sc_buffer_init(&buffer, &resolver->arena->allocator);
    for (;;) {
        ssize_t got = read(file, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            result = unreadable(errno);
        if (got <= 0)
            break;
        sc_buffer_text(&buffer, (sc_text){block, (size_t)got});
        if (buffer.failed || buffer.length > most) {
            result = outcome(buffer.failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED_TOO_LARGE);
            break;
        }
    }
    if (result.how == SC_RESOLVED) {
        *text = sc_arena_text(resolver->arena, sc_buffer_view(&buffer));
        if (resolver->arena->failed)
            result = outcome(SC_RESOLVED_NO_MEMORY);
    }
    sc_buffer_destroy(&buffer);
    return result;
}

static sc_resolution open_located(const sc_located_file *at, int *file)
{
    struct stat state;
    /* What a rule file names must be an ordinary file: opening a device or pipe could wait for
     * ever. */
    if (stat(at->canonical.data, &state) != 0)
        return unreadable(errno);
    if (S_ISDIR(state.st_mode))
        return unreadable(EISDIR);
    if (!S_ISREG(state.st_mode) && !at->first)
        return unreadable(EINVAL);
    do {
        *file = open(at->canonical.data, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (*file < 0 && errno == EINTR);
    return *file < 0 ? unreadable(errno) : outcome(SC_RESOLVED);
}

sc_resolution sc_read_located_file(sc_resolver *resolver, const sc_located_file *at, size_t most,
                                   sc_text *text)
{
    int file = -1;
    if (at->text.data != NULL) {
        if (at->text.length > most)
            return outcome(SC_RESOLVED_TOO_LARGE);
        *text = sc_arena_text(resolver->arena, at->text);
        return outcome(resolver->arena->failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
    }
    sc_resolution opened = open_located(at, &file);
    if (opened.how != SC_RESOLVED)
        return opened;
    sc_resolution result = read_whole(resolver, file, most, text);
    (void)close(file);
    return result;
}
