/* path_open: its flags, and what it finds at the end of the path. */
#include "suite.h"

CASE(path_open, what_is_not_there_is_enoent)
{
    FAILS(ENOENT, try_open("missing", 0, 0, READ_RIGHTS, 0));
    FAILS(ENOENT, try_open("missing", 0, TRUNC, ALL_RIGHTS, 0));
    FAILS(ENOENT, try_open("missing", 0, ODIRECTORY, 0, 0));
    FAILS(ENOENT, try_open("missing/", 0, 0, READ_RIGHTS, 0));
    FAILS(ENOENT, try_open("missing", 0, EXCL, READ_RIGHTS, 0));
}

CASE(path_open, creat_makes_an_empty_file)
{
    OK(try_open("new", 0, CREAT, ALL_RIGHTS, 0));
    EQUAL(REGULAR_FILE, status("new").filetype);
    EQUAL(0, status("new").size);
}

CASE(path_open, creat_opens_what_is_there)
{
    OK(try_open("origin.txt", 0, CREAT, ALL_RIGHTS, 0));
    EQUAL(8, status("origin.txt").size);
}

CASE(path_open, creat_and_excl_on_what_is_there_is_eexist)
{
    make_link("nowhere", "dangling");
    FAILS(EEXIST, try_open("origin.txt", 0, CREAT | EXCL, ALL_RIGHTS, 0));
    FAILS(EEXIST, try_open("origin_dir", 0, CREAT | EXCL, ALL_RIGHTS, 0));
    FAILS(EEXIST, try_open("origin_link", FOLLOW, CREAT | EXCL, ALL_RIGHTS, 0));
    FAILS(EEXIST, try_open("dangling", FOLLOW, CREAT | EXCL, ALL_RIGHTS, 0));
    FAILS(EEXIST, try_open("dangling", 0, CREAT | EXCL, ALL_RIGHTS, 0));
    TRUE(!exists("nowhere"));
}

CASE(path_open, excl_without_creat_means_nothing)
{
    OK(try_open("origin.txt", 0, EXCL, READ_RIGHTS, 0));
}

CASE(path_open, creat_with_a_slash_is_eisdir)
{
    FAILS(EISDIR, try_open("new/", 0, CREAT, ALL_RIGHTS, 0));
    FAILS(EISDIR, try_open("origin_dir/", 0, CREAT, ALL_RIGHTS, 0));
    FAILS(EISDIR, try_open("origin.txt/", 0, CREAT, ALL_RIGHTS, 0));
    FAILS(EISDIR, try_open("origin_link/", FOLLOW, CREAT, ALL_RIGHTS, 0));
    FAILS(EEXIST, try_open("./", 0, CREAT | EXCL, ALL_RIGHTS, 0));
    FAILS(EISDIR, try_open("new/", 0, CREAT | EXCL, ALL_RIGHTS, 0));
    TRUE(!exists("new"));
}

CASE(path_open, trunc_empties)
{
    OK(try_open("origin.txt", 0, TRUNC, ALL_RIGHTS, 0));
    EQUAL(0, status("origin.txt").size);
}

CASE(path_open, trunc_needs_no_right_to_write)
{
    OK(try_open("origin.txt", 0, TRUNC, 0, 0));
    EQUAL(0, status("origin.txt").size);
}

CASE(path_open, creat_and_trunc_together)
{
    OK(try_open("origin.txt", 0, CREAT | TRUNC, ALL_RIGHTS, 0));
    EQUAL(0, status("origin.txt").size);
    OK(try_open("new", 0, CREAT | TRUNC, ALL_RIGHTS, 0));
    EQUAL(0, status("new").size);
}

CASE(path_open, creat_and_excl_and_trunc_on_what_is_there_leaves_it)
{
    FAILS(EEXIST, try_open("origin.txt", 0, CREAT | EXCL | TRUNC, ALL_RIGHTS, 0));
    EQUAL(8, status("origin.txt").size);
}

