/* Rights: what a descriptor may, what it passes on, and that neither ever grows. */
#include "suite.h"

static uint32_t used;

CASE(fd_fdstat_set_rights, the_same_rights_are_no_change)
{
    int file = open_new("file");
    struct fdstat stat = fdstat(file);
    OK(wasi_fd_fdstat_set_rights(file, stat.rights, stat.inheriting));
    EQUAL(stat.rights, fdstat(file).rights);
}

CASE(fd_fdstat_set_rights, rights_can_be_given_up)
{
    int file = open_new("file");
    uint64_t left = fdstat(file).rights & ~RIGHT_FD_WRITE;
    OK(wasi_fd_fdstat_set_rights(file, left, 0));
    EQUAL(left, fdstat(file).rights);
    EQUAL(0, fdstat(file).inheriting);
    struct iovec vector = {"x", 1};
    FAILS(EBADF, wasi_fd_write(file, &vector, 1, unused));
    FAILS(EBADF, wasi_fd_pwrite(file, &vector, 1, 0, unused));
}

CASE(fd_fdstat_set_rights, given_up_rights_never_come_back)
{
    int file = open_new("file");
    struct fdstat stat = fdstat(file);
    OK(wasi_fd_fdstat_set_rights(file, RIGHT_FD_READ, 0));
    FAILS(ENOTCAPABLE, wasi_fd_fdstat_set_rights(file, stat.rights, 0));
    FAILS(ENOTCAPABLE, wasi_fd_fdstat_set_rights(file, RIGHT_FD_READ | RIGHT_FD_SEEK, 0));
    FAILS(ENOTCAPABLE, wasi_fd_fdstat_set_rights(file, RIGHT_FD_READ, RIGHT_FD_READ));
    EQUAL(RIGHT_FD_READ, fdstat(file).rights);
}

CASE(fd_fdstat_set_rights, unknown_rights_are_refused)
{
    int file = open_new("file");
    TRUE(wasi_fd_fdstat_set_rights(file, 1ull << 40, 0) != SUCCESS);
    TRUE(wasi_fd_fdstat_set_rights(file, UINT64_MAX, UINT64_MAX) != SUCCESS);
}

CASE(fd_fdstat_set_rights, a_stream_can_be_muted)
{
    OK(wasi_fd_fdstat_set_rights(STDOUT, 0, 0));
    struct iovec vector = {"x", 1};
    FAILS(EBADF, wasi_fd_write(STDOUT, &vector, 1, unused));
}

CASE(fd_fdstat_set_rights, what_is_not_open_is_ebadf)
{
    FAILS(EBADF, wasi_fd_fdstat_set_rights(BAD_FD, 0, 0));
}

CASE(fd_fdstat_set_rights, one_descriptor_does_not_change_another)
{
    int one = open_new("file");
    int two = open_file("file");
    OK(wasi_fd_fdstat_set_rights(one, 0, 0));
    put(two, "text");
}

CASE(path_open, a_descriptor_gets_no_more_than_its_directory_passes_on)
{
    struct fdstat stat = fdstat(app);
    OK(wasi_fd_fdstat_set_rights(app, stat.rights, stat.inheriting & ~RIGHT_FD_WRITE));
    int file = open_file("origin.txt");
    EQUAL(0, fdstat(file).rights & RIGHT_FD_WRITE);
    struct iovec vector = {"x", 1};
    FAILS(EBADF, wasi_fd_write(file, &vector, 1, unused));
}

CASE(path_open, what_is_passed_on_shrinks_on_the_way_down)
{
    struct fdstat stat = fdstat(app);
    OK(wasi_fd_fdstat_set_rights(app, stat.rights, stat.inheriting & ~RIGHT_FD_WRITE));
    int dir = open_dir("origin_dir");
    EQUAL(0, fdstat(dir).inheriting & RIGHT_FD_WRITE);
    int file = open_at(dir, "inner.txt", 0, ALL_RIGHTS, 0);
    EQUAL(0, fdstat(file).rights & RIGHT_FD_WRITE);
}

CASE(path_open, a_file_opened_without_rights_can_be_closed_only)
{
    int file = open_at(app, "origin.txt", 0, 0, 0);
    EQUAL(0, fdstat(file).rights);
    struct iovec vector = {"x", 1};
    FAILS(EBADF, wasi_fd_read(file, &vector, 1, unused));
    FAILS(EBADF, wasi_fd_write(file, &vector, 1, unused));
    OK(wasi_fd_close(file));
}

