/* Attributes and times of files. */
#include "suite.h"

CASE(fd_filestat_get, tells_type_size_and_links_of_a_file)
{
    struct filestat stat = status_fd(open_file("origin.txt"));
    EQUAL(REGULAR_FILE, stat.filetype);
    EQUAL(8, stat.size);
    EQUAL(1, stat.nlink);
    TRUE(stat.ino != 0);
}

CASE(fd_filestat_get, tells_the_type_of_a_directory)
{
    EQUAL(DIRECTORY, status_fd(app).filetype);
    EQUAL(DIRECTORY, status_fd(ROOT).filetype);
}

CASE(fd_filestat_get, of_streams_tells_nothing)
{
    for (int stream = STDIN; stream <= STDERR; stream++) {
        struct filestat stat = status_fd(stream);
        EQUAL(UNKNOWN, stat.filetype);
        EQUAL(0, stat.dev | stat.ino | stat.nlink | stat.size | stat.atim | stat.mtim | stat.ctim);
    }
}

CASE(fd_filestat_get, what_is_not_open_is_ebadf)
{
    FAILS(EBADF, wasi_fd_filestat_get(BAD_FD, unused));
    FAILS(EBADF, wasi_fd_filestat_get(-1, unused));
}

CASE(fd_filestat_get, agrees_with_path_filestat_get)
{
    struct filestat one = status_fd(open_file("origin.txt"));
    struct filestat two = status("origin.txt");
    TRUE(same(&one, &two, sizeof one));
    one = status_fd(open_dir("origin_dir"));
    two = status("origin_dir");
    TRUE(same(&one, &two, sizeof one));
}

CASE(fd_filestat_get, files_differ_by_device_and_inode)
{
    make_file("one", "");
    make_file("two", "");
    TRUE(status("one").ino != status("two").ino);
    EQUAL(status("one").dev, status("two").dev);
    EQUAL(status("one").ino, status_fd(open_file("one")).ino);
}

CASE(fd_filestat_get, the_inode_stays_over_a_rename)
{
    uint64_t inode = status("origin.txt").ino;
    OK(wasi_path_rename(app, P("origin.txt"), app, P("renamed")));
    EQUAL(inode, status("renamed").ino);
}

CASE(fd_filestat_get, an_unlinked_file_has_no_links)
{
    int file = open_file("origin.txt");
    remove_file("origin.txt");
    EQUAL(0, status_fd(file).nlink);
    EQUAL(8, status_fd(file).size);
}

CASE(path_filestat_get, of_a_link_follows_or_not)
{
    struct filestat stat;
    OK(wasi_path_filestat_get(app, 0, P("origin_link"), &stat));
    EQUAL(SYMBOLIC_LINK, stat.filetype);
    EQUAL(10, stat.size);
    OK(wasi_path_filestat_get(app, FOLLOW, P("origin_link"), &stat));
    EQUAL(REGULAR_FILE, stat.filetype);
    EQUAL(8, stat.size);
}

CASE(path_filestat_get, of_a_dangling_link_follows_to_enoent)
{
    make_link("nowhere", "link");
    EQUAL(SYMBOLIC_LINK, status("link").filetype);
    FAILS(ENOENT, wasi_path_filestat_get(app, FOLLOW, P("link"), unused));
}

CASE(path_filestat_get, unknown_lookup_flags_are_einval)
{
    FAILS(EINVAL, wasi_path_filestat_get(app, 2, P("origin.txt"), unused));
    FAILS(EINVAL, wasi_path_filestat_get(app, 0x80000001, P("origin.txt"), unused));
}

CASE(path_filestat_get, of_what_is_not_there_is_enoent)
{
    FAILS(ENOENT, wasi_path_filestat_get(app, 0, P("missing"), unused));
    FAILS(ENOENT, wasi_path_filestat_get(app, 0, P("missing/"), unused));
}

CASE(path_filestat_get, a_slash_demands_a_directory)
{
    FAILS(ENOTDIR, wasi_path_filestat_get(app, 0, P("origin.txt/"), unused));
    OK(wasi_path_filestat_get(app, 0, P("origin_dir/"), unused));
    OK(wasi_path_filestat_get(app, 0, P("origin_dir///"), unused));
}

CASE(path_filestat_get, a_slash_follows_a_link)
{
    struct filestat stat;
    make_link("origin_dir", "to_dir");
    OK(wasi_path_filestat_get(app, 0, P("to_dir/"), &stat));
    EQUAL(DIRECTORY, stat.filetype);
    FAILS(ENOTDIR, wasi_path_filestat_get(app, 0, P("origin_link/"), &stat));
}

