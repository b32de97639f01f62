/* One preopened root with mounts in it: /app and /other writable, /ro read-only, /layer with private changes. */
#include "suite.h"

static char text[64];

static int at_root(const char *path, uint32_t oflags, uint64_t rights)
{
    int fd = -1;
    int error = wasi_path_open(ROOT, FOLLOW, path, length_of(path), oflags, rights, 0, 0, &fd);
    if (error == SUCCESS) {
        OK(wasi_fd_close(fd));
    }
    return error;
}

static uint32_t read_at_root(const char *path)
{
    int fd = open_at(ROOT, path, 0, READ_RIGHTS, 0);
    uint32_t length = get(fd, text, sizeof text);
    OK(wasi_fd_close(fd));
    return length;
}

CASE(path_rename, between_mounts_is_exdev)
{
    FAILS(EXDEV, wasi_path_rename(ROOT, P("app/origin.txt"), ROOT, P("other/new")));
    FAILS(EXDEV, wasi_path_rename(ROOT, P("app/origin.txt"), ROOT, P("other/there.txt")));
    FAILS(EXDEV, wasi_path_rename(ROOT, P("app/origin_dir"), ROOT, P("other/new")));
    FAILS(EXDEV, wasi_path_rename(ROOT, P("app/origin.txt"), ROOT, P("ro/new")));
    FAILS(EXDEV, wasi_path_rename(ROOT, P("ro/file.txt"), ROOT, P("app/new")));
    EQUAL(8, status("origin.txt").size);
}

CASE(path_link, between_mounts_is_exdev)
{
    FAILS(EXDEV, wasi_path_link(ROOT, 0, P("app/origin.txt"), ROOT, P("other/new")));
    FAILS(EXDEV, wasi_path_link(ROOT, 0, P("ro/file.txt"), ROOT, P("app/new")));
}

CASE(path_filestat_get, mounts_are_devices_of_their_own)
{
    struct filestat other;
    struct filestat read_only;
    OK(wasi_path_filestat_get(ROOT, 0, P("other/there.txt"), &other));
    OK(wasi_path_filestat_get(ROOT, 0, P("ro/file.txt"), &read_only));
    TRUE(other.dev != status("origin.txt").dev);
    TRUE(other.dev != read_only.dev);
}

CASE(path_remove_directory, a_mount_point_is_ebusy)
{
    FAILS(EBUSY, wasi_path_remove_directory(ROOT, P("app")));
    FAILS(EBUSY, wasi_path_remove_directory(ROOT, P("other")));
    FAILS(EBUSY, wasi_path_remove_directory(ROOT, P("ro")));
}

CASE(path_rename, a_mount_point_does_not_move)
{
    FAILS(EBUSY, wasi_path_rename(ROOT, P("app"), ROOT, P("new")));
    FAILS(EBUSY, wasi_path_rename(ROOT, P("app"), ROOT, P("other")));
}

CASE(path_unlink_file, a_mount_point_is_eisdir)
{
    FAILS(EISDIR, wasi_path_unlink_file(ROOT, P("app")));
}

CASE(path_open, dot_dot_leads_through_mounts)
{
    TEXT("there", text, read_at_root("app/../other/there.txt"));
    TEXT("there", text, read_at_root("app/origin_dir/../../other/there.txt"));
}

CASE(path_open, links_never_leave_their_mount)
{
    make_link("../other/there.txt", "to_file");
    make_link("../other", "to_mount");
    make_link("..", "to_root");
    make_link("../app/origin.txt", "and_back");
    make_link("origin_dir/../../other", "detour");
    make_link("to_root/other", "by_another_link");
    FAILS(EPERM, at_root("app/to_file", 0, READ_RIGHTS));
    FAILS(EPERM, at_root("app/to_mount", 0, 0));
    FAILS(EPERM, at_root("app/to_mount/there.txt", 0, READ_RIGHTS));
    FAILS(EPERM, at_root("app/to_mount/missing", CREAT, ALL_RIGHTS));
    FAILS(EPERM, at_root("app/to_root", 0, 0));
    FAILS(EPERM, at_root("app/and_back", 0, READ_RIGHTS));
    FAILS(EPERM, at_root("app/detour/there.txt", 0, READ_RIGHTS));
    FAILS(EPERM, at_root("app/by_another_link/there.txt", 0, READ_RIGHTS));
    FAILS(EPERM, at_root("app/../app/to_mount/there.txt", 0, READ_RIGHTS));
}

CASE(path_open, behind_a_link_the_path_goes_on_as_before)
{
    make_link("origin_dir", "link");
    make_link("link/../link", "round");
    TEXT("there", text, read_at_root("app/link/../../other/there.txt"));
    TEXT("there", text, read_at_root("app/round/../../other/there.txt"));
    TEXT("inner", text, read_at_root("other/../app/round/inner.txt"));
}

CASE(path_open, links_never_lead_above_the_root)
{
    make_link("../../x", "out");
    FAILS(EPERM, wasi_path_open(ROOT, FOLLOW, P("app/out"), CREAT, ALL_RIGHTS, 0, 0, unused));
}

