package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.DIRECTORY;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listing directories. */
class DirectoryFunctionsTest {

    private static TestGuest guestWith(int files) {
        DirectoryEntryBuilder builder = DirectoryEntry.builder();
        for (int i = 0; i < files; i++) {
            builder.file("file%03d".formatted(i), Blob.of(new byte[i]), 0);
        }
        return TestGuest.withWorkspace(builder.build(), TreeLimits.defaults());
    }

    @Test
    void lists_itself_its_parent_and_its_entries() {
        TestGuest guest = guestWith(2);
        guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/sub");

        List<TestGuest.Entry> entries = guest.list("app");

        assertThat(entries)
                .extracting(TestGuest.Entry::name)
                .containsExactly(".", "..", "file000", "file001", "sub");
        assertThat(entries).extracting(TestGuest.Entry::type).containsExactly(3, 3, 4, 4, 3);
        assertThat(entries.get(0).inode()).isEqualTo(guest.statField("app", 8));
        assertThat(entries.get(1).inode()).isEqualTo(guest.statField(".", 8));
        assertThat(entries.get(2).inode()).isEqualTo(guest.statField("app/file000", 8));
    }

    @Test
    void every_buffer_size_gives_the_same_list() {
        TestGuest guest = guestWith(50);
        int fd = guest.open("app", DIRECTORY, READ);

        List<TestGuest.Entry> all = guest.list(fd, 1 << 16);

        assertThat(all).hasSize(52);
        for (int size : new int[] {32, 40, 63, 100, 1000}) {
            assertThat(guest.list(fd, size)).isEqualTo(all);
        }
    }

    @Test
    void the_last_entry_is_cut_off_at_the_end_of_the_buffer() {
        TestGuest guest = guestWith(1);
        int fd = guest.open("app", DIRECTORY, READ);
        for (int size : new int[] {0, 1, 23, 24, 25, 49, 50, 51, 75}) {
            guest.ok(WasiFunction.FD_READDIR, fd, 10_000, size, 0L, RESULT);
            assertThat(guest.result()).isEqualTo(size);
        }
        guest.ok(WasiFunction.FD_READDIR, fd, 10_000, 1000, 0L, RESULT);
        assertThat(guest.result()).isEqualTo(25 + 26 + 31);
    }