CASE(path_filestat_get, of_dots)
{
    struct filestat here = status(".");
    EQUAL(DIRECTORY, here.filetype);
    EQUAL(here.ino, status("./").ino);
    EQUAL(here.ino, status("origin_dir/..").ino);
    EQUAL(here.ino, status("origin_dir/../.").ino);
    EQUAL(status("origin_dir").ino, status("origin_dir/.").ino);
}

/* The way of a pair of functions to set times: through a path and through a descriptor. */
#define TIMES(function, call) \
    CASE(function, sets_both_times) \
    { \
        const char *name = "origin.txt"; \
        uint64_t atim = 1000000001000000000ull, mtim = 1000000002000000000ull; \
        uint32_t flags = ATIM | MTIM; \
        OK(call); \
        EQUAL(atim, status(name).atim); \
        EQUAL(mtim, status(name).mtim); \
    } \
    CASE(function, sets_one_time_and_leaves_the_other) \
    { \
        const char *name = "origin.txt"; \
        struct filestat before = status(name); \
        uint64_t atim = 1000000003000000000ull, mtim = 1000000004000000000ull; \
        uint32_t flags = MTIM; \
        OK(call); \
        EQUAL(before.atim, status(name).atim); \
        EQUAL(mtim, status(name).mtim); \
        flags = ATIM; \
        mtim = 5; \
        OK(call); \
        EQUAL(atim, status(name).atim); \
        EQUAL(1000000004000000000ull, status(name).mtim); \
    } \
    CASE(function, now_is_the_time_of_the_call) \
    { \
        const char *name = "origin.txt"; \
        uint64_t atim = 1, mtim = 1, before = now(REALTIME); \
        uint32_t flags = ATIM_NOW | MTIM_NOW; \
        OK(call); \
        TRUE(status(name).atim + 20000000 >= before && status(name).atim <= now(REALTIME)); \
        TRUE(status(name).mtim + 20000000 >= before && status(name).mtim <= now(REALTIME)); \
    } \
    CASE(function, now_and_a_time_together_are_einval) \
    { \
        const char *name = "origin.txt"; \
        struct filestat before = status(name); \
        uint64_t atim = 1, mtim = 1; \
        uint32_t flags = ATIM | ATIM_NOW; \
        FAILS(EINVAL, call); \
        flags = MTIM | MTIM_NOW; \
        FAILS(EINVAL, call); \
        flags = ATIM | ATIM_NOW | MTIM | MTIM_NOW; \
        FAILS(EINVAL, call); \
        EQUAL(before.mtim, status(name).mtim); \
        EQUAL(before.atim, status(name).atim); \
    } \
    CASE(function, unknown_flags_are_einval) \
    { \
        const char *name = "origin.txt"; \
        uint64_t atim = 1, mtim = 1; \
        uint32_t flags = 16; \
        FAILS(EINVAL, call); \
        flags = 0x80000000 | MTIM; \
        FAILS(EINVAL, call); \
    } \
    CASE(function, without_flags_changes_neither_time) \
    { \
        const char *name = "origin.txt"; \
        struct filestat before = status(name); \
        uint64_t atim = 1, mtim = 1; \
        uint32_t flags = 0; \
        OK(call); \
        EQUAL(before.mtim, status(name).mtim); \
        EQUAL(before.atim, status(name).atim); \
    } \
    CASE(function, a_time_with_now_for_the_other) \
    { \
        const char *name = "origin.txt"; \
        uint64_t atim = 7000000000, mtim = 1; \
        uint32_t flags = ATIM | MTIM_NOW; \
        OK(call); \
        EQUAL(7000000000, status(name).atim); \
        TRUE(status(name).mtim > 1000000000000000000ull); \
    } \
    CASE(function, works_on_directories) \
    { \
        const char *name = "origin_dir"; \
        uint64_t atim = 8000000000, mtim = 9000000000; \
        uint32_t flags = ATIM | MTIM; \
        OK(call); \
        EQUAL(atim, status(name).atim); \
        EQUAL(mtim, status(name).mtim); \
    } \
    CASE(function, the_year_1970_and_nanoseconds_are_kept) \
    { \
        const char *name = "origin.txt"; \
        uint64_t atim = 0, mtim = 1; \
        uint32_t flags = ATIM | MTIM; \
        OK(call); \
        EQUAL(0, status(name).atim); \
        EQUAL(1, status(name).mtim); \
    } \
    CASE(function, the_change_time_is_the_time_of_the_call) \
    { \
        const char *name = "origin.txt"; \
        uint64_t atim = 1, mtim = 1, before = now(REALTIME); \
        uint32_t flags = MTIM; \
        OK(call); \
        TRUE(status(name).ctim + 20000000 >= before); \
    }

