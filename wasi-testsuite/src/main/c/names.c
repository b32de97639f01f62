/* Making and removing names: directories, files, symbolic and hard links. */
#include "suite.h"

static char text[64];
static uint32_t used;

CASE(path_create_directory, makes_an_empty_directory)
{
    make_dir("new");
    EQUAL(DIRECTORY, status("new").filetype);
    remove_dir("new");
}

CASE(path_create_directory, what_is_there_is_eexist)
{
    make_link("nowhere", "dangling");
    FAILS(EEXIST, wasi_path_create_directory(app, P("origin.txt")));
    FAILS(EEXIST, wasi_path_create_directory(app, P("origin_dir")));
    FAILS(EEXIST, wasi_path_create_directory(app, P("origin_link")));
    FAILS(EEXIST, wasi_path_create_directory(app, P("dangling")));
    FAILS(EEXIST, wasi_path_create_directory(app, P(".")));
    FAILS(EEXIST, wasi_path_create_directory(app, P("origin_dir/..")));
    TRUE(!exists("nowhere"));
}

CASE(path_create_directory, slashes_behind_are_taken)
{
    OK(wasi_path_create_directory(app, P("one/")));
    OK(wasi_path_create_directory(app, P("two///")));
    FAILS(EEXIST, wasi_path_create_directory(app, P("origin_dir/")));
    FAILS(EEXIST, wasi_path_create_directory(app, P("origin.txt/")));
}

CASE(path_create_directory, behind_a_link_in_the_middle)
{
    make_link("origin_dir", "link");
    OK(wasi_path_create_directory(app, P("link/new")));
    EQUAL(DIRECTORY, status("origin_dir/new").filetype);
}

CASE(path_create_directory, too_deep_is_refused)
{
    static char path[4096];
    uint32_t length = 0;
    int error = SUCCESS;
    int depth = 0;
    while (error == SUCCESS && depth < 200) {
        path[length++] = 'd';
        error = wasi_path_create_directory(app, path, length);
        path[length++] = '/';
        depth += error == SUCCESS;
    }
    EQUAL(ENAMETOOLONG, error);
    EQUAL(32 - 1, depth);
}

CASE(path_create_directory, too_many_entries_are_enospc)
{
    char name[4] = "000";
    int error = SUCCESS;
    int made = 0;
    while (error == SUCCESS && made < 999) {
        name[0] = (char)('0' + made / 100);
        name[1] = (char)('0' + made / 10 % 10);
        name[2] = (char)('0' + made % 10);
        error = wasi_path_create_directory(app, name, 3);
        made += error == SUCCESS;
    }
    EQUAL(ENOSPC, error);
    FAILS(ENOSPC, try_open("new", 0, CREAT, ALL_RIGHTS, 0));
    FAILS(ENOSPC, wasi_path_symlink(P("target"), app, P("new")));
    FAILS(ENOSPC, wasi_path_link(app, 0, P("origin.txt"), app, P("new")));
    OK(wasi_path_remove_directory(app, P("000")));
    make_file("new", "");
}

CASE(path_remove_directory, only_an_empty_directory_goes)
{
    make_dir("dir");
    make_file("dir/file", "");
    FAILS(ENOTEMPTY, wasi_path_remove_directory(app, P("dir")));
    remove_file("dir/file");
    OK(wasi_path_remove_directory(app, P("dir")));
    TRUE(!exists("dir"));
}

CASE(path_remove_directory, a_directory_of_the_host_goes_when_it_is_empty)
{
    FAILS(ENOTEMPTY, wasi_path_remove_directory(app, P("origin_dir")));
    remove_file("origin_dir/inner.txt");
    OK(wasi_path_remove_directory(app, P("origin_dir")));
    FAILS(ENOENT, wasi_path_remove_directory(app, P("origin_dir")));
}

CASE(path_remove_directory, what_is_no_directory_is_enotdir)
{
    make_link("origin_dir", "to_dir");
    FAILS(ENOTDIR, wasi_path_remove_directory(app, P("origin.txt")));
    FAILS(ENOTDIR, wasi_path_remove_directory(app, P("origin.txt/")));
    FAILS(ENOTDIR, wasi_path_remove_directory(app, P("origin_link")));
    FAILS(ENOTDIR, wasi_path_remove_directory(app, P("to_dir")));
}

