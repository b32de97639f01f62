/* Descriptors of what has lost its name. */
#include "suite.h"

static int removed(void)
{
    make_dir("gone");
    int dir = open_dir("gone");
    remove_dir("gone");
    return dir;
}

CASE(path_open, in_a_removed_directory_is_enoent)
{
    int dir = removed();
    FAILS(ENOENT, wasi_path_open(dir, 0, P("x"), 0, 0, 0, 0, unused));
    FAILS(ENOENT, wasi_path_open(dir, 0, P("x"), CREAT, ALL_RIGHTS, 0, 0, unused));
}

CASE(path_open, of_a_removed_directory_itself_still_works)
{
    int dir = removed();
    EQUAL(DIRECTORY, fdstat(open_at(dir, ".", ODIRECTORY, 0, 0)).filetype);
}

CASE(path_create_directory, in_a_removed_directory_is_enoent)
{
    FAILS(ENOENT, wasi_path_create_directory(removed(), P("x")));
}

CASE(path_symlink, in_a_removed_directory_is_enoent)
{
    FAILS(ENOENT, wasi_path_symlink(P("target"), removed(), P("x")));
}

CASE(path_link, into_a_removed_directory_is_enoent)
{
    FAILS(ENOENT, wasi_path_link(app, 0, P("origin.txt"), removed(), P("x")));
}

CASE(path_rename, into_a_removed_directory_is_enoent)
{
    FAILS(ENOENT, wasi_path_rename(app, P("origin.txt"), removed(), P("x")));
    EQUAL(8, status("origin.txt").size);
}

CASE(path_filestat_get, of_a_removed_directory_still_works)
{
    int dir = removed();
    struct filestat stat;
    EQUAL(DIRECTORY, status_fd(dir).filetype);
    OK(wasi_path_filestat_get(dir, 0, P("."), &stat));
    EQUAL(DIRECTORY, stat.filetype);
    FAILS(ENOENT, wasi_path_filestat_get(dir, 0, P("x"), unused));
}

CASE(path_filestat_get, above_a_removed_directory_is_eperm)
{
    FAILS(EPERM, wasi_path_filestat_get(removed(), 0, P(".."), unused));
}

CASE(path_remove_directory, in_a_removed_directory_is_enoent)
{
    FAILS(ENOENT, wasi_path_remove_directory(removed(), P("x")));
}

CASE(path_unlink_file, in_a_removed_directory_is_enoent)
{
    FAILS(ENOENT, wasi_path_unlink_file(removed(), P("x")));
}

CASE(path_remove_directory, a_removed_name_can_be_given_anew)
{
    int dir = removed();
    make_dir("gone");
    make_file("gone/file", "");
    FAILS(ENOENT, wasi_path_filestat_get(dir, 0, P("file"), unused));
    TRUE(status_fd(dir).ino != status("gone").ino);
}

CASE(path_rename, over_an_open_directory_makes_that_one_dangle)
{
    make_dir("empty");
    int dir = open_dir("empty");
    OK(wasi_path_rename(app, P("origin_dir"), app, P("empty")));
    FAILS(ENOENT, wasi_path_open(dir, 0, P("inner.txt"), 0, 0, 0, 0, unused));
    FAILS(ENOENT, wasi_path_open(dir, 0, P("x"), CREAT, ALL_RIGHTS, 0, 0, unused));
}

CASE(fd_write, to_a_file_with_no_name_left)
{
    int file = open_new("file");
    int other = open_file("file");
    remove_file("file");
    put(file, "still shared");
    EQUAL(12, status_fd(other).size);
    OK(wasi_fd_close(file));
    EQUAL(12, status_fd(other).size);
}

CASE(path_link, a_file_open_twice_and_unlinked_once)
{
    OK(wasi_path_link(app, 0, P("origin.txt"), app, P("second")));
    int file = open_file("origin.txt");
    remove_file("origin.txt");
    EQUAL(1, status_fd(file).nlink);
    remove_file("second");
    EQUAL(0, status_fd(file).nlink);
    EQUAL(8, status_fd(file).size);
}
