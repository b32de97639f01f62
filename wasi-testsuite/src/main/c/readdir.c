/* Listing directories: cookies, buffers that are too small, changes meanwhile. */
#include "suite.h"

enum { HEADER = sizeof(struct dirent), MANY = 40 };

static char buffer[8192];

static uint32_t list(int fd, uint32_t length, uint64_t cookie)
{
    uint32_t used = 0xffffffff;
    memset(buffer, '#', sizeof buffer);
    OK(wasi_fd_readdir(fd, buffer, length, cookie, &used));
    TRUE(used <= length);
    return used;
}

static struct dirent entry_at(uint32_t offset)
{
    struct dirent entry;
    memcpy(&entry, buffer + offset, sizeof entry);
    return entry;
}

/* Lists with a buffer of any size as a C library does, calls back for each entry, and tells how many there were. */
static uint32_t walk(int fd, uint32_t length, void (*visit)(const struct dirent *entry, const char *name))
{
    uint64_t cookie = 0;
    uint32_t count = 0;
    while (true) {
        uint32_t used = list(fd, length, cookie);
        uint32_t at = 0;
        while (used - at >= HEADER && used - at - HEADER >= entry_at(at).namlen) {
            struct dirent entry = entry_at(at);
            if (visit) {
                visit(&entry, buffer + at + HEADER);
            }
            cookie = entry.next;
            at += HEADER + entry.namlen;
            count++;
        }
        if (used < length) {
            return count;
        }
        TRUE(at > 0);
    }
}

/* Finds a name; false if it is not listed. */
static bool find(int fd, const char *name, struct dirent *found)
{
    uint32_t used = list(fd, sizeof buffer, 0);
    for (uint32_t at = 0; at < used; at += HEADER + found->namlen) {
        *found = entry_at(at);
        if (found->namlen == length_of(name) && same(buffer + at + HEADER, name, found->namlen)) {
            return true;
        }
    }
    return false;
}

static const char *numbered(int number)
{
    static char name[4] = "n00";
    name[1] = (char)('0' + number / 10);
    name[2] = (char)('0' + number % 10);
    return name;
}

/* An empty directory with MANY files n00, n01, ... in it. */
static int many(void)
{
    make_dir("many");
    int dir = open_dir("many");
    for (int i = 0; i < MANY; i++) {
        OK(wasi_fd_close(open_at(dir, numbered(i), CREAT, 0, 0)));
    }
    return dir;
}

static uint32_t seen[MANY];

static void count_name(const struct dirent *entry, const char *name)
{
    if (entry->namlen == 3 && name[0] == 'n') {
        seen[(name[1] - '0') * 10 + name[2] - '0']++;
    }
}

CASE(fd_readdir, begins_with_the_dot_entries)
{
    make_dir("dir");
    int dir = open_dir("dir");
    EQUAL(2 * HEADER + 3, list(dir, sizeof buffer, 0));
    struct dirent dot = entry_at(0);
    struct dirent dots = entry_at(HEADER + 1);
    EQUAL(1, dot.namlen);
    EQUAL(DIRECTORY, dot.type);
    EQUAL(status("dir").ino, dot.ino);
    TEXT(".", buffer + HEADER, 1);
    EQUAL(2, dots.namlen);
    EQUAL(DIRECTORY, dots.type);
    TEXT("..", buffer + 2 * HEADER + 1, 2);
}

CASE(fd_readdir, tells_names_types_and_inodes)
{
    struct dirent entry;
    TRUE(find(app, "origin.txt", &entry));
    EQUAL(REGULAR_FILE, entry.type);
    EQUAL(status("origin.txt").ino, entry.ino);
    TRUE(find(app, "origin_dir", &entry));
    EQUAL(DIRECTORY, entry.type);
    EQUAL(status("origin_dir").ino, entry.ino);
    TRUE(find(app, "origin_link", &entry));
    EQUAL(SYMBOLIC_LINK, entry.type);
    EQUAL(status("origin_link").ino, entry.ino);
    TRUE(!find(app, "origin", &entry));
}

CASE(fd_readdir, names_are_the_bytes_given)
{
    struct dirent entry;
    make_file("\xc3\xbcml\xc3\xa4ut", "");
    make_file(" space ", "");
    make_file("new\nline", "");
    TRUE(find(app, "\xc3\xbcml\xc3\xa4ut", &entry));
    TRUE(find(app, " space ", &entry));
    TRUE(find(app, "new\nline", &entry));
}