CASE(path_remove_directory, slashes_behind_are_taken)
{
    make_dir("one");
    make_dir("two");
    OK(wasi_path_remove_directory(app, P("one/")));
    OK(wasi_path_remove_directory(app, P("two///")));
}

CASE(path_remove_directory, behind_a_link_is_refused)
{
    make_dir("dir");
    make_link("dir", "link");
    FAILS(ENOTDIR, wasi_path_remove_directory(app, P("link/")));
    EQUAL(DIRECTORY, status("dir").filetype);
}

CASE(path_remove_directory, dot_is_einval)
{
    make_dir("dir");
    FAILS(EINVAL, wasi_path_remove_directory(app, P(".")));
    FAILS(EINVAL, wasi_path_remove_directory(app, P("./")));
    FAILS(EINVAL, wasi_path_remove_directory(app, P("dir/.")));
    EQUAL(DIRECTORY, status("dir").filetype);
}

CASE(path_remove_directory, dots_behind_a_name_are_enotempty)
{
    make_dir("dir");
    make_dir("dir/deep");
    FAILS(ENOTEMPTY, wasi_path_remove_directory(app, P("dir/deep/..")));
}

CASE(path_remove_directory, what_is_not_there_is_enoent)
{
    FAILS(ENOENT, wasi_path_remove_directory(app, P("missing")));
    FAILS(ENOENT, wasi_path_remove_directory(app, P("missing/")));
}

CASE(path_remove_directory, a_directory_with_removed_and_new_entries)
{
    make_file("origin_dir/new", "");
    remove_file("origin_dir/inner.txt");
    FAILS(ENOTEMPTY, wasi_path_remove_directory(app, P("origin_dir")));
    remove_file("origin_dir/new");
    remove_dir("origin_dir");
}

CASE(path_unlink_file, takes_the_name_away)
{
    remove_file("origin.txt");
    TRUE(!exists("origin.txt"));
    FAILS(ENOENT, wasi_path_unlink_file(app, P("origin.txt")));
}

CASE(path_unlink_file, a_directory_is_eisdir)
{
    FAILS(EISDIR, wasi_path_unlink_file(app, P("origin_dir")));
    FAILS(EISDIR, wasi_path_unlink_file(app, P("origin_dir/")));
    FAILS(EISDIR, wasi_path_unlink_file(app, P(".")));
    FAILS(EISDIR, wasi_path_unlink_file(app, P("origin_dir/..")));
}

CASE(path_unlink_file, a_slash_on_a_file_is_enotdir)
{
    FAILS(ENOTDIR, wasi_path_unlink_file(app, P("origin.txt/")));
    FAILS(ENOTDIR, wasi_path_unlink_file(app, P("origin_link/")));
    EQUAL(8, status("origin.txt").size);
}

CASE(path_unlink_file, takes_the_link_and_not_its_target)
{
    remove_file("origin_link");
    EQUAL(8, status("origin.txt").size);
    make_link("origin_dir", "to_dir");
    remove_file("to_dir");
    EQUAL(DIRECTORY, status("origin_dir").filetype);
    make_link("loop", "loop");
    remove_file("loop");
}

CASE(path_unlink_file, a_link_to_a_directory_with_a_slash_is_enotdir)
{
    make_link("origin_dir", "to_dir");
    FAILS(ENOTDIR, wasi_path_unlink_file(app, P("to_dir/")));
}

CASE(path_unlink_file, what_is_not_there_is_enoent)
{
    FAILS(ENOENT, wasi_path_unlink_file(app, P("missing")));
    FAILS(ENOENT, wasi_path_unlink_file(app, P("missing/")));
}

CASE(path_unlink_file, an_open_file_lives_until_it_is_closed)
{
    int file = open_file("origin.txt");
    remove_file("origin.txt");
    TEXT("original", text, get(file, text, sizeof text));
    put(file, " and more");
    seek(file, 0, SET);
    TEXT("original and more", text, get(file, text, sizeof text));
    EQUAL(17, status_fd(file).size);
    OK(wasi_fd_close(file));
}

CASE(path_unlink_file, the_name_can_be_given_anew_while_the_file_is_open)
{
    int old = open_file("origin.txt");
    remove_file("origin.txt");
    make_file("origin.txt", "another");
    TEXT("original", text, get(old, text, sizeof text));
    TEXT("another", text, (uint32_t)read_file("origin.txt", text, sizeof text));
    TRUE(status_fd(old).ino != status("origin.txt").ino);
}

