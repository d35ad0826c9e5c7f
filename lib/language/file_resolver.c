/* Locates and reads rule files: checks that a path is within the allowed folders, or calls the
 * caller's resolver. */
#include "language/file_resolver.h"

#include "base/canonical_path.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef SCHOOLCAT_RULES_DIR
#error "SCHOOLCAT_RULES_DIR: the folder of installed rule files"
#endif

#define SUFFIX ".yaml"

static sc_resolution resolution_of(sc_resolve_status how)
{
    return (sc_resolution){how, SC_NO_TEXT, SCHOOLCAT_OK};
}

static sc_resolution resolution_of_error(int error)
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
        return resolution_of(SC_RESOLVED_NO_MEMORY);
    else if (error == ENOENT || error == ENOTDIR)
        return resolution_of(SC_RESOLVED_NOT_FOUND);
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

/* The path up to its last slash, "" if it has none. */
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

/* Canonicalises a NUL-terminated path: no links, dots or doubled slashes. */
static sc_resolution canonical(sc_arena *arena, sc_text path, sc_text *out)
{
    int error = sc_canonical_path(arena, path, out);
    return error == 0 ? resolution_of(SC_RESOLVED) : resolution_of_error(error);
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

/* Whether `..` components lead out of the outermost folder, which is `depth` levels up. */
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
    if (found.status == SC_RESOLVED_NO_MEMORY)
        return false;
    return found.status != SC_RESOLVED || SC_PUSH(resolver->arena, &resolver->folders, real);
}