CASE(path_open, links_in_a_read_only_mount_work_within_it)
{
    TEXT("constant", text, read_at_root("ro/link"));
    FAILS(EPERM, at_root("ro/to_app", 0, READ_RIGHTS));
    FAILS(EPERM, at_root("ro/absolute", 0, READ_RIGHTS));
}

CASE(path_filestat_get, links_that_lead_out_can_be_looked_at)
{
    struct filestat stat;
    OK(wasi_path_filestat_get(ROOT, 0, P("ro/to_app"), &stat));
    EQUAL(SYMBOLIC_LINK, stat.filetype);
    FAILS(EPERM, wasi_path_filestat_get(ROOT, FOLLOW, P("ro/to_app"), &stat));
    FAILS(EPERM, wasi_path_filestat_get(ROOT, FOLLOW, P("ro/absolute"), &stat));
}

CASE(path_open, writing_below_a_read_only_mount_is_erofs)
{
    FAILS(EROFS, at_root("ro/file.txt", 0, ALL_RIGHTS));
    FAILS(EROFS, at_root("ro/file.txt", TRUNC, READ_RIGHTS));
    FAILS(EROFS, at_root("ro/new", CREAT, ALL_RIGHTS));
    FAILS(EEXIST, at_root("ro/file.txt", CREAT | EXCL, ALL_RIGHTS));
    FAILS(ENOENT, at_root("ro/missing", 0, ALL_RIGHTS));
    FAILS(EISDIR, at_root("ro/dir", 0, ALL_RIGHTS));
    TEXT("constant", text, read_at_root("ro/file.txt"));
}

CASE(path_open, creat_on_a_read_only_file_opens_it_for_reading)
{
    OK(at_root("ro/file.txt", CREAT, READ_RIGHTS));
}

CASE(path_open, reading_below_a_read_only_mount_works)
{
    TEXT("constant", text, read_at_root("ro/file.txt"));
    TEXT("deep", text, read_at_root("ro/dir/inner.txt"));
}

#define READ_ONLY(function, error, call) \
    CASE(function, below_a_read_only_mount_is_##error) \
    { \
        int ro = open_at(ROOT, "ro", ODIRECTORY, DIRECTORY_RIGHTS, 0); \
        FAILS(error, call); \
    }

READ_ONLY(path_create_directory, EROFS, wasi_path_create_directory(ro, P("new")))
READ_ONLY(path_create_directory, EEXIST, wasi_path_create_directory(ro, P("dir")))
READ_ONLY(path_filestat_set_times, EROFS, wasi_path_filestat_set_times(ro, 0, P("file.txt"), 0, 0, MTIM))
READ_ONLY(path_link, EROFS, wasi_path_link(ro, 0, P("file.txt"), ro, P("new")))
READ_ONLY(path_rename, EROFS, wasi_path_rename(ro, P("file.txt"), ro, P("new")))
READ_ONLY(path_symlink, EROFS, wasi_path_symlink(P("target"), ro, P("new")))
READ_ONLY(path_unlink_file, EROFS, wasi_path_unlink_file(ro, P("file.txt")))
READ_ONLY(path_unlink_file, ENOENT, wasi_path_unlink_file(ro, P("missing")))
READ_ONLY(path_remove_directory, EROFS, (wasi_path_remove_directory(ro, P("empty"))))
READ_ONLY(path_remove_directory, ENOTEMPTY, (wasi_path_remove_directory(ro, P("dir"))))
READ_ONLY(fd_filestat_set_times, EROFS,
    wasi_fd_filestat_set_times(open_at(ro, "file.txt", 0, READ_RIGHTS, 0), 0, 0, MTIM))
READ_ONLY(fd_filestat_set_size, EINVAL, wasi_fd_filestat_set_size(open_at(ro, "file.txt", 0, READ_RIGHTS, 0), 0))
READ_ONLY(fd_allocate, EBADF, wasi_fd_allocate(open_at(ro, "file.txt", 0, READ_RIGHTS, 0), 0, 100))

CASE(path_create_directory, in_the_root_is_erofs)
{
    FAILS(EROFS, wasi_path_create_directory(ROOT, P("new")));
    FAILS(EROFS, at_root("new", CREAT, ALL_RIGHTS));
    FAILS(EROFS, wasi_path_symlink(P("target"), ROOT, P("new")));
}

CASE(path_open, a_private_layer_shows_its_changes)
{
    int file = open_at(ROOT, "layer/file.txt", 0, ALL_RIGHTS, 0);
    put(file, "ABOVE!");
    OK(wasi_fd_close(file));
    TEXT("ABOVE!", text, read_at_root("layer/file.txt"));
    OK(wasi_path_unlink_file(ROOT, P("layer/dir/inner.txt")));
    OK(wasi_path_remove_directory(ROOT, P("layer/dir")));
    OK(wasi_path_create_directory(ROOT, P("layer/new")));
    OK(wasi_path_rename(ROOT, P("layer/file.txt"), ROOT, P("layer/new/file.txt")));
    TEXT("ABOVE!", text, read_at_root("layer/new/file.txt"));
}

CASE(path_open, a_private_layer_truncates_only_for_itself)
{
    OK(at_root("layer/file.txt", TRUNC, ALL_RIGHTS));
    EQUAL(0, read_at_root("layer/file.txt"));
}