CASE(path_symlink, keeps_its_target_as_it_is)
{
    make_link("some//odd/../target/", "link");
    OK(wasi_path_readlink(app, P("link"), text, sizeof text, &used));
    TEXT("some//odd/../target/", text, used);
    EQUAL(20, status("link").size);
    EQUAL(SYMBOLIC_LINK, status("link").filetype);
}

CASE(path_symlink, an_absolute_target_is_eperm)
{
    FAILS(EPERM, wasi_path_symlink(P("/"), app, P("link")));
    FAILS(EPERM, wasi_path_symlink(P("/app/origin.txt"), app, P("link")));
    FAILS(EPERM, wasi_path_symlink(P("//other"), app, P("link")));
    TRUE(!exists("link"));
}

CASE(path_symlink, targets_need_not_be_there)
{
    make_link("nowhere", "one");
    make_link("../../../outside", "two");
    make_link("two/../x", "three");
    EQUAL(SYMBOLIC_LINK, status("one").filetype);
    EQUAL(SYMBOLIC_LINK, status("two").filetype);
    EQUAL(SYMBOLIC_LINK, status("three").filetype);
}

CASE(path_symlink, what_is_there_is_eexist)
{
    make_link("nowhere", "dangling");
    FAILS(EEXIST, wasi_path_symlink(P("x"), app, P("origin.txt")));
    FAILS(EEXIST, wasi_path_symlink(P("x"), app, P("origin_dir")));
    FAILS(EEXIST, wasi_path_symlink(P("x"), app, P("origin_dir/")));
    FAILS(EEXIST, wasi_path_symlink(P("x"), app, P("origin_link")));
    FAILS(EEXIST, wasi_path_symlink(P("x"), app, P("dangling")));
    FAILS(EEXIST, wasi_path_symlink(P("x"), app, P(".")));
}

CASE(path_symlink, an_empty_target_is_enoent)
{
    FAILS(ENOENT, wasi_path_symlink(P(""), app, P("link")));
    TRUE(!exists("link"));
}

CASE(path_symlink, a_slash_behind_the_new_name_is_enoent)
{
    FAILS(ENOENT, wasi_path_symlink(P("target"), app, P("link/")));
    TRUE(!exists("link"));
}

CASE(path_symlink, bad_targets_are_refused)
{
    static char target[4097];
    memset(target, 'x', sizeof target);
    FAILS(ENAMETOOLONG, wasi_path_symlink(target, 4096, app, P("link")));
    FAILS(EILSEQ, wasi_path_symlink(P("\xff"), app, P("link")));
    FAILS(EINVAL, wasi_path_symlink(P("a\0b"), app, P("link")));
    FAILS(EFAULT, wasi_path_symlink((void *)0xffffffffu, 2, app, P("link")));
    TRUE(!exists("link"));
}

CASE(path_readlink, gives_the_target_without_nul)
{
    memset(text, '#', sizeof text);
    OK(wasi_path_readlink(app, P("origin_link"), text, sizeof text, &used));
    EQUAL(10, used);
    TEXT("origin.txt#", text, 11);
}

CASE(path_readlink, cuts_what_does_not_fit)
{
    memset(text, '#', sizeof text);
    OK(wasi_path_readlink(app, P("origin_link"), text, 6, &used));
    EQUAL(6, used);
    TEXT("origin#", text, 7);
    OK(wasi_path_readlink(app, P("origin_link"), text, 0, &used));
    EQUAL(0, used);
}

CASE(path_readlink, what_is_no_link_is_einval)
{
    FAILS(EINVAL, wasi_path_readlink(app, P("origin.txt"), text, sizeof text, &used));
    FAILS(EINVAL, wasi_path_readlink(app, P("origin_dir"), text, sizeof text, &used));
    FAILS(EINVAL, wasi_path_readlink(app, P("."), text, sizeof text, &used));
}

CASE(path_readlink, what_is_not_there_is_enoent)
{
    FAILS(ENOENT, wasi_path_readlink(app, P("missing"), text, sizeof text, &used));
}

CASE(path_readlink, a_slash_follows_the_link)
{
    make_link("origin_dir", "to_dir");
    FAILS(EINVAL, wasi_path_readlink(app, P("to_dir/"), text, sizeof text, &used));
    FAILS(ENOTDIR, wasi_path_readlink(app, P("origin_link/"), text, sizeof text, &used));
}

