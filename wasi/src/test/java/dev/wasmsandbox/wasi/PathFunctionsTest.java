package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.DIRECTORY;
import static dev.wasmsandbox.wasi.TestGuest.EXCLUSIVE;
import static dev.wasmsandbox.wasi.TestGuest.FOLLOW;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static dev.wasmsandbox.wasi.TestGuest.TRUNCATE;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_CREATE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_REMOVE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_UNLINK_FILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Opening, making, removing, renaming and linking by path. */
class PathFunctionsTest {

    private final TestGuest guest = TestGuest.withWorkspace();

    private Errno open(String path, int flags, long rights) {
        return guest.tryOpen(ROOT, FOLLOW, path, flags, rights, 0);
    }

    private Errno mkdir(String path) {
        return guest.path(PATH_CREATE_DIRECTORY, path);
    }

    private Errno rmdir(String path) {
        return guest.path(PATH_REMOVE_DIRECTORY, path);
    }

    private Errno unlink(String path) {
        return guest.path(PATH_UNLINK_FILE, path);
    }

    @Test
    void open_flags_decide_about_what_is_there() {
        assertThat(open("app/f", 0, READ)).isEqualTo(Errno.NOENT);
        assertThat(open("app/f", CREATE | EXCLUSIVE, READ_WRITE)).isEqualTo(Errno.SUCCESS);
        assertThat(open("app/f", CREATE | EXCLUSIVE, READ_WRITE)).isEqualTo(Errno.EXIST);
        assertThat(open("app/f", CREATE, READ_WRITE)).isEqualTo(Errno.SUCCESS);
        assertThat(open("app/f", DIRECTORY, READ)).isEqualTo(Errno.NOTDIR);
        assertThat(open("app/f/x", CREATE, READ_WRITE)).isEqualTo(Errno.NOTDIR);
        assertThat(open("app/d/x", CREATE, READ_WRITE)).isEqualTo(Errno.NOENT);
        assertThat(open("app/f", 16, READ)).isEqualTo(Errno.INVAL);
        assertThat(open("app/f", DIRECTORY | CREATE, READ)).isEqualTo(Errno.INVAL);
        assertThat(guest.tryOpen(ROOT, 2, "app/f", 0, READ, 0)).isEqualTo(Errno.INVAL);
        assertThat(guest.tryOpen(ROOT, 2, "app/new", CREATE | EXCLUSIVE, READ, 0))
                .isEqualTo(Errno.INVAL);
        assertThat(guest.tryOpen(ROOT, 0, "app/f", 0, READ, 32)).isEqualTo(Errno.INVAL);
    }

    @Test
    void truncating_empties_a_file() {
        guest.writeFile("app/f", "content");
        guest.close(guest.open("app/f", TRUNCATE, READ_WRITE));

        assertThat(guest.readFile("app/f")).isEmpty();
    }

    @Test
    void directories_open_only_for_reading() {
        assertThat(open("app", 0, READ)).isEqualTo(Errno.SUCCESS);
        assertThat(open("app", DIRECTORY, READ)).isEqualTo(Errno.SUCCESS);
        assertThat(open("app", 0, READ_WRITE)).isEqualTo(Errno.ISDIR);
        assertThat(open("app", TRUNCATE, READ)).isEqualTo(Errno.ISDIR);
        assertThat(open("app", CREATE, READ)).isEqualTo(Errno.ISDIR);
        assertThat(open("app", CREATE | EXCLUSIVE, READ)).isEqualTo(Errno.EXIST);
    }

