/* What every function that takes a path does with bad ones. The calls are made with a base, a path and its length. */
#include "suite.h"

static char long_path[5000];
static char long_name[257];

static const char *path_of(uint32_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        long_path[i] = i % 2 ? '/' : '.';
    }
    return long_path;
}

/* The error for each base is told apart for path_open: see docs/wasi.md. */
#define BAD_PATHS(function, role, file_as_base, call) \
    static int function##_##role(int fd, const void *path, uint32_t length) \
    { \
        return call; \
    } \
    CASE(function, role##a_base_that_is_not_open_is_ebadf) \
    { \
        FAILS(EBADF, function##_##role(BAD_FD, P("x"))); \
        FAILS(EBADF, function##_##role(-1, P("x"))); \
        OK(wasi_fd_close(STDIN)); \
        FAILS(EBADF, function##_##role(STDIN, P("x"))); \
    } \
    CASE(function, role##a_stream_as_base_is_ebadf) \
    { \
        FAILS(EBADF, function##_##role(STDIN, P("x"))); \
        FAILS(EBADF, function##_##role(STDOUT, P("x"))); \
    } \
    CASE(function, role##a_file_as_base_is_refused) \
    { \
        FAILS(file_as_base, function##_##role(open_file("origin.txt"), P("x"))); \
    } \
    CASE(function, role##the_empty_path_is_enoent) \
    { \
        FAILS(ENOENT, function##_##role(app, P(""))); \
        FAILS(ENOENT, function##_##role(app, (void *)0xffffffffu, 0)); \
    } \
    CASE(function, role##absolute_paths_are_eperm) \
    { \
        FAILS(EPERM, function##_##role(app, P("/"))); \
        FAILS(EPERM, function##_##role(app, P("/app/origin.txt"))); \
        FAILS(EPERM, function##_##role(ROOT, P("/app/x"))); \
        FAILS(EPERM, function##_##role(app, P("//x"))); \
    } \
    CASE(function, role##above_its_base_is_eperm) \
    { \
        FAILS(EPERM, function##_##role(app, P("../other/there.txt"))); \
        FAILS(EPERM, function##_##role(app, P("../app/origin.txt"))); \
        FAILS(EPERM, function##_##role(app, P("origin_dir/../../x"))); \
        FAILS(EPERM, function##_##role(app, P("./.././x"))); \
        FAILS(EPERM, function##_##role(ROOT, P("../x"))); \
        FAILS(EPERM, function##_##role(ROOT, P("app/../../x"))); \
    } \
    CASE(function, role##through_a_link_out_of_its_base_is_eperm) \
    { \
        make_link("../other", "out"); \
        make_link("origin_dir/../../other", "detour"); \
        FAILS(EPERM, function##_##role(app, P("out/there.txt"))); \
        FAILS(EPERM, function##_##role(app, P("detour/there.txt"))); \
    } \
    CASE(function, role##through_a_loop_of_links_is_eloop) \
    { \
        make_link("loop", "loop"); \
        make_link("two", "one"); \
        make_link("one", "two"); \
        FAILS(ELOOP, function##_##role(app, P("loop/x"))); \
        FAILS(ELOOP, function##_##role(app, P("one/x"))); \
    } \
    CASE(function, role##below_a_file_is_enotdir) \
    { \
        FAILS(ENOTDIR, function##_##role(app, P("origin.txt/x"))); \
        FAILS(ENOTDIR, function##_##role(app, P("origin.txt/../origin.txt"))); \
        FAILS(ENOTDIR, function##_##role(app, P("origin_link/x"))); \
    } \
    CASE(function, role##below_nothing_is_enoent) \
    { \
        FAILS(ENOENT, function##_##role(app, P("missing/x"))); \
        FAILS(ENOENT, function##_##role(app, P("missing/../origin.txt"))); \
        make_link("nowhere", "link"); \
        FAILS(ENOENT, function##_##role(app, P("link/x"))); \
    } \
    CASE(function, role##overlong_names_are_enametoolong) \
    { \
        memset(long_name, 'x', 256); \
        FAILS(ENAMETOOLONG, function##_##role(app, long_name, 256)); \
        for (int i = 0; i < 256; i += 2) { \
            memcpy(long_name + i, "\xc3\xa4", 2); \
        } \
        FAILS(ENAMETOOLONG, function##_##role(app, long_name, 256)); \
    } \
    CASE(function, role##overlong_paths_are_enametoolong) \
    { \
        FAILS(ENAMETOOLONG, function##_##role(app, path_of(4096), 4096)); \
        FAILS(ENAMETOOLONG, function##_##role(app, path_of(5000), 5000)); \
    } \
    CASE(function, role##nul_in_a_path_is_einval) \
    { \
        FAILS(EINVAL, function##_##role(app, P("origin.txt\0"))); \
        FAILS(EINVAL, function##_##role(app, P("\0"))); \
        FAILS(EINVAL, function##_##role(app, P("origin\0.txt"))); \
    } \
    CASE(function, role##paths_that_are_not_utf8_are_eilseq) \
    { \
        FAILS(EILSEQ, function##_##role(app, P("\xff"))); \
        FAILS(EILSEQ, function##_##role(app, P("x\xc3"))); \
        FAILS(EILSEQ, function##_##role(app, P("\xc0\xaf"))); \
        FAILS(EILSEQ, function##_##role(app, P("\xed\xa0\x80"))); \
        FAILS(EILSEQ, function##_##role(app, P("\xf4\x90\x80\x80"))); \
    } \
    CASE(function, role##a_path_outside_memory_is_efault) \
    { \
        FAILS(EFAULT, function##_##role(app, (void *)(uintptr_t)(memory_bytes() - 1), 2)); \
        FAILS(EFAULT, function##_##role(app, (void *)0xffffffffu, 2)); \
        FAILS(EFAULT, function##_##role(app, (void *)0xfffffff0u, 0x20)); \
    }

BAD_PATHS(path_create_directory, , EBADF, wasi_path_create_directory(fd, path, length))
BAD_PATHS(path_filestat_get, , EBADF, wasi_path_filestat_get(fd, 0, path, length, unused))
BAD_PATHS(path_filestat_set_times, , EBADF, wasi_path_filestat_set_times(fd, 0, path, length, 0, 0, MTIM))
BAD_PATHS(path_link, old_path_, EBADF, wasi_path_link(fd, 0, path, length, app, P("new")))
BAD_PATHS(path_link, new_path_, EBADF, wasi_path_link(app, 0, P("origin.txt"), fd, path, length))
BAD_PATHS(path_open, , ENOTDIR, wasi_path_open(fd, 0, path, length, 0, 0, 0, 0, unused))
BAD_PATHS(path_open, creating_, ENOTDIR, wasi_path_open(fd, 0, path, length, CREAT, ALL_RIGHTS, 0, 0, unused))
BAD_PATHS(path_readlink, , EBADF, wasi_path_readlink(fd, path, length, unused, sizeof unused, unused))
BAD_PATHS(path_remove_directory, , EBADF, wasi_path_remove_directory(fd, path, length))
BAD_PATHS(path_rename, old_path_, EBADF, wasi_path_rename(fd, path, length, app, P("new")))
BAD_PATHS(path_rename, new_path_, EBADF, wasi_path_rename(app, P("origin.txt"), fd, path, length))
BAD_PATHS(path_symlink, , EBADF, wasi_path_symlink(P("target"), fd, path, length))
BAD_PATHS(path_unlink_file, , EBADF, wasi_path_unlink_file(fd, path, length))

CASE(path_open, the_longest_name_is_taken)
{
    memset(long_name, 'x', 255);
    OK(wasi_path_open(app, 0, long_name, 255, CREAT, ALL_RIGHTS, 0, 0, unused));
    OK(wasi_path_unlink_file(app, long_name, 255));
}

CASE(path_open, the_longest_path_is_taken)
{
    OK(wasi_path_open(app, 0, path_of(4095), 4095, 0, 0, 0, 0, unused));
}

CASE(path_open, odd_but_harmless_paths_are_taken)
{
    OK(try_open("origin_dir/.//../origin_dir/./inner.txt", 0, 0, READ_RIGHTS, 0));
    OK(try_open("./origin.txt", 0, 0, READ_RIGHTS, 0));
    OK(try_open("origin_dir//inner.txt", 0, 0, READ_RIGHTS, 0));
    OK(try_open("origin_dir/../origin.txt", 0, 0, READ_RIGHTS, 0));
    OK(try_open(".", 0, 0, 0, 0));
    OK(try_open("origin_dir/..", 0, ODIRECTORY, 0, 0));
}

CASE(path_open, a_backslash_and_a_colon_are_letters)
{
    make_file("..\\other", "x");
    make_file("C:", "y");
    EQUAL(1, status("..\\other").size);
    EQUAL(1, status("C:").size);
}

CASE(path_open, names_differ_by_case_and_by_form)
{
    make_file("name", "1");
    make_file("NAME", "22");
    make_file("\xc3\xa4", "333");
    make_file("a\xcc\x88", "4444");
    EQUAL(1, status("name").size);
    EQUAL(2, status("NAME").size);
    EQUAL(3, status("\xc3\xa4").size);
    EQUAL(4, status("a\xcc\x88").size);
}

CASE(path_open, names_of_three_dots_are_names)
{
    make_dir("...");
    make_file(".../x", "1");
    EQUAL(1, status(".../x").size);
}