CASE(path_link, makes_a_second_name_of_one_file)
{
    OK(wasi_path_link(app, 0, P("origin.txt"), app, P("second")));
    EQUAL(status("origin.txt").ino, status("second").ino);
    EQUAL(2, status("second").nlink);
    int file = open_file("second");
    put(file, "OR");
    TEXT("ORiginal", text, (uint32_t)read_file("origin.txt", text, sizeof text));
    remove_file("origin.txt");
    EQUAL(1, status("second").nlink);
    TEXT("ORiginal", text, (uint32_t)read_file("second", text, sizeof text));
}

CASE(path_link, into_another_directory)
{
    OK(wasi_path_link(app, 0, P("origin.txt"), open_dir("origin_dir"), P("second")));
    EQUAL(status("origin.txt").ino, status("origin_dir/second").ino);
}

CASE(path_link, what_is_there_is_eexist)
{
    make_link("nowhere", "dangling");
    FAILS(EEXIST, wasi_path_link(app, 0, P("origin.txt"), app, P("origin.txt")));
    FAILS(EEXIST, wasi_path_link(app, 0, P("origin.txt"), app, P("origin_dir")));
    FAILS(EEXIST, wasi_path_link(app, 0, P("origin.txt"), app, P("origin_link")));
    FAILS(EEXIST, wasi_path_link(app, 0, P("origin.txt"), app, P("dangling")));
    FAILS(EEXIST, wasi_path_link(app, 0, P("origin.txt"), app, P(".")));
}

CASE(path_link, of_a_directory_is_eperm)
{
    FAILS(EPERM, wasi_path_link(app, 0, P("origin_dir"), app, P("new")));
    FAILS(EPERM, wasi_path_link(app, 0, P("."), app, P("new")));
    TRUE(!exists("new"));
}

CASE(path_link, of_what_is_not_there_is_enoent)
{
    FAILS(ENOENT, wasi_path_link(app, 0, P("missing"), app, P("new")));
}

CASE(path_link, a_slash_is_refused)
{
    FAILS(ENOTDIR, wasi_path_link(app, 0, P("origin.txt/"), app, P("new")));
    FAILS(ENOENT, wasi_path_link(app, 0, P("origin.txt"), app, P("new/")));
    TRUE(!exists("new"));
}

CASE(path_link, of_a_link_is_a_link)
{
    OK(wasi_path_link(app, 0, P("origin_link"), app, P("second")));
    EQUAL(SYMBOLIC_LINK, status("second").filetype);
    EQUAL(status("origin_link").ino, status("second").ino);
    make_link("nowhere", "dangling");
    OK(wasi_path_link(app, 0, P("dangling"), app, P("third")));
    EQUAL(SYMBOLIC_LINK, status("third").filetype);
}

CASE(path_link, of_a_link_that_is_followed_is_its_target)
{
    OK(wasi_path_link(app, FOLLOW, P("origin_link"), app, P("second")));
    EQUAL(REGULAR_FILE, status("second").filetype);
    EQUAL(status("origin.txt").ino, status("second").ino);
    make_link("nowhere", "dangling");
    FAILS(ENOENT, wasi_path_link(app, FOLLOW, P("dangling"), app, P("third")));
}

CASE(path_link, unknown_lookup_flags_are_einval)
{
    FAILS(EINVAL, wasi_path_link(app, 2, P("origin.txt"), app, P("second")));
}

CASE(path_link, an_unlinked_file_cannot_come_back)
{
    int file = open_file("origin.txt");
    remove_file("origin.txt");
    FAILS(ENOENT, wasi_path_link(app, 0, P("origin.txt"), app, P("second")));
    EQUAL(8, status_fd(file).size);
}

CASE(path_create_directory, of_dots_behind_a_name)
{
    FAILS(EEXIST, wasi_path_create_directory(app, P("origin_dir/.")));
    FAILS(ENOENT, wasi_path_create_directory(app, P("missing/.")));
    FAILS(ENOTDIR, wasi_path_create_directory(app, P("origin.txt/.")));
}

CASE(path_link, onto_a_directory_with_a_slash_is_eexist)
{
    FAILS(EEXIST, wasi_path_link(app, 0, P("origin.txt"), app, P("origin_dir/")));
}

CASE(path_unlink_file, and_making_anew_many_times)
{
    for (int i = 0; i < 500; i++) {
        make_file("file", "text");
        remove_file("file");
    }
    make_link("x", "link");
    remove_file("link");
    TRUE(!exists("file"));
}