    @Test
    void deleting_while_listing_skips_nothing() {
        TestGuest guest = guestWith(100);
        int fd = guest.open("app", DIRECTORY, READ);
        List<String> seen = new ArrayList<>();
        long cookie = 0;
        while (true) {
            guest.ok(WasiFunction.FD_READDIR, fd, 10_000, 31, cookie, RESULT);
            if (guest.result() < 24) {
                break;
            }
            cookie = guest.memory.longAt(10_000);
            int length = guest.memory.intAt(10_016);
            String name =
                    new String(
                            guest.bytes(10_024, length), java.nio.charset.StandardCharsets.UTF_8);
            seen.add(name);
            if (name.startsWith("file")) {
                assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, "app/" + name))
                        .isEqualTo(Errno.SUCCESS);
            }
        }

        assertThat(seen).hasSize(102).doesNotHaveDuplicates();
        assertThat(guest.names("app")).containsExactly(".", "..");
    }

    @Test
    void what_is_added_while_listing_comes_at_the_end() {
        TestGuest guest = guestWith(2);
        int fd = guest.open("app", DIRECTORY, READ);
        List<TestGuest.Entry> before = guest.list(fd, 1000);
        guest.writeFile("app/aaa", "x");
        guest.path(WasiFunction.PATH_UNLINK_FILE, "app/file000");
        guest.writeFile("app/file000", "again");

        long cookie = before.getLast().next();
        guest.ok(WasiFunction.FD_READDIR, fd, 10_000, 1000, cookie, RESULT);

        assertThat(guest.result()).isEqualTo(27 + 31);
        assertThat(guest.names("app")).containsExactly(".", "..", "file001", "aaa", "file000");
    }

    @Test
    void a_cookie_beyond_the_end_gives_nothing() {
        TestGuest guest = guestWith(2);
        int fd = guest.open("app", DIRECTORY, READ);
        for (long cookie : new long[] {5, 1000, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            guest.ok(WasiFunction.FD_READDIR, fd, 10_000, 1000, cookie, RESULT);
            assertThat(guest.result()).isZero();
        }
    }

    @Test
    void only_directories_can_be_listed() {
        TestGuest guest = guestWith(1);
        int fd = guest.open("app/file000", 0, READ);

        guest.expect(Errno.BADF, WasiFunction.FD_READDIR, fd, 10_000, 1000, 0L, RESULT);
        guest.expect(Errno.BADF, WasiFunction.FD_READDIR, 1, 10_000, 1000, 0L, RESULT);
    }

    @Test
    void a_directory_that_can_not_be_listed_is_an_io_error() throws IOException {
        DirectoryEntry broken =
                DirectoryEntry.lazy(
                        () -> {
                            throw new IOException("disk gone");
                        },
                        0);
        TestGuest guest =
                TestGuest.of(Tree.builder().mount("/data", broken, MountAccess.READ_ONLY));

        assertThat(guest.stat("data", 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.stat("data/x", 0)).isEqualTo(Errno.IO);
        int fd = guest.open("data", DIRECTORY, READ);
        guest.expect(Errno.IO, WasiFunction.FD_READDIR, fd, 10_000, 1000, 0L, RESULT);
    }

    @Test
    void names_that_no_guest_can_name_are_left_out() {
        DirectoryEntry odd =
                DirectoryEntry.of(
                        IntStream.range(0, 1)
                                .boxed()
                                .collect(
                                        java.util.stream.Collectors.toMap(
                                                i -> "ok", i -> DirectoryEntry.empty())),
                        0);
        DirectoryEntry mixed =
                DirectoryEntry.lazy(
                        () ->
                                java.util.Map.of(
                                        "fine",
                                        odd,
                                        "a/b",
                                        odd,
                                        "..",
                                        odd,
                                        ".",
                                        odd,
                                        "",
                                        odd,
                                        "n\0",
                                        odd,
                                        "\ud800",
                                        odd,
                                        "x".repeat(256),
                                        odd),
                        0);
        TestGuest guest = TestGuest.of(Tree.builder().mount("/data", mixed, MountAccess.READ_ONLY));

        assertThat(guest.names("data")).containsExactly(".", "..", "fine");
    }

    @Test
    void inodes_stay_the_same_whether_listed_or_looked_up() {
        DirectoryEntry library =
                DirectoryEntry.builder()
                        .file("a", Blob.of(new byte[1]), 0)
                        .file("b/c", Blob.of(new byte[1]), 0)
                        .link("l", "a", 0)
                        .build();
        for (MountAccess access : MountAccess.values()) {
            TestGuest guest = TestGuest.of(Tree.builder().mount("/data", library, access));
            long looked = guest.statField("data/l", 8);
            List<TestGuest.Entry> listed = guest.list("data");

            assertThat(listed).extracting(TestGuest.Entry::inode).doesNotHaveDuplicates();
            for (TestGuest.Entry entry : listed.subList(2, 5)) {
                assertThat(guest.statField("data/" + entry.name(), 8)).isEqualTo(entry.inode());
                assertThat(guest.statField("data/" + entry.name(), 8)).isEqualTo(entry.inode());
            }
            assertThat(listed.getLast().inode()).isEqualTo(looked);
        }
    }

    @Test
    void a_deferred_directory_that_can_not_be_made_is_an_io_error() {
        DirectoryEntry broken =
                DirectoryEntry.deferred(() -> {
                    throw new UncheckedIOException(new IOException("archive gone"));
                });
        DirectoryEntry fine =
                DirectoryEntry.deferred(
                        () -> DirectoryEntry.builder().file("f", Blob.of(new byte[1]), 0).build());
        TestGuest guest =
                TestGuest.of(
                        Tree.builder()
                                .mount("/broken", broken, MountAccess.READ_ONLY)
                                .mount("/fine", fine, MountAccess.READ_ONLY));

        assertThat(guest.stat("broken/x", 0)).isEqualTo(Errno.IO);
        assertThat(guest.names("fine")).containsExactly(".", "..", "f");
    }
}
