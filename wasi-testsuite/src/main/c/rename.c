/* path_rename: over what is there, into directories, and where nothing may move. */
#include "suite.h"

#define RENAME(from, to) wasi_path_rename(app, P(from), app, P(to))

static char text[64];

CASE(path_rename, moves_a_file)
{
    OK(RENAME("origin.txt", "new"));
    TRUE(!exists("origin.txt"));
    TEXT("original", text, (uint32_t)read_file("new", text, sizeof text));
}

CASE(path_rename, moves_into_another_directory)
{
    OK(wasi_path_rename(app, P("origin.txt"), open_dir("origin_dir"), P("new")));
    EQUAL(8, status("origin_dir/new").size);
    OK(wasi_path_rename(open_dir("origin_dir"), P("new"), app, P("back")));
    EQUAL(8, status("back").size);
}

CASE(path_rename, moves_a_directory_with_its_content)
{
    OK(RENAME("origin_dir", "new"));
    TEXT("inner", text, (uint32_t)read_file("new/inner.txt", text, sizeof text));
    TRUE(!exists("origin_dir"));
}

CASE(path_rename, a_link_is_moved_and_not_followed)
{
    OK(RENAME("origin_link", "new"));
    EQUAL(SYMBOLIC_LINK, status("new").filetype);
    EQUAL(8, status("origin.txt").size);
    make_file("file", "x");
    OK(RENAME("file", "new"));
    EQUAL(REGULAR_FILE, status("new").filetype);
    EQUAL(8, status("origin.txt").size);
}

CASE(path_rename, over_a_file_replaces_it)
{
    make_file("file", "another");
    OK(RENAME("file", "origin.txt"));
    TEXT("another", text, (uint32_t)read_file("origin.txt", text, sizeof text));
    TRUE(!exists("file"));
}

CASE(path_rename, over_an_open_file_leaves_that_open)
{
    int old = open_file("origin.txt");
    make_file("file", "another");
    OK(RENAME("file", "origin.txt"));
    TEXT("original", text, get(old, text, sizeof text));
    EQUAL(0, status_fd(old).nlink);
}

CASE(path_rename, of_an_open_file_keeps_its_descriptor)
{
    int file = open_file("origin.txt");
    OK(RENAME("origin.txt", "new"));
    put(file, "NEW");
    TEXT("NEWginal", text, (uint32_t)read_file("new", text, sizeof text));
}

CASE(path_rename, onto_itself_changes_nothing)
{
    OK(RENAME("origin.txt", "origin.txt"));
    OK(RENAME("origin_dir", "origin_dir"));
    OK(RENAME("origin_dir", "./origin_dir"));
    EQUAL(8, status("origin.txt").size);
    EQUAL(1, status("origin.txt").nlink);
}

CASE(path_rename, between_two_names_of_one_file_changes_nothing)
{
    OK(wasi_path_link(app, 0, P("origin.txt"), app, P("second")));
    OK(RENAME("origin.txt", "second"));
    TRUE(exists("origin.txt"));
    TRUE(exists("second"));
    EQUAL(2, status("second").nlink);
}

CASE(path_rename, a_file_over_a_directory_is_eisdir)
{
    make_dir("empty");
    FAILS(EISDIR, RENAME("origin.txt", "empty"));
    FAILS(EISDIR, RENAME("origin.txt", "origin_dir"));
    FAILS(EISDIR, RENAME("origin_link", "empty"));
    EQUAL(8, status("origin.txt").size);
}

CASE(path_rename, a_directory_over_a_file_is_enotdir)
{
    FAILS(ENOTDIR, RENAME("origin_dir", "origin.txt"));
    FAILS(ENOTDIR, RENAME("origin_dir", "origin_link"));
    EQUAL(8, status("origin.txt").size);
}

CASE(path_rename, a_directory_over_an_empty_one_replaces_it)
{
    make_dir("empty");
    uint64_t inode = status("origin_dir").ino;
    OK(RENAME("origin_dir", "empty"));
    EQUAL(inode, status("empty").ino);
    EQUAL(5, status("empty/inner.txt").size);
}

CASE(path_rename, a_directory_over_a_full_one_is_enotempty)
{
    make_dir("full");
    make_file("full/file", "");
    FAILS(ENOTEMPTY, RENAME("origin_dir", "full"));
    make_dir("empty");
    FAILS(ENOTEMPTY, RENAME("empty", "full"));
}

CASE(path_rename, a_directory_into_itself_is_einval)
{
    make_dir("origin_dir/deep");
    FAILS(EINVAL, RENAME("origin_dir", "origin_dir/new"));
    FAILS(EINVAL, RENAME("origin_dir", "origin_dir/deep/new"));
    FAILS(EINVAL, RENAME("origin_dir", "origin_dir/deep"));
    EQUAL(DIRECTORY, status("origin_dir/deep").filetype);
}

CASE(path_rename, over_a_directory_above_is_enotempty)
{
    make_dir("origin_dir/deep");
    make_dir("origin_dir/deep/er");
    FAILS(ENOTEMPTY, RENAME("origin_dir/deep/er", "origin_dir"));
    FAILS(ENOTEMPTY, RENAME("origin_dir/deep", "origin_dir"));
}