CASE(path_open, trunc_is_seen_by_open_descriptors)
{
    int file = open_file("origin.txt");
    char byte;
    seek(file, 4, SET);
    OK(try_open("origin.txt", 0, TRUNC, ALL_RIGHTS, 0));
    EQUAL(0, status_fd(file).size);
    EQUAL(4, tell(file));
    EQUAL(0, get(file, &byte, 1));
}

CASE(path_open, directory_on_a_file_is_enotdir)
{
    FAILS(ENOTDIR, try_open("origin.txt", 0, ODIRECTORY, 0, 0));
    FAILS(ENOTDIR, try_open("origin_link", FOLLOW, ODIRECTORY, 0, 0));
}

CASE(path_open, directory_with_creat_excl_or_trunc_is_einval)
{
    FAILS(EINVAL, try_open("new", 0, ODIRECTORY | CREAT, 0, 0));
    FAILS(EINVAL, try_open("origin_dir", 0, ODIRECTORY | CREAT, 0, 0));
    FAILS(EINVAL, try_open("origin_dir", 0, ODIRECTORY | EXCL, 0, 0));
    FAILS(EINVAL, try_open("origin_dir", 0, ODIRECTORY | TRUNC, 0, 0));
    FAILS(EINVAL, try_open("new", 0, ODIRECTORY | CREAT | EXCL, 0, 0));
    TRUE(!exists("new"));
}

CASE(path_open, directories_open_without_the_flag)
{
    int fd = -1;
    OK(wasi_path_open(app, 0, P("origin_dir"), 0, READ_RIGHTS, 0, 0, &fd));
    EQUAL(DIRECTORY, fdstat(fd).filetype);
}

CASE(path_open, writing_to_a_directory_is_eisdir)
{
    FAILS(EISDIR, try_open("origin_dir", 0, 0, ALL_RIGHTS, 0));
    FAILS(EISDIR, try_open(".", 0, 0, RIGHT_FD_WRITE, 0));
    FAILS(EISDIR, try_open("origin_dir", 0, TRUNC, 0, 0));
    FAILS(EISDIR, try_open("origin_dir", 0, CREAT, 0, 0));
    FAILS(EISDIR, try_open("origin_dir", 0, CREAT | TRUNC, ALL_RIGHTS, 0));
}

CASE(path_open, a_slash_on_a_file_is_enotdir)
{
    FAILS(ENOTDIR, try_open("origin.txt/", 0, 0, READ_RIGHTS, 0));
    FAILS(ENOTDIR, try_open("origin.txt///", 0, 0, READ_RIGHTS, 0));
    FAILS(ENOTDIR, try_open("origin.txt/.", 0, 0, READ_RIGHTS, 0));
    FAILS(ENOTDIR, try_open("origin.txt/..", 0, 0, READ_RIGHTS, 0));
}

CASE(path_open, a_slash_on_a_directory_is_taken)
{
    OK(try_open("origin_dir/", 0, 0, 0, 0));
    OK(try_open("origin_dir///", 0, ODIRECTORY, 0, 0));
    OK(try_open("origin_dir/.", 0, ODIRECTORY, 0, 0));
}

CASE(path_open, a_link_that_is_not_followed_is_eloop)
{
    FAILS(ELOOP, try_open("origin_link", 0, 0, READ_RIGHTS, 0));
    make_link("nowhere", "dangling");
    FAILS(ELOOP, try_open("dangling", 0, 0, READ_RIGHTS, 0));
    FAILS(ELOOP, try_open("dangling", 0, CREAT, ALL_RIGHTS, 0));
    TRUE(!exists("nowhere"));
}

CASE(path_open, a_link_that_is_not_followed_is_eloop_also_as_a_directory)
{
    make_link("origin_dir", "to_dir");
    FAILS(ELOOP, try_open("to_dir", 0, ODIRECTORY, 0, 0));
    FAILS(ELOOP, try_open("origin_link", 0, ODIRECTORY, 0, 0));
}

