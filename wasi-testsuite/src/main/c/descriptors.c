/* Numbers of descriptors, and what a descriptor says about itself. */
#include "suite.h"

CASE(fd_close, what_is_not_open_is_ebadf)
{
    FAILS(EBADF, wasi_fd_close(BAD_FD));
    FAILS(EBADF, wasi_fd_close(-1));
    FAILS(EBADF, wasi_fd_close(INT32_MIN));
    FAILS(EBADF, wasi_fd_close(INT32_MAX));
}

CASE(fd_close, a_second_time_is_ebadf)
{
    int file = open_new("file");
    OK(wasi_fd_close(file));
    FAILS(EBADF, wasi_fd_close(file));
}

CASE(fd_close, the_number_is_used_again_lowest_first)
{
    int one = open_new("one");
    int two = open_new("two");
    OK(wasi_fd_close(one));
    EQUAL(one, open_new("three"));
    OK(wasi_fd_close(two));
    OK(wasi_fd_close(one));
    EQUAL(one, open_file("one"));
    EQUAL(two, open_file("two"));
}

CASE(fd_close, closes_streams)
{
    OK(wasi_fd_close(STDIN));
    OK(wasi_fd_close(STDOUT));
    OK(wasi_fd_close(STDERR));
    struct iovec vector = {"x", 1};
    FAILS(EBADF, wasi_fd_write(STDOUT, &vector, 1, unused));
    FAILS(EBADF, wasi_fd_write(STDERR, &vector, 1, unused));
    FAILS(EBADF, wasi_fd_read(STDIN, &vector, 1, unused));
}

CASE(fd_close, of_the_preopened_directory_leaves_what_was_opened_below)
{
    OK(wasi_fd_close(ROOT));
    FAILS(EBADF, wasi_path_open(ROOT, 0, P("app"), 0, 0, 0, 0, unused));
    FAILS(EBADF, wasi_fd_prestat_get(ROOT, unused));
    make_file("file", "still works");
    EQUAL(11, status("file").size);
}

CASE(fd_close, a_directory_leaves_what_was_opened_below)
{
    make_dir("dir");
    int dir = open_dir("dir");
    int file = open_at(dir, "file", CREAT, ALL_RIGHTS, 0);
    OK(wasi_fd_close(dir));
    put(file, "text");
    EQUAL(4, status("dir/file").size);
}

CASE(fd_close, forgets_an_unlinked_file)
{
    int file = open_new("file");
    put(file, "text");
    remove_file("file");
    OK(wasi_fd_close(file));
    FAILS(EBADF, wasi_fd_close(file));
    TRUE(!exists("file"));
}

CASE(fd_renumber, moves_the_descriptor)
{
    int from = open_new("from");
    int to = open_new("to");
    put(from, "12345");
    OK(wasi_fd_renumber(from, to));
    EQUAL(5, tell(to));
    put(to, "678");
    EQUAL(8, status("from").size);
    EQUAL(0, status("to").size);
    FAILS(EBADF, wasi_fd_tell(from, unused));
}

CASE(fd_renumber, keeps_offset_flags_and_rights)
{
    int from = open_at(app, "from", CREAT, READ_RIGHTS, APPEND);
    int to = open_new("to");
    struct fdstat before = fdstat(from);
    OK(wasi_fd_renumber(from, to));
    struct fdstat after = fdstat(to);
    EQUAL(APPEND, after.flags);
    EQUAL(before.rights, after.rights);
    EQUAL(before.inheriting, after.inheriting);
}

CASE(fd_renumber, frees_the_old_number)
{
    int from = open_new("from");
    int to = open_new("to");
    OK(wasi_fd_renumber(to, from));
    FAILS(EBADF, wasi_fd_close(to));
    EQUAL(to, open_new("next"));
}