CASE(path_rename, a_file_over_a_directory_above_is_refused)
{
    FAILS(ENOTEMPTY, RENAME("origin_dir/inner.txt", "origin_dir"));
    EQUAL(5, status("origin_dir/inner.txt").size);
}

CASE(path_rename, what_is_not_there_is_enoent)
{
    FAILS(ENOENT, RENAME("missing", "new"));
    FAILS(ENOENT, RENAME("missing", "origin.txt"));
    FAILS(ENOENT, RENAME("missing/", "new"));
    FAILS(ENOENT, RENAME("origin.txt", "missing/new"));
}

CASE(path_rename, a_slash_on_a_file_is_enotdir)
{
    FAILS(ENOTDIR, RENAME("origin.txt/", "new"));
    FAILS(ENOTDIR, RENAME("origin.txt", "new/"));
    make_file("file", "");
    FAILS(ENOTDIR, RENAME("origin.txt", "file/"));
    TRUE(!exists("new"));
}

CASE(path_rename, a_slash_on_a_directory_is_taken)
{
    OK(RENAME("origin_dir/", "one"));
    OK(RENAME("one", "two/"));
    OK(RENAME("two//", "three//"));
    EQUAL(5, status("three/inner.txt").size);
}

CASE(path_rename, a_link_to_a_directory_with_a_slash_is_enotdir)
{
    make_link("origin_dir", "to_dir");
    FAILS(ENOTDIR, RENAME("to_dir/", "new"));
    EQUAL(SYMBOLIC_LINK, status("to_dir").filetype);
}

CASE(path_rename, the_dot_entries_are_ebusy)
{
    FAILS(EBUSY, RENAME(".", "new"));
    FAILS(EBUSY, RENAME("origin_dir/.", "new"));
    FAILS(EBUSY, RENAME("origin_dir/..", "new"));
    FAILS(EBUSY, RENAME("origin_dir", "."));
    FAILS(EBUSY, RENAME("origin.txt", "origin_dir/."));
    FAILS(EBUSY, RENAME("origin.txt", "origin_dir/.."));
}

CASE(path_rename, a_directory_keeps_the_descriptors_below_it)
{
    int dir = open_dir("origin_dir");
    int file = open_at(dir, "inner.txt", 0, ALL_RIGHTS, 0);
    OK(RENAME("origin_dir", "new"));
    put(file, "I");
    OK(wasi_fd_close(open_at(dir, "made", CREAT, ALL_RIGHTS, 0)));
    TRUE(exists("new/made"));
    TEXT("Inner", text, (uint32_t)read_file("new/inner.txt", text, sizeof text));
}

CASE(path_rename, a_moved_directory_has_its_new_parent)
{
    make_dir("one");
    make_dir("two");
    make_dir("one/dir");
    make_file("two/file", "x");
    int two = open_dir("two");
    OK(RENAME("one/dir", "two/dir"));
    OK(wasi_path_filestat_get(two, 0, P("dir/../file"), unused));
}

CASE(path_rename, a_base_that_moved_still_confines)
{
    make_dir("one");
    make_dir("one/base");
    make_dir("two");
    make_file("two/secret", "x");
    int base = open_dir("one/base");
    OK(RENAME("one/base", "two/base"));
    FAILS(EPERM, wasi_path_filestat_get(base, 0, P("../secret"), unused));
}

CASE(path_rename, an_original_name_can_be_given_anew)
{
    OK(RENAME("origin.txt", "new"));
    make_file("origin.txt", "fresh");
    TEXT("fresh", text, (uint32_t)read_file("origin.txt", text, sizeof text));
    TEXT("original", text, (uint32_t)read_file("new", text, sizeof text));
}

CASE(path_rename, around_in_a_circle)
{
    make_file("file", "x");
    OK(RENAME("origin.txt", "spare"));
    OK(RENAME("file", "origin.txt"));
    OK(RENAME("spare", "file"));
    TEXT("x", text, (uint32_t)read_file("origin.txt", text, sizeof text));
    TEXT("original", text, (uint32_t)read_file("file", text, sizeof text));
}

CASE(path_rename, a_file_to_a_directory_with_a_slash_is_enotdir)
{
    FAILS(ENOTDIR, RENAME("origin.txt", "origin_dir/"));
    make_dir("empty");
    FAILS(ENOTDIR, RENAME("origin.txt", "empty/"));
}

CASE(path_rename, a_directory_over_a_link_to_a_directory_is_enotdir)
{
    make_dir("empty");
    make_link("empty", "to_dir");
    FAILS(ENOTDIR, RENAME("origin_dir", "to_dir"));
    FAILS(ENOTDIR, RENAME("origin_dir", "to_dir/"));
    EQUAL(SYMBOLIC_LINK, status("to_dir").filetype);
}

CASE(path_rename, a_file_over_a_link_replaces_the_link)
{
    make_link("origin_dir", "to_dir");
    OK(RENAME("origin.txt", "to_dir"));
    EQUAL(REGULAR_FILE, status("to_dir").filetype);
    EQUAL(5, status("origin_dir/inner.txt").size);
}

CASE(path_rename, back_and_forth_many_times)
{
    for (int i = 0; i < 500; i++) {
        OK(RENAME("origin_dir", "away"));
        OK(RENAME("away", "origin_dir"));
    }
    TEXT("inner", text, (uint32_t)read_file("origin_dir/inner.txt", text, sizeof text));
}