CASE(path_open, links_are_followed)
{
    char text[16];
    make_link("origin_dir", "to_dir");
    make_link("to_dir", "to_link");
    TEXT("original", text, (uint32_t)read_file("origin_link", text, sizeof text));
    TEXT("inner", text, (uint32_t)read_file("to_dir/inner.txt", text, sizeof text));
    TEXT("inner", text, (uint32_t)read_file("to_link/inner.txt", text, sizeof text));
    OK(try_open("to_link", FOLLOW, ODIRECTORY, 0, 0));
}

CASE(path_open, a_slash_follows_a_link)
{
    make_link("origin_dir", "to_dir");
    OK(try_open("to_dir/", 0, ODIRECTORY, 0, 0));
    FAILS(ENOTDIR, try_open("origin_link/", FOLLOW, 0, READ_RIGHTS, 0));
}

CASE(path_open, a_link_target_with_a_slash_demands_a_directory)
{
    make_link("origin_dir/", "to_dir");
    make_link("origin.txt/", "to_file");
    OK(try_open("to_dir", FOLLOW, 0, 0, 0));
    FAILS(ENOTDIR, try_open("to_file", FOLLOW, 0, READ_RIGHTS, 0));
}

CASE(path_open, creates_behind_a_dangling_link)
{
    make_link("created", "dangling");
    OK(try_open("dangling", FOLLOW, CREAT, ALL_RIGHTS, 0));
    EQUAL(REGULAR_FILE, status("created").filetype);
    EQUAL(SYMBOLIC_LINK, status("dangling").filetype);
}

CASE(path_open, creates_behind_a_chain_of_links)
{
    make_link("second", "first");
    make_link("origin_dir/third", "second");
    OK(try_open("first", FOLLOW, CREAT, ALL_RIGHTS, 0));
    EQUAL(REGULAR_FILE, status("origin_dir/third").filetype);
}

CASE(path_open, never_creates_behind_a_link_that_leads_out)
{
    make_link("../other/created", "out");
    FAILS(EPERM, try_open("out", FOLLOW, CREAT, ALL_RIGHTS, 0));
    FAILS(EPERM, wasi_path_open(ROOT, FOLLOW, P("app/out"), CREAT, ALL_RIGHTS, 0, 0, unused));
    FAILS(ENOENT, wasi_path_filestat_get(ROOT, 0, P("other/created"), unused));
}

CASE(path_open, loops_end_in_eloop)
{
    make_link("loop", "loop");
    make_link("./two", "one");
    make_link("origin_dir/../one", "two");
    FAILS(ELOOP, try_open("loop", FOLLOW, 0, READ_RIGHTS, 0));
    FAILS(ELOOP, try_open("one", FOLLOW, CREAT, ALL_RIGHTS, 0));
    FAILS(ELOOP, try_open("one/x", FOLLOW, CREAT, ALL_RIGHTS, 0));
}

CASE(path_open, forty_links_are_followed_and_no_more)
{
    char name[4] = "l00";
    char next[4] = "l00";
    for (int i = 0; i < 41; i++) {
        name[1] = (char)('0' + i / 10);
        name[2] = (char)('0' + i % 10);
        make_link(i == 0 ? "origin.txt" : next, name);
        memcpy(next, name, sizeof next);
    }
    OK(try_open("l39", FOLLOW, 0, READ_RIGHTS, 0));
    FAILS(ELOOP, try_open("l40", FOLLOW, 0, READ_RIGHTS, 0));
}

CASE(path_open, links_that_double_end_too)
{
    char name[3] = "a0";
    char target[8] = "a0/../a0";
    make_dir("a");
    make_link("a", "a0");
    for (char digit = '1'; digit <= '9'; digit++) {
        name[1] = digit;
        target[1] = target[7] = (char)(digit - 1);
        OK(wasi_path_symlink(target, 8, app, name, 2));
    }
    FAILS(ELOOP, try_open("a9", FOLLOW, 0, 0, 0));
}