static int set_times(const char *name, uint64_t atim, uint64_t mtim, uint32_t flags)
{
    struct filestat stat;
    OK(wasi_path_filestat_get(app, 0, name, length_of(name), &stat));
    int fd = stat.filetype == DIRECTORY ? open_dir(name) : open_file(name);
    int error = wasi_fd_filestat_set_times(fd, atim, mtim, flags);
    OK(wasi_fd_close(fd));
    return error;
}

TIMES(path_filestat_set_times, wasi_path_filestat_set_times(app, 0, name, length_of(name), atim, mtim, flags))
TIMES(fd_filestat_set_times, set_times(name, atim, mtim, flags))

CASE(fd_filestat_set_times, works_on_a_descriptor_for_reading)
{
    OK(wasi_fd_filestat_set_times(open_at(app, "origin.txt", 0, READ_RIGHTS, 0), 1, 2, MTIM));
    EQUAL(2, status("origin.txt").mtim);
}

CASE(fd_filestat_set_times, works_on_an_unlinked_file)
{
    int file = open_file("origin.txt");
    remove_file("origin.txt");
    OK(wasi_fd_filestat_set_times(file, 1, 2, MTIM));
    EQUAL(2, status_fd(file).mtim);
}

CASE(fd_filestat_set_times, streams_are_ebadf)
{
    FAILS(EBADF, wasi_fd_filestat_set_times(STDIN, 1, 1, MTIM));
    FAILS(EBADF, wasi_fd_filestat_set_times(STDOUT, 1, 1, MTIM));
    FAILS(EBADF, wasi_fd_filestat_set_times(BAD_FD, 1, 1, MTIM));
}

CASE(path_filestat_set_times, of_a_link_follows_or_not)
{
    OK(wasi_path_filestat_set_times(app, 0, P("origin_link"), 0, 3, MTIM));
    EQUAL(3, status("origin_link").mtim);
    TRUE(status("origin.txt").mtim != 3);
    OK(wasi_path_filestat_set_times(app, FOLLOW, P("origin_link"), 0, 4, MTIM));
    EQUAL(3, status("origin_link").mtim);
    EQUAL(4, status("origin.txt").mtim);
}

CASE(path_filestat_set_times, of_a_dangling_link_follows_to_enoent)
{
    make_link("nowhere", "link");
    OK(wasi_path_filestat_set_times(app, 0, P("link"), 0, 3, MTIM));
    FAILS(ENOENT, wasi_path_filestat_set_times(app, FOLLOW, P("link"), 0, 3, MTIM));
}

CASE(path_filestat_set_times, unknown_lookup_flags_are_einval)
{
    FAILS(EINVAL, wasi_path_filestat_set_times(app, 2, P("origin.txt"), 0, 3, MTIM));
}

CASE(path_filestat_set_times, a_slash_demands_a_directory)
{
    FAILS(ENOTDIR, wasi_path_filestat_set_times(app, 0, P("origin.txt/"), 0, 3, MTIM));
    OK(wasi_path_filestat_set_times(app, 0, P("origin_dir/"), 0, 3, MTIM));
    EQUAL(3, status("origin_dir").mtim);
}

CASE(fd_write, moves_the_times_of_the_file)
{
    int file = open_file("origin.txt");
    OK(wasi_fd_filestat_set_times(file, 1, 2, ATIM | MTIM));
    put(file, "x");
    TRUE(status_fd(file).mtim > 1000000000000000000ull);
    EQUAL(1, status_fd(file).atim);
}

CASE(fd_write, of_no_bytes_leaves_the_times)
{
    int file = open_file("origin.txt");
    OK(wasi_fd_filestat_set_times(file, 1, 2, ATIM | MTIM));
    EQUAL(0, put_bytes(file, "x", 0));
    EQUAL(2, status_fd(file).mtim);
}

CASE(fd_filestat_set_size, moves_the_modification_time)
{
    int file = open_file("origin.txt");
    OK(wasi_fd_filestat_set_times(file, 1, 2, ATIM | MTIM));
    OK(wasi_fd_filestat_set_size(file, 3));
    TRUE(status_fd(file).mtim > 1000000000000000000ull);
}