CASE(fd_readdir, each_entry_comes_once_whatever_the_buffer)
{
    int dir = many();
    static const uint32_t sizes[] = {HEADER + 3, HEADER + 4, 2 * HEADER, 100, 101, 1000, sizeof buffer};
    for (uint32_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        memset(seen, 0, sizeof seen);
        EQUAL(MANY + 2, walk(dir, sizes[i], count_name));
        for (int n = 0; n < MANY; n++) {
            EQUAL(1, seen[n]);
        }
    }
}

CASE(fd_readdir, resumes_behind_each_cookie)
{
    int dir = many();
    static uint64_t cookies[MANY + 2];
    uint32_t used = list(dir, sizeof buffer, 0);
    uint32_t count = 0;
    for (uint32_t at = 0; at < used; at += HEADER + entry_at(at).namlen) {
        cookies[count++] = entry_at(at).next;
    }
    EQUAL(MANY + 2, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t rest = 0;
        used = list(dir, sizeof buffer, cookies[i]);
        for (uint32_t at = 0; at < used; at += HEADER + entry_at(at).namlen) {
            rest++;
        }
        EQUAL(count - i - 1, rest);
        if (rest) {
            EQUAL(cookies[i + 1], entry_at(0).next);
        }
    }
}

CASE(fd_readdir, the_same_cookie_gives_the_same_again)
{
    static char first[sizeof buffer];
    uint32_t used = list(app, sizeof buffer, 0);
    memcpy(first, buffer, used);
    EQUAL(used, list(app, sizeof buffer, 0));
    TRUE(same(first, buffer, used));
}

CASE(fd_readdir, a_full_buffer_cuts_the_last_entry_off)
{
    EQUAL(0, list(app, 0, 0));
    EQUAL(1, list(app, 1, 0));
    EQUAL(HEADER - 1, list(app, HEADER - 1, 0));
    EQUAL(HEADER, list(app, HEADER, 0));
    EQUAL('#', buffer[HEADER]);
    EQUAL(HEADER + 1, list(app, HEADER + 1, 0));
    EQUAL(HEADER + 2, list(app, HEADER + 2, 0));
    EQUAL('#', buffer[HEADER + 2]);
}

CASE(fd_readdir, a_name_can_be_cut_off)
{
    make_dir("dir");
    make_file("dir/longer_name", "");
    int dir = open_dir("dir");
    list(dir, sizeof buffer, 0);
    uint64_t cookie = entry_at(HEADER + 1).next;
    EQUAL(HEADER + 6, list(dir, HEADER + 6, cookie));
    EQUAL(11, entry_at(0).namlen);
    TEXT("longer", buffer + HEADER, 6);
    EQUAL('#', buffer[HEADER + 6]);
}

CASE(fd_readdir, after_the_last_cookie_there_is_nothing)
{
    int dir = many();
    uint32_t used = list(dir, sizeof buffer, 0);
    uint64_t last = 0;
    for (uint32_t at = 0; at < used; at += HEADER + entry_at(at).namlen) {
        last = entry_at(at).next;
    }
    EQUAL(0, list(dir, sizeof buffer, last));
}

CASE(fd_readdir, cookies_that_never_were_give_nothing)
{
    EQUAL(0, list(app, sizeof buffer, 1ull << 40));
    EQUAL(0, list(app, sizeof buffer, INT64_MAX));
    EQUAL(0, list(app, sizeof buffer, 1ull << 63));
    EQUAL(0, list(app, sizeof buffer, UINT64_MAX));
}

static int walked;

static void remove_visited(const struct dirent *entry, const char *name)
{
    if (name[0] == 'n') {
        OK(wasi_path_unlink_file(walked, name, entry->namlen));
    }
}

CASE(fd_readdir, everything_can_be_removed_on_the_way)
{
    walked = many();
    EQUAL(MANY + 2, walk(walked, 100, remove_visited));
    EQUAL(2, walk(walked, 100, NULL));
    remove_dir("many");
}

