/* Canonical paths against realpath(). Built twice: on realpath() and, as
 * unit_canonical_path_without_realpath, on the library's own resolution. */
#include "failing_allocator.h"
#include "unit_testing.h"

#include "base/canonical_path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder of the test's files, and below it:
 *   file, folder/inner/file
 *   links: to_file -> file, to_folder -> folder, up -> folder/../file, absolute -> ROOT/folder,
 *   chain -> to_folder/inner, loop -> loop, dangling -> nothing */
static char root[256];

static const char *at_root(const char *name)
{
    static char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", root, name);
    return path;
}

static void make_file(const char *name)
{
    int file = open(at_root(name), O_CREAT | O_WRONLY, 0600);
    assert_true(file >= 0);
    assert_int_equal(close(file), 0);
}

static int set_up(void **state)
{
    (void)state;
    const char *temporary = getenv("TMPDIR");
    (void)snprintf(root, sizeof root, "%s/schoolcat_paths_XXXXXX",
                   temporary == NULL ? "/tmp" : temporary);
    assert_non_null(mkdtemp(root));
    assert_int_equal(mkdir(at_root("folder"), 0700), 0);
    assert_int_equal(mkdir(at_root("folder/inner"), 0700), 0);
    make_file("file");
    make_file("folder/inner/file");
    char absolute[sizeof root + 16];
    (void)snprintf(absolute, sizeof absolute, "%s/folder", root);
    static const char *const links[][2] = {{"to_file", "file"},      {"to_folder", "folder"},
                                           {"up", "folder/../file"}, {"chain", "to_folder/inner"},
                                           {"loop", "loop"},         {"dangling", "nothing"}};
    for (size_t i = 0; i < COUNT_OF(links); i++)
        assert_int_equal(symlink(links[i][1], at_root(links[i][0])), 0);
    assert_int_equal(symlink(absolute, at_root("absolute")), 0);
    return chdir(root);
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const names[] = {"file",      "folder/inner/file", "to_file", "up",
                                        "to_folder", "absolute",          "chain",   "loop",
                                        "dangling"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        (void)unlink(at_root(names[i]));
    (void)rmdir(at_root("folder/inner"));
    (void)rmdir(at_root("folder"));
    return chdir("/") != 0 || rmdir(root) != 0;
}

static void compare_with_realpath(const char *path)
{
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_arena arena;
    sc_arena_init(&arena, &allocator);
    char *expected = realpath(path, NULL);
    int expected_error = expected == NULL ? errno : 0;
    sc_text found = SC_NO_TEXT;
    int error = sc_canonical_path(&arena, sc_text_of(path), &found);
    if (error != expected_error || (error == 0 && strcmp(found.data, expected) != 0))
        fail_msg("%s: error %d and %s, not %d and %s", path, error,
                 error == 0 ? found.data : "nothing", expected_error,
                 expected == NULL ? "nothing" : expected);
    free(expected);
    sc_arena_destroy(&arena);
}

static void paths_are_resolved_like_realpath(void **state)
{
    (void)state;
    static const char *const paths[] = {"",
                                        "/",
                                        ".",
                                        "..",
                                        "/..",
                                        "//",
                                        "file",
                                        "./file",
                                        "file/",
                                        "file/.",
                                        "file/..",
                                        "file/x",
                                        "folder",
                                        "folder/",
                                        "folder//inner/./file",
                                        "folder/inner/../../file",
                                        "folder/nothing",
                                        "nothing/../file",
                                        "to_file",
                                        "to_file/",
                                        "to_folder",
                                        "to_folder/",
                                        "to_folder/inner/file",
                                        "to_folder/../file",
                                        "up",
                                        "absolute/inner",
                                        "chain/file",
                                        "chain/../inner",
                                        "loop",
                                        "loop/file",
                                        "dangling",
                                        "dangling/file"};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        compare_with_realpath(paths[i]);
        if (paths[i][0] != '/' && paths[i][0] != '\0')
            compare_with_realpath(at_root(paths[i]));
    }
}

static void long_paths_are_refused(void **state)
{
    (void)state;
    char name[400];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    compare_with_realpath(name);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    for (size_t fails_at = 1; fails_at < 100; fails_at++) {
        failing_allocator_restart(&failing, fails_at);
        sc_arena arena;
        sc_arena_init(&arena, &allocator);
        sc_text found = SC_NO_TEXT;
        int error = sc_canonical_path(&arena, SC_TEXT("to_folder/inner/../inner"), &found);
        sc_arena_destroy(&arena);
        assert_int_equal(failing.live, 0);
        if (error == 0)
            return;
        assert_int_equal(error, ENOMEM);
    }
    fail_msg("the path was never resolved");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_resolved_like_realpath),
        cmocka_unit_test(long_paths_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