CASE(path_open, truncating_moves_the_modification_time)
{
    OK(wasi_path_filestat_set_times(app, 0, P("origin.txt"), 1, 2, ATIM | MTIM));
    OK(try_open("origin.txt", 0, TRUNC, ALL_RIGHTS, 0));
    TRUE(status("origin.txt").mtim > 1000000000000000000ull);
}

CASE(path_open, reading_leaves_the_modification_time)
{
    char text[8];
    OK(wasi_path_filestat_set_times(app, 0, P("origin.txt"), 1, 2, ATIM | MTIM));
    EQUAL(8, read_file("origin.txt", text, sizeof text));
    EQUAL(2, status("origin.txt").mtim);
}

#define CHANGES_DIRECTORY(function, what, call) \
    CASE(function, moves_the_modification_time_of_the_directory##what) \
    { \
        OK(wasi_path_filestat_set_times(app, 0, P("origin_dir"), 1, 2, ATIM | MTIM)); \
        OK(call); \
        TRUE(status("origin_dir").mtim > 1000000000000000000ull); \
    }

CHANGES_DIRECTORY(path_create_directory, , wasi_path_create_directory(app, P("origin_dir/new")))
CHANGES_DIRECTORY(path_open, _that_gets_a_file, try_open("origin_dir/new", 0, CREAT, ALL_RIGHTS, 0))
CHANGES_DIRECTORY(path_symlink, , wasi_path_symlink(P("target"), app, P("origin_dir/new")))
CHANGES_DIRECTORY(path_link, , wasi_path_link(app, 0, P("origin.txt"), app, P("origin_dir/new")))
CHANGES_DIRECTORY(path_unlink_file, , wasi_path_unlink_file(app, P("origin_dir/inner.txt")))
CHANGES_DIRECTORY(path_rename, _it_leaves, wasi_path_rename(app, P("origin_dir/inner.txt"), app, P("new")))
CHANGES_DIRECTORY(path_rename, _it_enters, wasi_path_rename(app, P("origin.txt"), app, P("origin_dir/new")))

#define CHANGES(function, what, call) \
    CASE(function, moves_the_change_time_of_the_file##what) \
    { \
        int file = open_file("origin.txt"); \
        OK(wasi_path_link(app, 0, P("origin.txt"), app, P("second"))); \
        uint64_t before = status_fd(file).ctim; \
        while (now(REALTIME) <= before + 1000) { \
        } \
        OK(call); \
        TRUE(status_fd(file).ctim > before); \
    }

CHANGES(path_link, , wasi_path_link(app, 0, P("origin.txt"), app, P("third")))
CHANGES(path_unlink_file, , wasi_path_unlink_file(app, P("second")))
CHANGES(path_rename, , wasi_path_rename(app, P("origin.txt"), app, P("new")))
CHANGES(path_rename, _that_is_replaced,
    (make_file("other", ""), wasi_path_rename(app, P("other"), app, P("origin.txt"))))
CHANGES(fd_write, , (put(file, "x"), SUCCESS))
CHANGES(fd_filestat_set_size, , wasi_fd_filestat_set_size(file, 3))
CHANGES(fd_filestat_set_times, , wasi_fd_filestat_set_times(file, 1, 2, ATIM | MTIM))

CASE(fd_read, moves_neither_modification_nor_change_time)
{
    char byte;
    int file = open_file("origin.txt");
    struct filestat before = status_fd(file);
    EQUAL(1, get(file, &byte, 1));
    EQUAL(before.mtim, status_fd(file).mtim);
    EQUAL(before.ctim, status_fd(file).ctim);
}

CASE(path_filestat_get, of_a_loop_follows_to_eloop)
{
    make_link("loop", "loop");
    EQUAL(SYMBOLIC_LINK, status("loop").filetype);
    FAILS(ELOOP, wasi_path_filestat_get(app, FOLLOW, P("loop"), unused));
    FAILS(ELOOP, wasi_path_filestat_set_times(app, FOLLOW, P("loop"), 0, 1, MTIM));
}

CASE(fd_filestat_set_times, times_far_away_are_kept_or_refused)
{
    int file = open_file("origin.txt");
    uint64_t far = 18000000000000000000ull;
    int error = wasi_fd_filestat_set_times(file, far, far, ATIM | MTIM);
    TRUE(error == SUCCESS || error == EOVERFLOW || error == EINVAL);
    struct filestat stat;
    error = wasi_fd_filestat_get(file, &stat);
    TRUE(error == SUCCESS || error == EOVERFLOW);
}