CASE(fd_readdir, removed_entries_do_not_hide_others)
{
    int dir = many();
    uint32_t used = list(dir, 10 * (HEADER + 3), 0);
    uint64_t cookie = 0;
    uint32_t before = 0;
    for (uint32_t at = 0; used - at >= HEADER + 3; at += HEADER + entry_at(at).namlen) {
        cookie = entry_at(at).next;
        before++;
    }
    static char names[MANY][3];
    uint32_t gone = 0;
    used = list(dir, sizeof buffer, 0);
    for (uint32_t at = 0; at < used && gone + 2 < before; at += HEADER + entry_at(at).namlen) {
        if (entry_at(at).namlen == 3) {
            memcpy(names[gone++], buffer + at + HEADER, 3);
        }
    }
    for (uint32_t i = 0; i < gone; i++) {
        OK(wasi_path_unlink_file(dir, names[i], 3));
    }
    used = list(dir, sizeof buffer, cookie);
    uint32_t rest = 0;
    for (uint32_t at = 0; at < used; at += HEADER + entry_at(at).namlen) {
        rest++;
    }
    EQUAL(MANY + 2 - before, rest);
}

CASE(fd_readdir, entries_added_on_the_way_come_at_most_once)
{
    int dir = many();
    list(dir, sizeof buffer, 0);
    uint64_t cookie = entry_at(HEADER + 1).next;
    OK(wasi_fd_close(open_at(dir, "added", CREAT, 0, 0)));
    uint32_t used = list(dir, sizeof buffer, cookie);
    uint32_t old = 0;
    uint32_t added = 0;
    for (uint32_t at = 0; at < used; at += HEADER + entry_at(at).namlen) {
        old += entry_at(at).namlen == 3;
        added += entry_at(at).namlen == 5;
    }
    EQUAL(MANY, old);
    TRUE(added <= 1);
}

CASE(fd_readdir, a_renamed_entry_is_listed_by_its_new_name)
{
    struct dirent entry;
    uint64_t inode = status("origin.txt").ino;
    OK(wasi_path_rename(app, P("origin.txt"), app, P("renamed")));
    TRUE(!find(app, "origin.txt", &entry));
    TRUE(find(app, "renamed", &entry));
    EQUAL(inode, entry.ino);
}

CASE(fd_readdir, a_name_given_anew_is_listed_once)
{
    remove_file("origin.txt");
    make_dir("origin.txt");
    struct dirent entry;
    TRUE(find(app, "origin.txt", &entry));
    EQUAL(DIRECTORY, entry.type);
    EQUAL(status("origin.txt").ino, entry.ino);
}

CASE(fd_readdir, a_removed_directory_lists_no_entries)
{
    make_dir("dir");
    int dir = open_dir("dir");
    remove_dir("dir");
    EQUAL(2 * HEADER + 3, list(dir, sizeof buffer, 0));
}

CASE(fd_readdir, what_is_no_directory_is_ebadf)
{
    FAILS(EBADF, wasi_fd_readdir(open_file("origin.txt"), buffer, sizeof buffer, 0, unused));
    FAILS(EBADF, wasi_fd_readdir(STDIN, buffer, sizeof buffer, 0, unused));
    FAILS(EBADF, wasi_fd_readdir(BAD_FD, buffer, sizeof buffer, 0, unused));
}

CASE(fd_readdir, lists_the_root)
{
    struct dirent entry;
    TRUE(find(ROOT, "app", &entry));
    EQUAL(DIRECTORY, entry.type);
    struct filestat stat;
    OK(wasi_path_filestat_get(ROOT, 0, P("app"), &stat));
    EQUAL(stat.ino, entry.ino);
    TRUE(find(ROOT, "ro", &entry));
}

CASE(fd_readdir, names_of_255_bytes_fit)
{
    static char name[256];
    struct dirent entry;
    memset(name, 'x', 255);
    make_file(name, "");
    TRUE(find(app, name, &entry));
    EQUAL(255, entry.namlen);
}

CASE(fd_readdir, from_the_start_again_shows_what_was_added)
{
    int dir = many();
    list(dir, sizeof buffer, 0);
    OK(wasi_fd_close(open_at(dir, "added", CREAT, 0, 0)));
    struct dirent entry;
    TRUE(find(dir, "added", &entry));
    EQUAL(MANY + 3, walk(dir, 64, NULL));
}

CASE(fd_readdir, two_descriptors_list_on_their_own)
{
    int one = many();
    int two = open_dir("many");
    list(one, 100, 0);
    uint64_t cookie = entry_at(0).next;
    EQUAL(MANY + 2, walk(two, 100, NULL));
    list(one, sizeof buffer, cookie);
    TEXT("..", buffer + HEADER, 2);
}