    @Test
    void only_directories_are_bases() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);

        assertThat(guest.tryOpen(fd, 0, "x", 0, READ, 0)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.tryOpen(1, 0, "x", 0, READ, 0)).isEqualTo(Errno.BADF);
        assertThat(guest.tryOpen(99, 0, "x", 0, READ, 0)).isEqualTo(Errno.BADF);
    }

    @Test
    void a_file_that_is_deleted_while_open_lives_on() {
        guest.writeFile("app/f", "abc");
        int fd = guest.open("app/f", 0, READ_WRITE);
        assertThat(unlink("app/f")).isEqualTo(Errno.SUCCESS);

        assertThat(guest.stat("app/f", 0)).isEqualTo(Errno.NOENT);
        assertThat(guest.read(fd, 3)).isEqualTo("abc");
        guest.write(fd, "def");
        guest.ok(WasiFunction.FD_FILESTAT_GET, fd, RESULT);
        assertThat(guest.memory.longAt(RESULT + 24)).isZero();
        assertThat(guest.memory.longAt(RESULT + 32)).isEqualTo(6);
    }

    @Test
    void directories_are_made_and_removed() {
        assertThat(mkdir("app/d")).isEqualTo(Errno.SUCCESS);
        assertThat(mkdir("app/d")).isEqualTo(Errno.EXIST);
        assertThat(mkdir("app/e/")).isEqualTo(Errno.SUCCESS);
        assertThat(mkdir("app/x/y")).isEqualTo(Errno.NOENT);
        assertThat(mkdir("app/.")).isEqualTo(Errno.EXIST);
        assertThat(mkdir("app/d/..")).isEqualTo(Errno.EXIST);
        guest.writeFile("app/d/f", "x");
        assertThat(mkdir("app/d/f/g")).isEqualTo(Errno.NOTDIR);
        assertThat(rmdir("app/d")).isEqualTo(Errno.NOTEMPTY);
        assertThat(rmdir("app/d/f")).isEqualTo(Errno.NOTDIR);
        assertThat(rmdir("app/d/.")).isEqualTo(Errno.INVAL);
        assertThat(rmdir("app/d/..")).isIn(Errno.NOTEMPTY, Errno.BUSY);
        assertThat(rmdir("app/none")).isEqualTo(Errno.NOENT);
        unlink("app/d/f");
        assertThat(rmdir("app/d/")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.names("app")).containsExactly(".", "..", "e");
    }

    @Test
    void nothing_can_be_made_in_a_removed_directory() {
        mkdir("app/d");
        int fd = guest.open("app/d", DIRECTORY, READ);
        rmdir("app/d");

        assertThat(guest.tryOpen(fd, 0, "f", CREATE, READ_WRITE, 0)).isEqualTo(Errno.NOENT);
        guest.expect(Errno.NOENT, PATH_CREATE_DIRECTORY, fd, guest.put("e"), 1);
        assertThat(guest.list(fd, 1000))
                .extracting(TestGuest.Entry::name)
                .containsExactly(".", "..");
    }

    @Test
    void unlinking_takes_files_and_links_only() {
        mkdir("app/d");
        guest.writeFile("app/f", "x");
        guest.symlink("d", "app/l");

        assertThat(unlink("app/d")).isEqualTo(Errno.ISDIR);
        assertThat(unlink("app/d/")).isEqualTo(Errno.ISDIR);
        assertThat(unlink("app/f/")).isEqualTo(Errno.NOTDIR);
        assertThat(unlink("app/l/")).isEqualTo(Errno.NOTDIR);
        assertThat(unlink("app/l")).isEqualTo(Errno.SUCCESS);
        assertThat(unlink("app/f")).isEqualTo(Errno.SUCCESS);
        assertThat(unlink("app/f")).isEqualTo(Errno.NOENT);
        assertThat(guest.stat("app/d", 0)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void renaming_replaces_files() {
        guest.writeFile("app/a", "A");
        guest.writeFile("app/b", "B");
        int open = guest.open("app/b", 0, READ);

        assertThat(guest.rename("app/a", "app/b")).isEqualTo(Errno.SUCCESS);

        assertThat(guest.names("app")).containsExactly(".", "..", "b");
        assertThat(guest.readFile("app/b")).isEqualTo("A");
        assertThat(guest.read(open, 5)).isEqualTo("B");
    }

    @Test
    void renaming_checks_kinds() {
        guest.writeFile("app/f", "x");
        mkdir("app/d");
        mkdir("app/e");
        guest.writeFile("app/e/g", "x");

        assertThat(guest.rename("app/f", "app/d")).isEqualTo(Errno.ISDIR);
        assertThat(guest.rename("app/d", "app/f")).isEqualTo(Errno.NOTDIR);
        assertThat(guest.rename("app/d", "app/e")).isEqualTo(Errno.NOTEMPTY);
        assertThat(guest.rename("app/none", "app/x")).isEqualTo(Errno.NOENT);
        assertThat(guest.rename("app/f/", "app/x")).isEqualTo(Errno.NOTDIR);
        assertThat(guest.rename("app/f", "app/x/")).isEqualTo(Errno.NOTDIR);
        assertThat(guest.rename("app/f", "app/none/x")).isEqualTo(Errno.NOENT);
        assertThat(guest.rename("app/.", "app/x")).isEqualTo(Errno.BUSY);
        assertThat(guest.rename("app/f", "app/..")).isEqualTo(Errno.BUSY);
        assertThat(guest.rename("app/e", "app/d")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readFile("app/d/g")).isEqualTo("x");
        assertThat(guest.rename("app/d", "app/new/")).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void a_directory_can_not_move_into_itself() {
        mkdir("app/d");
        mkdir("app/d/e");

        assertThat(guest.rename("app/d", "app/d/e/f")).isEqualTo(Errno.INVAL);
        assertThat(guest.rename("app/d", "app/d/e")).isEqualTo(Errno.INVAL);
        assertThat(guest.rename("app/d/e", "app/d")).isEqualTo(Errno.NOTEMPTY);
        assertThat(guest.rename("app/d", "app/d")).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void a_moved_directory_knows_its_new_parent() {
        mkdir("app/a");
        mkdir("app/b");
        mkdir("app/a/d");
        guest.writeFile("app/b/f", "x");
        guest.rename("app/a/d", "app/b/d");

        assertThat(guest.readFile("app/b/d/../f")).isEqualTo("x");
    }

    @Test
    void hard_links_share_a_file() {
        guest.writeFile("app/a", "one");
        assertThat(guest.link("app/a", "app/b")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.statField("app/a", 24)).isEqualTo(2);
        assertThat(guest.statField("app/b", 8)).isEqualTo(guest.statField("app/a", 8));
        guest.writeFile("app/b", "two");

        assertThat(guest.readFile("app/a")).isEqualTo("two");
        assertThat(guest.rename("app/a", "app/b")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.names("app")).containsExactly(".", "..", "a", "b");
        unlink("app/a");
        assertThat(guest.statField("app/b", 24)).isEqualTo(1);
    }

    @Test
    void hard_links_are_refused_where_they_make_no_sense() {
        mkdir("app/d");
        guest.writeFile("app/a", "x");

        assertThat(guest.link("app/d", "app/e")).isEqualTo(Errno.PERM);
        assertThat(guest.link("app/a", "app/d")).isEqualTo(Errno.EXIST);
        assertThat(guest.link("app/a", "app/b/")).isEqualTo(Errno.NOENT);
        assertThat(guest.link("app/none", "app/b")).isEqualTo(Errno.NOENT);
        assertThat(guest.link("app/a", "b")).isEqualTo(Errno.XDEV);
    }

    @Test
    void symbolic_links_are_made_and_read() {
        assertThat(guest.symlink("some/where", "app/l")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.symlink("x", "app/l")).isEqualTo(Errno.EXIST);
        assertThat(guest.symlink("", "app/m")).isEqualTo(Errno.NOENT);
        assertThat(guest.symlink("x", "app/m/")).isEqualTo(Errno.NOENT);
        int path = guest.put("app/l");
        guest.ok(WasiFunction.PATH_READLINK, ROOT, path, 5, 50_000, 6, RESULT);
        assertThat(guest.result()).isEqualTo(6);
        assertThat(new String(guest.bytes(50_000, 6), UTF_8)).isEqualTo("some/w");
        guest.expect(
                Errno.INVAL,
                WasiFunction.PATH_READLINK,
                ROOT,
                guest.put("app"),
                3,
                50_000,
                100,
                RESULT);
        assertThat(guest.statField("app/l", 32)).isEqualTo(10);
        assertThat(guest.statField("app/l", 16)).isEqualTo(FileType.SYMBOLIC_LINK);
    }

    @Test
    void creating_through_a_dangling_link_makes_its_target() {
        guest.symlink("target", "app/l");

        assertThat(open("app/l", CREATE | EXCLUSIVE, READ_WRITE)).isEqualTo(Errno.EXIST);
        assertThat(open("app/l", CREATE, READ_WRITE)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.stat("app/target", 0)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void creating_and_truncating_need_their_rights() {
        guest.writeFile("app/f", "x");
        int noTruncating =
                guest.open("app", DIRECTORY, Rights.DIRECTORY & ~Rights.PATH_FILESTAT_SET_SIZE);
        int noCreating = guest.open("app", DIRECTORY, Rights.DIRECTORY & ~Rights.PATH_CREATE_FILE);

        assertThat(guest.tryOpen(noTruncating, 0, "f", TRUNCATE, READ_WRITE, 0))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.tryOpen(noTruncating, 0, "f", CREATE, READ_WRITE, 0))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryOpen(noCreating, 0, "f", CREATE, READ_WRITE, 0))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.tryOpen(noCreating, 0, "f", TRUNCATE, READ_WRITE, 0))
                .isEqualTo(Errno.SUCCESS);
    }

    @Test
    void a_link_that_is_not_followed_can_not_be_opened() {
        guest.writeFile("app/f", "x");
        guest.symlink("f", "app/l");

        assertThat(guest.tryOpen(ROOT, 0, "app/l", 0, READ, 0)).isEqualTo(Errno.LOOP);
        assertThat(guest.tryOpen(ROOT, 0, "app/l", DIRECTORY, READ, 0)).isEqualTo(Errno.LOOP);
        assertThat(guest.tryOpen(ROOT, FOLLOW, "app/l", 0, READ, 0)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void a_file_can_not_be_made_with_a_trailing_slash() {
        assertThat(open("app/f/", CREATE, READ_WRITE)).isEqualTo(Errno.ISDIR);
        guest.writeFile("app/f", "x");
        assertThat(open("app/f/", 0, READ)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.stat("app/f/", 0)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.stat("app/", 0)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void times_of_a_link_and_of_its_target_are_two_things() {
        guest.writeFile("app/f", "x");
        guest.symlink("f", "app/l");
        int path = guest.put("app/l");
        guest.ok(WasiFunction.PATH_FILESTAT_SET_TIMES, ROOT, 0, path, 5, 1L, 2L, 5);
        path = guest.put("app/l");
        guest.ok(WasiFunction.PATH_FILESTAT_SET_TIMES, ROOT, FOLLOW, path, 5, 3L, 4L, 5);

        assertThat(guest.statField("app/l", 48)).isEqualTo(2);
        assertThat(guest.statField("app/f", 48)).isEqualTo(4);
    }
}
