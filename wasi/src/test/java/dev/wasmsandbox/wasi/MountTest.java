package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static dev.wasmsandbox.wasi.TestGuest.TRUNCATE;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_CREATE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_REMOVE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_UNLINK_FILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounts and their access. */
class MountTest {

    private static final DirectoryEntry LIBRARY =
            DirectoryEntry.builder()
                    .file("os.py", Blob.of("import abc".getBytes(UTF_8)), 5)
                    .file("json/decoder.py", Blob.of("x".getBytes(UTF_8)), 6)
                    .link("link.py", "os.py", 7)
                    .build();

    private static TestGuest guest(MountAccess access) {
        return TestGuest.of(
                Tree.builder()
                        .mount("/app", DirectoryEntry.empty(), MountAccess.READ_WRITE)
                        .mount("/usr/lib/python", LIBRARY, access));
    }

    @Test
    void mounts_appear_with_the_directories_on_the_way() {
        TestGuest guest = guest(MountAccess.READ_ONLY);

        assertThat(guest.names(".")).containsExactly(".", "..", "app", "usr");
        assertThat(guest.names("usr")).containsExactly(".", "..", "lib");
        assertThat(guest.names("usr/lib/python"))
                .containsExactly(".", "..", "json", "link.py", "os.py");
        assertThat(guest.readFile("usr/lib/python/link.py")).isEqualTo("import abc");
        assertThat(guest.statField("usr/lib/python/json/decoder.py", 48)).isEqualTo(6);
        assertThat(guest.statField("app", 0)).isNotEqualTo(guest.statField("usr/lib/python", 0));
    }

    @Test
    void a_listing_that_takes_long_ends_with_its_run_and_begins_anew_for_the_next() {
        AtomicInteger begun = new AtomicInteger();
        DirectoryEntry shared =
                DirectoryEntry.lazy(
                        new DirectorySource() {
                            @Override
                            public Map<String, Entry> list() {
                                return Map.of("f", new FileEntry(Blob.of(new byte[0]), 0));
                            }

                            @Override
                            public Map<String, Entry> list(Runnable pause) {
                                begun.incrementAndGet();
                                pause.run();
                                return list();
                            }
                        },
                        0);
        TestGuest stopped =
                TestGuest.of(Tree.builder().mount("/mnt", shared, MountAccess.READ_ONLY));
        stopped.clocks.interrupted = true;

        assertThatThrownBy(() -> stopped.stat("mnt/f", 0)).isSameAs(RunInterrupted.INSTANCE);

        TestGuest next = TestGuest.of(Tree.builder().mount("/mnt", shared, MountAccess.READ_ONLY));
        assertThat(next.names("mnt")).containsExactly(".", "..", "f");
        assertThat(begun).hasValue(2);
    }