bool sc_resolver_init(sc_resolver *resolver, sc_arena *arena, const schoolcat_load_options *options)
{
    *resolver = (sc_resolver){.arena = arena, .options = options};
    /* Index 0 is for the first file's folder, once that is known. */
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

static sc_resolution call_resolver(sc_resolver *resolver, const char *from, sc_text name,
                                   sc_located_file *out)
{
    const char *text = NULL, *canonical_name = NULL;
    size_t length = 0;
    char *requested = sc_arena_string(resolver->arena, name);
    if (requested == NULL)
        return resolution_of(SC_RESOLVED_NO_MEMORY);
    schoolcat_status status = resolver->options->resolver(
        resolver->options->resolver_context, from, requested, &text, &length, &canonical_name);
    if (status == SCHOOLCAT_ERROR_NOT_FOUND)
        return resolution_of(SC_RESOLVED_NOT_FOUND);
    if (status == SCHOOLCAT_ERROR_NO_MEMORY)
        return resolution_of(SC_RESOLVED_NO_MEMORY);
    if (status != SCHOOLCAT_OK)
        return (sc_resolution){SC_RESOLVED_ENDED, SC_NO_TEXT, status};
    if (text == NULL && length != 0)
        return (sc_resolution){SC_RESOLVED_ENDED, SC_NO_TEXT, SCHOOLCAT_ERROR_ARGUMENT};
    sc_text known = canonical_name == NULL ? name : sc_text_of(canonical_name);
    out->shown = out->canonical = sc_arena_text(resolver->arena, known);
    out->folder = SC_NO_TEXT;
    out->text = (sc_text){text == NULL ? "" : text, length};
    return resolution_of(resolver->arena->failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
}

/* --- locating --- */

static sc_resolution locate_path(sc_resolver *resolver, sc_text path, sc_located_file *out)
{
    out->text = SC_NO_TEXT;
    out->shown = path;
    sc_resolution found = canonical(resolver->arena, path, &out->canonical);
    if (found.status == SC_RESOLVED)
        out->folder = folder_of(out->canonical);
    return found;
}

/* Searches the folder of installed rule files and those that the caller allows, adding the suffix
 * where it is absent. */
static sc_resolution locate_installed(sc_resolver *resolver, sc_text name, sc_located_file *out)
{
    for (size_t i = resolver->installed; i < resolver->folders.count; i++) {
        sc_text path =
            join(resolver->arena, resolver->folders.at[i], name, has_suffix(name) ? "" : SUFFIX);
        if (path.data == NULL)
            return resolution_of(SC_RESOLVED_NO_MEMORY);
        sc_resolution found = locate_path(resolver, path, out);
        if (found.status == SC_RESOLVED && !allowed(resolver, out->canonical))
            return resolution_of(SC_RESOLVED_OUTSIDE);
        if (found.status != SC_RESOLVED_NOT_FOUND)
            return found;
    }
    return resolution_of(SC_RESOLVED_NOT_FOUND);
}

static sc_resolution locate_text(sc_resolver *resolver, sc_text path, sc_text text,
                                 sc_located_file *out)
{
    out->shown = path.length == 0 ? SC_TEXT("<text>") : sc_arena_text(resolver->arena, path);
    out->canonical = out->shown;
    out->folder = SC_NO_TEXT;
    out->text = text;
    if (path.length == 0 || resolver->options->resolver != NULL || resolver->arena->failed)
        return resolution_of(resolver->arena->failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
    sc_text folder = sc_arena_text(resolver->arena, folder_of(path)), real;
    sc_resolution found =
        canonical(resolver->arena, folder.length == 0 ? SC_TEXT(".") : folder, &real);
    if (found.status == SC_RESOLVED_NO_MEMORY || resolver->arena->failed)
        return resolution_of(SC_RESOLVED_NO_MEMORY);
    if (found.status != SC_RESOLVED)
        return resolution_of(
            SC_RESOLVED); /* the name is no path, so no file can be named relative to it */
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/')
        start--;
    out->folder = resolver->folders.at[0] = real;
    out->canonical =
        join(resolver->arena, real, (sc_text){path.data + start, path.length - start}, "");
    return resolution_of(out->canonical.data == NULL ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
}

sc_resolution sc_locate_first(sc_resolver *resolver, sc_text path, sc_text text,
                              sc_located_file *out)
{
    *out = (sc_located_file){.text = SC_NO_TEXT, .first = true};
    if (text.data != NULL)
        return locate_text(resolver, path, text, out);
    if (resolver->options->resolver != NULL)
        return call_resolver(resolver, NULL, path, out);
    sc_text copy = sc_arena_text(resolver->arena, path);
    if (resolver->arena->failed)
        return resolution_of(SC_RESOLVED_NO_MEMORY);
    sc_resolution found = locate_path(resolver, copy, out);
    if (found.status == SC_RESOLVED_NOT_FOUND && path.length != 0 && !has_slash(path) &&
        !has_suffix(path))
        found = locate_installed(resolver, path, out);
    if (found.status == SC_RESOLVED)
        resolver->folders.at[0] = out->folder;
    return found;
}

/* Depth of a folder within the outermost allowed folder that contains it. */
static size_t depth_within(const sc_resolver *resolver, sc_text folder)
{
    size_t max_depth = 0;
    for (size_t i = 0; i < resolver->folders.count; i++) {
        size_t depth = 0;
        if (!is_within(folder, resolver->folders.at[i]))
            continue;
        for (size_t at = resolver->folders.at[i].length; at < folder.length; at++)
            depth += folder.data[at] == '/';
        if (depth > max_depth)
            max_depth = depth;
    }
    return max_depth;
}

static sc_resolution locate_relative(sc_resolver *resolver, const sc_located_file *from,
                                     sc_text name, sc_located_file *out)
{
    if (escapes_folder(name, depth_within(resolver, from->folder)))
        return resolution_of(SC_RESOLVED_OUTSIDE);
    sc_text path = join(resolver->arena, from->folder, name, "");
    sc_text shown = join(resolver->arena, folder_of(from->shown), name, "");
    if (path.data == NULL || shown.data == NULL)
        return resolution_of(SC_RESOLVED_NO_MEMORY);
    sc_resolution found = locate_path(resolver, path, out);
    out->shown = shown;
    if (found.status == SC_RESOLVED && !allowed(resolver, out->canonical))
        return resolution_of(SC_RESOLVED_OUTSIDE);
    return found;
}

sc_resolution sc_locate(sc_resolver *resolver, const sc_located_file *from, sc_text name,
                        sc_located_file *out)
{
    *out = (sc_located_file){.text = SC_NO_TEXT};
    if (resolver->options->resolver != NULL)
        return call_resolver(resolver, from->canonical.data, name, out);
    if (name.length != 0 && (name.data[0] == '/' || memchr(name.data, '\0', name.length) != NULL))
        return resolution_of(SC_RESOLVED_OUTSIDE);
    sc_resolution found = resolution_of(SC_RESOLVED_NOT_FOUND);
    if (from->folder.data != NULL)
        found = locate_relative(resolver, from, name, out);
    else if (escapes_folder(name, 0))
        found = resolution_of(SC_RESOLVED_OUTSIDE);
    if (found.status == SC_RESOLVED_NOT_FOUND && name.length != 0 && !has_slash(name))
        found = locate_installed(resolver, name, out);
    return found;
}

/* --- reading --- */

/* Reads until the end, as the size of a pipe is unknown and a file may grow. */
static sc_resolution read_whole(sc_resolver *resolver, int file, size_t max_bytes, sc_text *text)
{
    sc_buffer buffer;
    char block[16384];
    sc_resolution result = resolution_of(SC_RESOLVED);
    sc_buffer_init(&buffer, &resolver->arena->allocator);
    for (;;) {
        ssize_t got = read(file, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            result = resolution_of_error(errno);
        if (got <= 0)
            break;
        sc_buffer_text(&buffer, (sc_text){block, (size_t)got});
        if (buffer.failed || buffer.length > max_bytes) {
            result = resolution_of(buffer.failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED_TOO_LARGE);
            break;
        }
    }
    if (result.status == SC_RESOLVED) {
        *text = sc_arena_text(resolver->arena, sc_buffer_view(&buffer));
        if (resolver->arena->failed)
            result = resolution_of(SC_RESOLVED_NO_MEMORY);
    }
    sc_buffer_destroy(&buffer);
    return result;
}

static sc_resolution open_located(const sc_located_file *at, int *file)
{
    struct stat state;
    /* A file named by a rule file must be a regular file: opening a device or pipe could block. */
    if (stat(at->canonical.data, &state) != 0)
        return resolution_of_error(errno);
    if (S_ISDIR(state.st_mode))
        return resolution_of_error(EISDIR);
    if (!S_ISREG(state.st_mode) && !at->first)
        return resolution_of_error(EINVAL);
    do {
        *file = open(at->canonical.data, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (*file < 0 && errno == EINTR);
    return *file < 0 ? resolution_of_error(errno) : resolution_of(SC_RESOLVED);
}

sc_resolution sc_read_located_file(sc_resolver *resolver, const sc_located_file *at,
                                   size_t max_bytes, sc_text *text)
{
    int file = -1;
    if (at->text.data != NULL) {
        if (at->text.length > max_bytes)
            return resolution_of(SC_RESOLVED_TOO_LARGE);
        *text = sc_arena_text(resolver->arena, at->text);
        return resolution_of(resolver->arena->failed ? SC_RESOLVED_NO_MEMORY : SC_RESOLVED);
    }
    sc_resolution opened = open_located(at, &file);
    if (opened.status != SC_RESOLVED)
        return opened;
    sc_resolution result = read_whole(resolver, file, max_bytes, text);
    (void)close(file);
    return result;
}