/* Gives up one right of `app`; the call, which would succeed otherwise, must fail then. */
#define NEEDS(function, what, right, call) \
    CASE(function, needs_the_right_##what) \
    { \
        OK(call); \
        OK(wasi_fd_fdstat_set_rights(app, fdstat(app).rights & ~(right), fdstat(app).inheriting)); \
        FAILS(ENOTCAPABLE, call); \
    }

NEEDS(path_create_directory, path_create_directory, RIGHT_PATH_CREATE_DIRECTORY,
    (exists("new") ? wasi_path_remove_directory(app, P("new")) : SUCCESS, wasi_path_create_directory(app, P("new"))))
NEEDS(path_filestat_get, path_filestat_get, RIGHT_PATH_FILESTAT_GET, wasi_path_filestat_get(app, 0, P("origin.txt"), unused))
NEEDS(path_filestat_set_times, path_filestat_set_times, RIGHT_PATH_FILESTAT_SET_TIMES,
    wasi_path_filestat_set_times(app, 0, P("origin.txt"), 0, 0, MTIM))
NEEDS(path_link, path_link_source, RIGHT_PATH_LINK_SOURCE,
    (wasi_path_unlink_file(app, P("new")), wasi_path_link(app, 0, P("origin.txt"), app, P("new"))))
NEEDS(path_link, path_link_target, RIGHT_PATH_LINK_TARGET,
    (wasi_path_unlink_file(app, P("new")), wasi_path_link(app, 0, P("origin.txt"), app, P("new"))))
NEEDS(path_open, path_open, RIGHT_PATH_OPEN, wasi_path_open(app, 0, P("origin.txt"), 0, 0, 0, 0, unused))
NEEDS(path_open, path_create_file_to_create, RIGHT_PATH_CREATE_FILE,
    wasi_path_open(app, 0, P("origin.txt"), CREAT, 0, 0, 0, unused))
NEEDS(path_open, path_filestat_set_size_to_truncate, RIGHT_PATH_FILESTAT_SET_SIZE,
    wasi_path_open(app, 0, P("origin.txt"), TRUNC, 0, 0, 0, unused))
NEEDS(path_readlink, path_readlink, RIGHT_PATH_READLINK, wasi_path_readlink(app, P("origin_link"), unused, 8, &used))
NEEDS(path_remove_directory, path_remove_directory, RIGHT_PATH_REMOVE_DIRECTORY,
    (wasi_path_create_directory(app, P("new")), wasi_path_remove_directory(app, P("new"))))
NEEDS(path_rename, path_rename_source, RIGHT_PATH_RENAME_SOURCE,
    wasi_path_rename(app, P("origin.txt"), app, P("origin.txt")))
NEEDS(path_rename, path_rename_target, RIGHT_PATH_RENAME_TARGET,
    wasi_path_rename(app, P("origin.txt"), app, P("origin.txt")))
NEEDS(path_symlink, path_symlink, RIGHT_PATH_SYMLINK,
    (wasi_path_unlink_file(app, P("new")), wasi_path_symlink(P("target"), app, P("new"))))
NEEDS(path_unlink_file, path_unlink_file, RIGHT_PATH_UNLINK_FILE,
    (wasi_path_symlink(P("target"), app, P("new")), wasi_path_unlink_file(app, P("new"))))
NEEDS(fd_readdir, fd_readdir, RIGHT_FD_READDIR, wasi_fd_readdir(app, unused, sizeof unused, 0, &used))
NEEDS(fd_filestat_get, fd_filestat_get_on_directories, RIGHT_FD_FILESTAT_GET, wasi_fd_filestat_get(app, unused))

/* The same with a file of all rights. */
#define FILE_NEEDS(function, what, right, error, call) \
    CASE(function, needs_the_right_##what) \
    { \
        int file = open_file("origin.txt"); \
        struct iovec vector = {unused, 1}; \
        (void)vector; \
        OK(call); \
        OK(wasi_fd_fdstat_set_rights(file, fdstat(file).rights & ~(right), 0)); \
        FAILS(error, call); \
    }

FILE_NEEDS(fd_advise, fd_advise, RIGHT_FD_ADVISE, ENOTCAPABLE, wasi_fd_advise(file, 0, 0, NORMAL))
FILE_NEEDS(fd_allocate, fd_allocate, RIGHT_FD_ALLOCATE, ENOTCAPABLE, wasi_fd_allocate(file, 0, 1))
FILE_NEEDS(fd_datasync, fd_datasync, RIGHT_FD_DATASYNC, ENOTCAPABLE, wasi_fd_datasync(file))
FILE_NEEDS(fd_sync, fd_sync, RIGHT_FD_SYNC, ENOTCAPABLE, wasi_fd_sync(file))
FILE_NEEDS(fd_fdstat_set_flags, fd_fdstat_set_flags, RIGHT_FD_FDSTAT_SET_FLAGS, ENOTCAPABLE, wasi_fd_fdstat_set_flags(file, 0))
FILE_NEEDS(fd_filestat_get, fd_filestat_get, RIGHT_FD_FILESTAT_GET, ENOTCAPABLE, wasi_fd_filestat_get(file, unused))
FILE_NEEDS(fd_filestat_set_size, fd_filestat_set_size, RIGHT_FD_FILESTAT_SET_SIZE, ENOTCAPABLE, wasi_fd_filestat_set_size(file, 1))
FILE_NEEDS(fd_filestat_set_times, fd_filestat_set_times, RIGHT_FD_FILESTAT_SET_TIMES, ENOTCAPABLE,
    wasi_fd_filestat_set_times(file, 0, 0, MTIM))
FILE_NEEDS(fd_seek, fd_seek, RIGHT_FD_SEEK, ENOTCAPABLE, wasi_fd_seek(file, 1, SET, unused))
FILE_NEEDS(fd_tell, fd_tell_or_fd_seek, RIGHT_FD_SEEK | RIGHT_FD_TELL, ENOTCAPABLE, wasi_fd_tell(file, unused))
FILE_NEEDS(fd_read, fd_read, RIGHT_FD_READ, EBADF, wasi_fd_read(file, &vector, 1, unused))
FILE_NEEDS(fd_pread, fd_read, RIGHT_FD_READ, EBADF, wasi_fd_pread(file, &vector, 1, 0, unused))
FILE_NEEDS(fd_write, fd_write, RIGHT_FD_WRITE, EBADF, wasi_fd_write(file, &vector, 1, unused))
FILE_NEEDS(fd_pwrite, fd_write, RIGHT_FD_WRITE, EBADF, wasi_fd_pwrite(file, &vector, 1, 0, unused))

CASE(fd_seek, by_nothing_needs_the_right_fd_tell_only)
{
    int file = open_at(app, "origin.txt", 0, RIGHT_FD_READ | RIGHT_FD_TELL, 0);
    EQUAL(0, seek(file, 0, CUR));
    EQUAL(0, tell(file));
    FAILS(ENOTCAPABLE, wasi_fd_seek(file, 0, SET, unused));
}

CASE(fd_tell, the_right_fd_seek_implies_it)
{
    int file = open_at(app, "origin.txt", 0, RIGHT_FD_READ | RIGHT_FD_SEEK, 0);
    EQUAL(0, tell(file));
    EQUAL(2, seek(file, 2, CUR));
}

FILE_NEEDS(fd_pread, fd_seek, RIGHT_FD_SEEK, ENOTCAPABLE, wasi_fd_pread(file, &vector, 1, 0, unused))
FILE_NEEDS(fd_pwrite, fd_seek, RIGHT_FD_SEEK, ENOTCAPABLE, wasi_fd_pwrite(file, &vector, 1, 0, unused))

NEEDS(path_open, fd_sync_to_synchronise, RIGHT_FD_SYNC, wasi_path_open(app, 0, P("origin.txt"), 0, 0, 0, SYNC, unused))
NEEDS(path_open, fd_sync_to_synchronise_reading, RIGHT_FD_SYNC,
    wasi_path_open(app, 0, P("origin.txt"), 0, 0, 0, RSYNC, unused))
NEEDS(path_open, fd_datasync_or_fd_sync_to_synchronise_data, RIGHT_FD_DATASYNC | RIGHT_FD_SYNC,
    wasi_path_open(app, 0, P("origin.txt"), 0, 0, 0, DSYNC, unused))

CASE(path_open, either_right_to_synchronise_is_enough_for_data)
{
    OK(wasi_fd_fdstat_set_rights(app, RIGHT_PATH_OPEN | RIGHT_FD_SYNC, 0));
    OK(try_open("origin.txt", 0, 0, 0, DSYNC));
    int other = open_at(ROOT, "app", ODIRECTORY, RIGHT_PATH_OPEN | RIGHT_FD_DATASYNC, 0);
    OK(wasi_path_open(other, 0, P("origin.txt"), 0, 0, 0, DSYNC, unused));
}
