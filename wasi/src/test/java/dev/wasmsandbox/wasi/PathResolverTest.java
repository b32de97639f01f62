package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.DIRECTORY;
import static dev.wasmsandbox.wasi.TestGuest.FOLLOW;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where paths lead, and where they do not. */
class PathResolverTest {

    private final TestGuest guest = TestGuest.withWorkspace();

    @BeforeEach
    void fill() {
        guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/d");
        guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/d/e");
        guest.writeFile("app/f", "top");
        guest.writeFile("app/d/g", "inner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app/f",
                "./app/f",
                "app//f",
                "app/./f",
                "app/d/../f",
                "app/d/e/../../f",
                "app/d/../../app/f",
                "app/d/.././f"
            })
    void dots_and_double_slashes_are_steps(String path) {
        assertThat(guest.readFile(path)).isEqualTo("top");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../",
                "../etc/passwd",
                "app/../..",
                "app/d/../../../app",
                "/",
                "/app/f",
                "//app"
            })
    void nothing_leads_above_the_root(String path) {
        assertThat(guest.stat(path, FOLLOW)).isEqualTo(Errno.PERM);
    }

    @Test
    void nothing_leads_above_the_directory_of_a_descriptor() {
        int fd = guest.open("app/d", DIRECTORY, READ);

        assertThat(guest.tryOpen(fd, FOLLOW, "g", 0, READ, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryOpen(fd, FOLLOW, "e/../g", 0, READ, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryOpen(fd, FOLLOW, "../f", 0, READ, 0)).isEqualTo(Errno.PERM);
        guest.symlink("../f", "app/d/up");
        assertThat(guest.tryOpen(fd, FOLLOW, "up", 0, READ, 0)).isEqualTo(Errno.PERM);
        assertThat(guest.readFile("app/d/up")).isEqualTo("top");
    }

    @Test
    void links_resolve_where_they_are() {
        guest.symlink("g", "app/d/l");
        guest.symlink("d", "app/dl");
        guest.symlink("../d/g", "app/d/round");

        assertThat(guest.readFile("app/d/l")).isEqualTo("inner");
        assertThat(guest.readFile("app/dl/l")).isEqualTo("inner");
        assertThat(guest.readFile("app/dl/round")).isEqualTo("inner");
        assertThat(guest.readFile("app/dl/../f")).isEqualTo("top");
    }

    @Test
    void an_absolute_link_is_neither_made_nor_followed() {
        TestGuest mounted =
                TestGuest.of(
                        Tree.builder()
                                .mount(
                                        "/ro",
                                        DirectoryEntry.builder()
                                                .file("f", Blob.of(new byte[1]), 0)
                                                .link("l", "/ro/f", 0)
                                                .build(),
                                        MountAccess.READ_ONLY));

        assertThat(guest.symlink("/app/d/g", "app/l")).isEqualTo(Errno.PERM);
        assertThat(mounted.stat("ro/l", FOLLOW)).isEqualTo(Errno.PERM);
        assertThat(mounted.stat("ro/l", 0)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void a_link_never_leaves_its_mount() {
        TestGuest mounted =
                TestGuest.of(
                        Tree.builder()
                                .mount("/app", DirectoryEntry.empty(), MountAccess.READ_WRITE)
                                .mount("/app/in", DirectoryEntry.empty(), MountAccess.READ_WRITE)
                                .mount("/b", DirectoryEntry.empty(), MountAccess.READ_WRITE));
        mounted.writeFile("b/f", "x");
        mounted.writeFile("app/f", "top");
        mounted.writeFile("app/in/f", "inside");
        mounted.symlink("../b/f", "app/out");
        mounted.symlink("in/f", "app/inner");
        mounted.symlink("../f", "app/in/outer");
        mounted.symlink("..", "app/up");
        mounted.symlink(".", "app/self");

        assertThat(mounted.stat("app/out", FOLLOW)).isEqualTo(Errno.PERM);
        assertThat(mounted.stat("app/inner", FOLLOW)).isEqualTo(Errno.PERM);
        assertThat(mounted.stat("app/in/outer", FOLLOW)).isEqualTo(Errno.PERM);
        assertThat(mounted.stat("app/up/b/f", 0)).isEqualTo(Errno.PERM);
        assertThat(mounted.stat("app/self/up/b/f", 0)).isEqualTo(Errno.PERM);
        assertThat(mounted.readFile("app/self/../b/f")).isEqualTo("x");
        assertThat(mounted.readFile("app/self/self/in/f")).isEqualTo("inside");
    }

    @Test
    void a_link_out_of_the_tree_leads_nowhere() {
        guest.symlink("../../../../etc/passwd", "app/up");

        assertThat(guest.stat("app/up", FOLLOW)).isEqualTo(Errno.PERM);
        assertThat(guest.stat("app/up", 0)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void loops_end() {
        guest.symlink("b", "app/a");
        guest.symlink("a", "app/b");
        guest.symlink("self/x", "app/self");

        assertThat(guest.stat("app/a", FOLLOW)).isEqualTo(Errno.LOOP);
        assertThat(guest.stat("app/a/x", 0)).isEqualTo(Errno.LOOP);
        assertThat(guest.stat("app/self", FOLLOW)).isEqualTo(Errno.LOOP);
    }

    @Test
    void forty_links_are_followed_and_no_more() {
        guest.symlink("f", "app/l1");
        for (int i = 2; i <= 41; i++) {
            guest.symlink("l" + (i - 1), "app/l" + i);
        }

        assertThat(guest.stat("app/l40", FOLLOW)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.stat("app/l41", FOLLOW)).isEqualTo(Errno.LOOP);
    }

    @Test
    void links_can_not_make_a_path_grow_without_bound() {
        String target = "d/../".repeat(800) + "l";
        assertThat(guest.symlink(target, "app/l")).isEqualTo(Errno.SUCCESS);

        assertThat(guest.stat("app/l/" + "x/".repeat(1000), FOLLOW)).isEqualTo(Errno.LOOP);
    }

    @Test
    void a_slash_behind_a_link_follows_it() {
        guest.symlink("d", "app/dl");
        guest.symlink("f", "app/fl");

        assertThat(guest.stat("app/dl/", 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.memory.byteAt(RESULT + 16)).isEqualTo((byte) FileType.DIRECTORY);
        assertThat(guest.stat("app/fl/", 0)).isEqualTo(Errno.NOTDIR);
    }

    @Test
    void an_empty_path_is_nothing() {
        assertThat(guest.stat("", 0)).isEqualTo(Errno.NOENT);
        assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "")).isEqualTo(Errno.NOENT);
        assertThat(guest.rename("", "app/x")).isEqualTo(Errno.NOENT);
        assertThat(guest.stat(".", 0)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void names_and_paths_are_bounded() {
        String longest = "n".repeat(255);
        assertThat(guest.tryOpen(ROOT, 0, "app/" + longest, CREATE, READ_WRITE, 0))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryOpen(ROOT, 0, "app/" + longest + "n", CREATE, READ_WRITE, 0))
                .isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.tryOpen(ROOT, 0, "app/" + "ä".repeat(128), CREATE, READ_WRITE, 0))
                .isEqualTo(Errno.NAMETOOLONG);
        String deep = "app/" + "./".repeat(2045) + "f";
        assertThat(deep).hasSize(4095);
        assertThat(guest.stat(deep, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.stat("." + "/" + deep, 0)).isEqualTo(Errno.NAMETOOLONG);
    }

    @Test
    void paths_are_text() {
        byte[][] malformed = {
            {'a', (byte) 0xff},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xe2, (byte) 0x82}
        };
        for (byte[] path : malformed) {
            guest.expect(
                    Errno.ILSEQ,
                    WasiFunction.PATH_CREATE_DIRECTORY,
                    ROOT,
                    guest.put(path),
                    path.length);
        }
        assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/a\0b"))
                .isEqualTo(Errno.INVAL);
        assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/\ufffd"))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/😀"))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.names("app")).contains("\ufffd", "😀");
    }
}