CASE(fd_renumber, onto_itself_changes_nothing)
{
    int file = open_new("file");
    OK(wasi_fd_renumber(file, file));
    put(file, "text");
    OK(wasi_fd_close(file));
    EQUAL(4, status("file").size);
}

CASE(fd_renumber, what_is_not_open_is_ebadf)
{
    int file = open_new("file");
    FAILS(EBADF, wasi_fd_renumber(file, BAD_FD));
    FAILS(EBADF, wasi_fd_renumber(BAD_FD, file));
    FAILS(EBADF, wasi_fd_renumber(BAD_FD, BAD_FD));
    FAILS(EBADF, wasi_fd_renumber(BAD_FD, BAD_FD + 1));
    FAILS(EBADF, wasi_fd_renumber(file, -1));
    FAILS(EBADF, wasi_fd_renumber(-1, file));
    put(file, "is still there");
}

CASE(fd_renumber, closes_what_it_overwrites)
{
    int unlinked = open_new("unlinked");
    int other = open_new("other");
    remove_file("unlinked");
    EQUAL(0, status_fd(unlinked).nlink);
    OK(wasi_fd_renumber(other, unlinked));
    EQUAL(1, status_fd(unlinked).nlink);
}

CASE(fd_renumber, over_a_standard_stream_redirects_it)
{
    int file = open_new("file");
    OK(wasi_fd_renumber(file, STDOUT));
    put(STDOUT, "into the file");
    EQUAL(REGULAR_FILE, fdstat(STDOUT).filetype);
    EQUAL(13, status("file").size);
}

CASE(fd_renumber, a_standard_stream_moves)
{
    int file = open_new("file");
    OK(wasi_fd_renumber(STDERR, file));
    put(file, "on standard error");
    FAILS(EBADF, wasi_fd_close(STDERR));
    EQUAL(UNKNOWN, fdstat(file).filetype);
}

CASE(fd_renumber, a_moved_preopen_stays_one)
{
    struct prestat stat;
    int file = open_new("file");
    OK(wasi_fd_renumber(ROOT, file));
    OK(wasi_fd_prestat_get(file, &stat));
    EQUAL(1, stat.name_length);
    FAILS(EBADF, wasi_fd_prestat_get(ROOT, &stat));
    OK(wasi_path_filestat_get(file, 0, P("app"), unused));
}

CASE(fd_renumber, over_a_preopen_ends_it)
{
    OK(wasi_fd_renumber(app, ROOT));
    FAILS(EBADF, wasi_fd_prestat_get(ROOT, unused));
    OK(wasi_path_filestat_get(ROOT, 0, P("origin.txt"), unused));
    FAILS(ENOENT, wasi_path_filestat_get(ROOT, 0, P("app"), unused));
}

CASE(fd_fdstat_get, what_is_not_open_is_ebadf)
{
    FAILS(EBADF, wasi_fd_fdstat_get(BAD_FD, unused));
    FAILS(EBADF, wasi_fd_fdstat_get(-1, unused));
}

CASE(fd_fdstat_get, streams_are_of_unknown_type)
{
    EQUAL(UNKNOWN, fdstat(STDIN).filetype);
    EQUAL(RIGHT_FD_READ, fdstat(STDIN).rights);
    for (int stream = STDOUT; stream <= STDERR; stream++) {
        EQUAL(UNKNOWN, fdstat(stream).filetype);
        EQUAL(RIGHT_FD_WRITE, fdstat(stream).rights);
        EQUAL(0, fdstat(stream).flags);
    }
}

CASE(fd_fdstat_get, files_and_directories_tell_their_type)
{
    EQUAL(REGULAR_FILE, fdstat(open_file("origin.txt")).filetype);
    EQUAL(DIRECTORY, fdstat(app).filetype);
    EQUAL(DIRECTORY, fdstat(ROOT).filetype);
}