    @Test
    void a_read_only_mount_does_not_change() {
        TestGuest guest = guest(MountAccess.READ_ONLY);
        String base = "usr/lib/python/";

        assertThat(guest.tryOpen(ROOT, 0, base + "os.py", 0, READ_WRITE, 0)).isEqualTo(Errno.ROFS);
        assertThat(guest.tryOpen(ROOT, 0, base + "os.py", TRUNCATE, READ, 0)).isEqualTo(Errno.ROFS);
        assertThat(guest.tryOpen(ROOT, 0, base + "new", CREATE, READ_WRITE, 0))
                .isEqualTo(Errno.ROFS);
        assertThat(guest.tryOpen(ROOT, 0, base + "os.py", CREATE, READ, 0))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, base + "d")).isEqualTo(Errno.ROFS);
        assertThat(guest.path(PATH_UNLINK_FILE, base + "os.py")).isEqualTo(Errno.ROFS);
        guest.writeFile("app/f", "x");
        assertThat(guest.rename(base + "os.py", base + "x")).isEqualTo(Errno.ROFS);
        assertThat(guest.rename("app/f", base + "x")).isEqualTo(Errno.XDEV);
        assertThat(guest.rename(base + "os.py", "app/x")).isEqualTo(Errno.XDEV);
        assertThat(guest.link(base + "os.py", base + "x")).isEqualTo(Errno.ROFS);
        assertThat(guest.symlink("x", base + "x")).isEqualTo(Errno.ROFS);
        guest.expect(
                Errno.ROFS,
                WasiFunction.PATH_FILESTAT_SET_TIMES,
                ROOT,
                0,
                guest.put(base + "os.py"),
                base.length() + 5,
                1L,
                1L,
                5);
    }

    @Test
    void the_root_and_what_leads_to_mounts_do_not_change() {
        TestGuest guest = guest(MountAccess.READ_ONLY);

        assertThat(guest.path(PATH_CREATE_DIRECTORY, "tmp")).isEqualTo(Errno.ROFS);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "usr/x")).isEqualTo(Errno.ROFS);
        assertThat(guest.path(PATH_REMOVE_DIRECTORY, "app")).isEqualTo(Errno.BUSY);
        assertThat(guest.path(PATH_REMOVE_DIRECTORY, "usr/lib")).isEqualTo(Errno.BUSY);
        assertThat(guest.rename("app", "other")).isEqualTo(Errno.BUSY);
        assertThat(guest.rename("usr", "app/usr")).isIn(Errno.BUSY, Errno.XDEV);
        assertThat(guest.rename("app", "app/x")).isIn(Errno.BUSY, Errno.XDEV);
    }

    @Test
    void a_private_layer_changes_for_one_run_only() {
        TestGuest guest = guest(MountAccess.PRIVATE_CHANGES);
        guest.writeFile("usr/lib/python/os.py", "changed");
        guest.writeFile("usr/lib/python/json/new.py", "new");
        assertThat(guest.path(PATH_UNLINK_FILE, "usr/lib/python/link.py")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readFile("usr/lib/python/os.py")).isEqualTo("changed");
        assertThat(guest.names("usr/lib/python")).containsExactly(".", "..", "json", "os.py");

        TestGuest other = guest(MountAccess.PRIVATE_CHANGES);

        assertThat(other.readFile("usr/lib/python/os.py")).isEqualTo("import abc");
        assertThat(other.names("usr/lib/python"))
                .containsExactly(".", "..", "json", "link.py", "os.py");
        assertThat(other.names("usr/lib/python/json")).containsExactly(".", "..", "decoder.py");
    }

    @Test
    void an_inner_mount_covers_what_the_outer_one_has() {
        DirectoryEntry outer =
                DirectoryEntry.builder()
                        .file("a/inner/hidden", Blob.of(new byte[1]), 0)
                        .file("a/seen", Blob.of(new byte[1]), 0)
                        .build();
        TestGuest guest =
                TestGuest.of(
                        Tree.builder()
                                .mount("/data", outer, MountAccess.PRIVATE_CHANGES)
                                .mount("/data/a/inner", LIBRARY, MountAccess.READ_ONLY)
                                .mount(
                                        "/data/b/c",
                                        DirectoryEntry.empty(),
                                        MountAccess.READ_WRITE));

        assertThat(guest.names("data/a")).containsExactly(".", "..", "seen", "inner");
        assertThat(guest.names("data/a/inner")).contains("os.py").doesNotContain("hidden");
        guest.writeFile("data/b/c/f", "x");
        assertThat(guest.rename("data/a", "data/z")).isEqualTo(Errno.BUSY);
        assertThat(guest.path(PATH_UNLINK_FILE, "data/a/seen")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.path(PATH_REMOVE_DIRECTORY, "data/a")).isEqualTo(Errno.BUSY);
        assertThat(guest.readFile("data/b/c/../../a/inner/os.py")).isEqualTo("import abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "app", "/a/", "/a//b", "/a/./b", "/../a", "/a\0"})
    void mount_paths_are_absolute_and_normal(String path) {
        assertThatThrownBy(() ->
                        Tree.builder().mount(path, DirectoryEntry.empty(), MountAccess.READ_ONLY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void each_path_is_mounted_once() {
        Tree.Builder builder = Tree.builder().mount("/a/b", LIBRARY, MountAccess.READ_ONLY);

        assertThatThrownBy(() -> builder.mount("/a/b", LIBRARY, MountAccess.READ_ONLY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/a/b");
        builder.mount("/a/bc", LIBRARY, MountAccess.READ_ONLY);
    }

    @Test
    void mounts_may_be_given_in_any_order() throws IOException {
        DirectoryEntry outer =
                DirectoryEntry.builder()
                        .file("b/hidden", Blob.of(new byte[1]), 0)
                        .file("seen", Blob.of(new byte[1]), 0)
                        .build();
        Tree tree =
                Tree.builder()
                        .mount("/a/b", LIBRARY, MountAccess.READ_ONLY)
                        .mount("/a", outer, MountAccess.READ_ONLY)
                        .build();

        assertThat(tree.mounts()).extracting(Mount::path).containsExactly("/a", "/a/b");
    }

    @Test
    void a_lazy_directory_is_listed_once_for_all_runs() throws IOException {
        AtomicInteger listings = new AtomicInteger();
        DirectoryEntry lazy =
                DirectoryEntry.lazy(
                        () -> {
                            listings.incrementAndGet();
                            return LIBRARY.entries();
                        },
                        0);
        Tree.Builder builder = Tree.builder().mount("/data", lazy, MountAccess.READ_ONLY);
        builder.build();
        assertThat(listings).hasValue(0);

        TestGuest.of(builder).names("data");
        TestGuest.of(builder).names("data");

        assertThat(listings).hasValue(1);
    }

    @Test
    void a_content_that_can_not_be_read_is_an_io_error() {
        Blob broken =
                new Blob() {
                    @Override
                    public long size() {
                        return 10;
                    }

                    @Override
                    public void read(long position, byte[] target, int offset, int length)
                            throws IOException {
                        if (position + length > 5) {
                            throw new IOException("bad sector");
                        }
                    }
                };
        TestGuest guest =
                TestGuest.of(
                        Tree.builder()
                                .mount(
                                        "/app",
                                        DirectoryEntry.builder().file("f", broken, 0).build(),
                                        MountAccess.READ_WRITE));
        int fd = guest.open("app/f", 0, READ_WRITE);

        assertThat(guest.read(fd, 5)).hasSize(5);
        guest.expect(Errno.IO, WasiFunction.FD_READ, fd, guest.vector(10_000, 5), 1, 64);
        assertThat(guest.tryWrite(fd, "x")).isEqualTo(Errno.IO);
        assertThat(guest.tree.memoryUsed()).isZero();
    }
}