CASE(path_open, unknown_flags_are_einval)
{
    FAILS(EINVAL, try_open("origin.txt", 2, 0, READ_RIGHTS, 0));
    FAILS(EINVAL, try_open("origin.txt", 0x80000000, 0, READ_RIGHTS, 0));
    FAILS(EINVAL, try_open("origin.txt", 0, 16, READ_RIGHTS, 0));
    FAILS(EINVAL, try_open("origin.txt", 0, 0, READ_RIGHTS, 32));
    FAILS(EINVAL, try_open("new", 0, CREAT | 0x100, ALL_RIGHTS, 0));
    TRUE(!exists("new"));
}

CASE(path_open, synchronised_files_are_just_files)
{
    int file = open_at(app, "file", CREAT, ALL_RIGHTS, DSYNC | RSYNC | SYNC);
    EQUAL(DSYNC | RSYNC | SYNC, fdstat(file).flags);
    put(file, "text");
}

CASE(path_open, each_call_gives_another_descriptor)
{
    int one = open_file("origin.txt");
    int two = open_file("origin.txt");
    TRUE(one != two && one > STDERR && two > STDERR);
    OK(wasi_fd_close(one));
    put(two, "x");
}

CASE(path_open, a_failure_takes_no_descriptor)
{
    int one = open_file("origin.txt");
    OK(wasi_fd_close(one));
    FAILS(ENOENT, try_open("missing", 0, 0, READ_RIGHTS, 0));
    FAILS(EFAULT, wasi_path_open(app, 0, P("origin.txt"), 0, 0, 0, 0, (void *)0xffffffffu));
    EQUAL(one, open_file("origin.txt"));
}

CASE(path_open, more_than_the_limit_is_emfile)
{
    int error = SUCCESS;
    int opened = 0;
    while (error == SUCCESS && opened < 1000) {
        error = wasi_path_open(app, 0, P("origin.txt"), 0, 0, 0, 0, unused);
        opened += error == SUCCESS;
    }
    EQUAL(EMFILE, error);
    EQUAL(64 - 5, opened);
    FAILS(EMFILE, wasi_path_open(app, 0, P("new"), CREAT, ALL_RIGHTS, 0, 0, unused));
    TRUE(!exists("new"));
    OK(wasi_fd_close(STDIN));
    OK(wasi_path_open(app, 0, P("origin.txt"), 0, 0, 0, 0, unused));
}

CASE(path_open, of_the_base_itself_gives_a_descriptor_of_its_own)
{
    int self = open_dir(".");
    OK(wasi_fd_close(app));
    OK(wasi_path_filestat_get(self, 0, P("origin.txt"), unused));
}

CASE(path_open, dots_behind_a_name)
{
    FAILS(ENOENT, try_open("missing/.", 0, 0, 0, 0));
    FAILS(ENOENT, try_open("new/.", 0, CREAT, ALL_RIGHTS, 0));
    FAILS(EISDIR, try_open("origin_dir/.", 0, CREAT, ALL_RIGHTS, 0));
    FAILS(EISDIR, try_open("origin_dir/..", 0, CREAT, ALL_RIGHTS, 0));
    TRUE(!exists("new"));
}

CASE(path_open, links_are_counted_over_the_whole_path)
{
    char path[128];
    uint32_t length = 0;
    make_link(".", "here");
    for (int i = 0; i < 20; i++) {
        memcpy(path + length, "here/", 5);
        length += 5;
    }
    OK(wasi_path_open(app, 0, path, length, ODIRECTORY, 0, 0, 0, unused));
    char twice[512];
    for (uint32_t i = 0; i < 3; i++) {
        memcpy(twice + i * length, path, length);
    }
    FAILS(ELOOP, wasi_path_open(app, 0, twice, 3 * length, ODIRECTORY, 0, 0, 0, unused));
}

CASE(path_open, creat_for_reading_makes_the_file_too)
{
    OK(try_open("new", 0, CREAT, READ_RIGHTS, 0));
    EQUAL(REGULAR_FILE, status("new").filetype);
}