CASE(fd_fdstat_get, tells_the_flags_given_at_opening)
{
    EQUAL(0, fdstat(open_at(app, "file", CREAT, ALL_RIGHTS, 0)).flags);
    EQUAL(APPEND, fdstat(open_at(app, "file", 0, ALL_RIGHTS, APPEND)).flags);
    EQUAL(NONBLOCK, fdstat(open_at(app, "file", 0, ALL_RIGHTS, NONBLOCK)).flags);
    EQUAL(APPEND | NONBLOCK, fdstat(open_at(app, "file", 0, ALL_RIGHTS, APPEND | NONBLOCK)).flags);
}

CASE(fd_fdstat_get, tells_how_a_file_was_opened)
{
    make_file("file", "");
    struct fdstat reading = fdstat(open_at(app, "file", 0, RIGHT_FD_READ, 0));
    TRUE(reading.rights & RIGHT_FD_READ);
    TRUE(!(reading.rights & RIGHT_FD_WRITE));
    struct fdstat writing = fdstat(open_at(app, "file", 0, RIGHT_FD_WRITE, 0));
    TRUE(writing.rights & RIGHT_FD_WRITE);
    TRUE(!(writing.rights & RIGHT_FD_READ));
}

CASE(fd_fdstat_get, the_preopen_passes_all_file_rights_on)
{
    struct fdstat stat = fdstat(ROOT);
    TRUE(stat.rights & RIGHT_PATH_OPEN);
    TRUE(stat.rights & RIGHT_FD_READDIR);
    EQUAL(ALL_RIGHTS, stat.inheriting & ALL_RIGHTS);
}

CASE(fd_fdstat_get, directories_have_no_right_to_seek_or_to_set_their_size)
{
    EQUAL(0, fdstat(ROOT).rights & (RIGHT_FD_SEEK | RIGHT_FD_FILESTAT_SET_SIZE));
    int dir = open_at(ROOT, "app", ODIRECTORY, DIRECTORY_RIGHTS | RIGHT_FD_SEEK | RIGHT_FD_FILESTAT_SET_SIZE, 0);
    EQUAL(0, fdstat(dir).rights & (RIGHT_FD_SEEK | RIGHT_FD_FILESTAT_SET_SIZE));
}

CASE(fd_fdstat_set_flags, append_can_be_set_and_taken_away)
{
    int file = open_new("file");
    put(file, "12345");
    OK(wasi_fd_fdstat_set_flags(file, APPEND));
    EQUAL(APPEND, fdstat(file).flags);
    seek(file, 0, SET);
    put(file, "678");
    EQUAL(8, tell(file));
    OK(wasi_fd_fdstat_set_flags(file, 0));
    EQUAL(0, fdstat(file).flags);
    seek(file, 0, SET);
    put(file, "abc");
    EQUAL(3, tell(file));
    char text[16];
    TEXT("abc45678", text, (uint32_t)read_file("file", text, sizeof text));
}

CASE(fd_fdstat_set_flags, nonblock_is_remembered)
{
    int file = open_new("file");
    OK(wasi_fd_fdstat_set_flags(file, NONBLOCK));
    EQUAL(NONBLOCK, fdstat(file).flags);
    put(file, "text");
}

CASE(fd_fdstat_set_flags, synchronised_writing_is_einval)
{
    int file = open_new("file");
    FAILS(EINVAL, wasi_fd_fdstat_set_flags(file, DSYNC));
    FAILS(EINVAL, wasi_fd_fdstat_set_flags(file, RSYNC));
    FAILS(EINVAL, wasi_fd_fdstat_set_flags(file, SYNC));
    FAILS(EINVAL, wasi_fd_fdstat_set_flags(file, APPEND | SYNC));
    EQUAL(0, fdstat(file).flags);
}

CASE(fd_fdstat_set_flags, unknown_flags_are_einval)
{
    int file = open_new("file");
    FAILS(EINVAL, wasi_fd_fdstat_set_flags(file, 32));
    FAILS(EINVAL, wasi_fd_fdstat_set_flags(file, 0x10000 | APPEND));
    EQUAL(0, fdstat(file).flags);
}

CASE(fd_fdstat_set_flags, what_is_no_file_is_ebadf)
{
    FAILS(EBADF, wasi_fd_fdstat_set_flags(app, 0));
    FAILS(EBADF, wasi_fd_fdstat_set_flags(STDOUT, NONBLOCK));
    FAILS(EBADF, wasi_fd_fdstat_set_flags(BAD_FD, 0));
}

CASE(fd_fdstat_set_flags, changes_one_descriptor_only)
{
    int one = open_new("file");
    int two = open_file("file");
    OK(wasi_fd_fdstat_set_flags(one, APPEND));
    EQUAL(0, fdstat(two).flags);
}

CASE(fd_prestat_get, the_root_is_the_only_preopen)
{
    struct prestat stat = {9, 9};
    OK(wasi_fd_prestat_get(ROOT, &stat));
    EQUAL(0, stat.tag);
    EQUAL(1, stat.name_length);
    FAILS(EBADF, wasi_fd_prestat_get(ROOT + 1, &stat));
}

CASE(fd_prestat_get, what_is_no_preopen_is_ebadf)
{
    FAILS(EBADF, wasi_fd_prestat_get(STDIN, unused));
    FAILS(EBADF, wasi_fd_prestat_get(app, unused));
    FAILS(EBADF, wasi_fd_prestat_get(open_file("origin.txt"), unused));
    FAILS(EBADF, wasi_fd_prestat_get(open_at(ROOT, ".", ODIRECTORY, 0, 0), unused));
    FAILS(EBADF, wasi_fd_prestat_get(BAD_FD, unused));
    FAILS(EBADF, wasi_fd_prestat_get(-1, unused));
}

CASE(fd_prestat_dir_name, writes_the_name_and_no_nul)
{
    char name[3] = "###";
    OK(wasi_fd_prestat_dir_name(ROOT, name, 1));
    TEXT("/##", name, 3);
}

CASE(fd_prestat_dir_name, more_room_is_no_error)
{
    char name[3] = "###";
    OK(wasi_fd_prestat_dir_name(ROOT, name, 3));
    TEXT("/##", name, 3);
}

CASE(fd_prestat_dir_name, less_room_is_enametoolong)
{
    char name = '#';
    FAILS(ENAMETOOLONG, wasi_fd_prestat_dir_name(ROOT, &name, 0));
    EQUAL('#', name);
}

CASE(fd_prestat_dir_name, what_is_no_preopen_is_enotdir)
{
    char name[8];
    FAILS(ENOTDIR, wasi_fd_prestat_dir_name(app, name, sizeof name));
    FAILS(ENOTDIR, wasi_fd_prestat_dir_name(STDIN, name, sizeof name));
    FAILS(ENOTDIR, wasi_fd_prestat_dir_name(open_file("origin.txt"), name, sizeof name));
}

CASE(fd_prestat_dir_name, what_is_not_open_is_ebadf)
{
    char name[8];
    FAILS(EBADF, wasi_fd_prestat_dir_name(BAD_FD, name, sizeof name));
}

CASE(fd_close, standard_numbers_are_used_again_too)
{
    int fd = -1;
    OK(wasi_fd_close(STDIN));
    OK(wasi_path_open(app, 0, P("origin.txt"), 0, READ_RIGHTS, 0, 0, &fd));
    EQUAL(STDIN, fd);
    EQUAL(REGULAR_FILE, fdstat(STDIN).filetype);
}

CASE(path_open, thousands_can_be_opened_one_after_the_other)
{
    int first = open_file("origin.txt");
    OK(wasi_fd_close(first));
    for (int i = 0; i < 2000; i++) {
        int fd = open_file("origin.txt");
        EQUAL(first, fd);
        OK(wasi_fd_close(fd));
    }
}
