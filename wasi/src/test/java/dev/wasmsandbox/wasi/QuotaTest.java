package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static dev.wasmsandbox.wasi.TestGuest.TRUNCATE;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_CREATE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_REMOVE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_UNLINK_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a guest may use up, counted exactly. */
class QuotaTest {

    private static final TreeLimits HUNDRED = new TreeLimits(100, 5, 4, 1 << 20);

    private final TestGuest guest =
            TestGuest.withWorkspace(
                    DirectoryEntry.builder().file("old", Blob.of(new byte[40]), 0).build(),
                    HUNDRED);

    private void assertUsed(long bytes, long entries) {
        assertThat(guest.tree.used()).isEqualTo(new Usage(bytes, entries));
    }

    @Test
    void what_was_there_counts() {
        assertUsed(40, 1);
    }

    @Test
    void a_write_fits_exactly() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);

        guest.write(fd, "x".repeat(60));

        assertUsed(100, 2);
        assertThat(guest.tryWrite(fd, "y")).isEqualTo(Errno.NOSPC);
        assertUsed(100, 2);
    }

    @Test
    void a_write_over_the_quota_is_cut_short() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);

        assertThat(guest.tryWrite(fd, "x".repeat(61))).isEqualTo(Errno.SUCCESS);
        assertThat(guest.result()).isEqualTo(60);
        assertThat(guest.tryWrite(fd, "x")).isEqualTo(Errno.NOSPC);
    }

    @Test
    void vectors_are_cut_short_too() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);
        int data = guest.put("x".repeat(50));
        int vectors = guest.vector(data, 50);
        guest.vector(data, 50);

        guest.ok(WasiFunction.FD_WRITE, fd, vectors, 2, RESULT);

        assertThat(guest.result()).isEqualTo(60);
    }

    @Test
    void overwriting_costs_nothing() {
        int fd = guest.open("app/old", 0, READ_WRITE);
        guest.write(fd, "x".repeat(40));

        assertUsed(40, 1);
    }

    @Test
    void cutting_gives_back_and_extending_takes() {
        int fd = guest.open("app/old", 0, READ_WRITE);
        guest.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 10L);
        assertUsed(10, 1);
        guest.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 100L);
        assertUsed(100, 1);
        guest.expect(Errno.NOSPC, WasiFunction.FD_FILESTAT_SET_SIZE, fd, 101L);
        guest.close(guest.open("app/old", TRUNCATE, READ_WRITE));
        assertUsed(0, 1);
    }

    @Test
    void holes_count_with_their_length() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);
        guest.ok(WasiFunction.FD_SEEK, fd, 59L, 0, RESULT);
        guest.write(fd, "x");
        assertUsed(100, 2);
        guest.ok(WasiFunction.FD_SEEK, fd, 1L << 50, 0, RESULT);
        assertThat(guest.tryWrite(fd, "x")).isEqualTo(Errno.NOSPC);
        assertUsed(100, 2);
    }

    @Test
    void deleting_gives_back() {
        guest.path(PATH_UNLINK_FILE, "app/old");

        assertUsed(0, 0);
    }

    @Test
    void an_open_file_is_given_back_when_it_is_closed() {
        int fd = guest.open("app/old", 0, READ_WRITE);
        guest.path(PATH_UNLINK_FILE, "app/old");
        assertUsed(40, 0);
        guest.close(fd);
        assertUsed(0, 0);
    }

    @Test
    void closing_the_guest_gives_back_what_was_left_open() {
        guest.open("app/old", 0, READ_WRITE);
        guest.path(PATH_UNLINK_FILE, "app/old");

        guest.wasi.close();

        assertUsed(0, 0);
    }

    @Test
    void renaming_over_a_file_gives_its_space_back() {
        guest.writeFile("app/f", "12345");
        assertThat(guest.rename("app/f", "app/old")).isEqualTo(Errno.SUCCESS);

        assertUsed(5, 1);
    }

    @Test
    void names_are_bounded_whatever_they_stand_for() {
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/d")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.symlink("x", "app/l")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.link("app/old", "app/h")).isEqualTo(Errno.SUCCESS);
        guest.writeFile("app/f", "");
        assertUsed(81, 5);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/e")).isEqualTo(Errno.NOSPC);
        assertThat(guest.symlink("x", "app/m")).isEqualTo(Errno.NOSPC);
        assertThat(guest.link("app/old", "app/i")).isEqualTo(Errno.NOSPC);
        assertThat(guest.tryOpen(ROOT, 0, "app/g", CREATE, READ_WRITE, 0)).isEqualTo(Errno.NOSPC);
        guest.path(PATH_UNLINK_FILE, "app/h");
        guest.path(PATH_UNLINK_FILE, "app/l");
        guest.path(PATH_REMOVE_DIRECTORY, "app/d");
        assertUsed(40, 2);
    }

    @Test
    void each_name_of_a_file_counts_like_a_copy() {
        assertThat(guest.link("app/old", "app/h")).isEqualTo(Errno.SUCCESS);
        assertUsed(80, 2);
        assertThat(guest.link("app/old", "app/i")).isEqualTo(Errno.NOSPC);
        assertUsed(80, 2);
        int fd = guest.open("app/old", 0, READ_WRITE);
        guest.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 50L);
        assertUsed(100, 2);
        guest.expect(Errno.NOSPC, WasiFunction.FD_FILESTAT_SET_SIZE, fd, 51L);
        guest.ok(WasiFunction.FD_SEEK, fd, 0L, 2, RESULT);
        assertThat(guest.tryWrite(fd, "x")).isEqualTo(Errno.NOSPC);
        guest.path(PATH_UNLINK_FILE, "app/h");
        assertUsed(50, 1);
        guest.path(PATH_UNLINK_FILE, "app/old");
        assertUsed(50, 0);
        guest.close(fd);
        assertUsed(0, 0);
    }

    @Test
    void links_of_links_count_likewise() {
        assertThat(guest.symlink("x".repeat(20), "app/l")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.link("app/l", "app/m")).isEqualTo(Errno.SUCCESS);
        assertUsed(80, 3);
        assertThat(guest.link("app/l", "app/n")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.link("app/l", "app/o")).isEqualTo(Errno.NOSPC);
        guest.path(PATH_UNLINK_FILE, "app/l");
        guest.path(PATH_UNLINK_FILE, "app/m");
        guest.path(PATH_UNLINK_FILE, "app/n");
        assertUsed(40, 1);
    }

    @Test
    void targets_of_links_count_as_bytes() {
        assertThat(guest.symlink("x".repeat(61), "app/l")).isEqualTo(Errno.NOSPC);
        assertUsed(40, 1);
        assertThat(guest.symlink("x".repeat(60), "app/l")).isEqualTo(Errno.SUCCESS);
        assertUsed(100, 2);
    }

    @Test
    void depth_is_bounded() {
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/1")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/1/2")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/1/2/3")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/1/2/3/4")).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/a")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.rename("app/1", "app/a/1")).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.rename("app/1/2/3", "app/a/3")).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void names_are_bounded_in_length() {
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/" + "n".repeat(255)))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/" + "n".repeat(256)))
                .isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/" + "ä".repeat(127)))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.path(PATH_CREATE_DIRECTORY, "app/" + "ä".repeat(128)))
                .isEqualTo(Errno.NAMETOOLONG);
    }

    /** Step by step a guest could build paths that nobody can name, and whose lists would fill the host's memory. */
    @Test
    void paths_are_bounded_however_they_are_made() {
        TestGuest deep =
                TestGuest.withWorkspace(
                        DirectoryEntry.empty(), new TreeLimits(1 << 20, 1000, 100, 1 << 20));
        String name = "n".repeat(255);
        int directory = deep.open("app", TestGuest.DIRECTORY, TestGuest.READ);
        for (int depth = 1; depth < 16; depth++) {
            deep.ok(PATH_CREATE_DIRECTORY, directory, deep.put(name), 255);
            assertThat(deep.tryOpen(directory, 0, name, TestGuest.DIRECTORY, TestGuest.READ, 0))
                    .isEqualTo(Errno.SUCCESS);
            directory = deep.result();
        }
        // "/app" and fifteen names take 3,844 bytes: one of 250 fits into 4,095, with its slash.
        deep.ok(PATH_CREATE_DIRECTORY, directory, deep.put("m".repeat(250)), 250);
        deep.expect(
                Errno.NAMETOOLONG,
                PATH_CREATE_DIRECTORY,
                directory,
                deep.put("m".repeat(251)),
                251);
        assertThat(deep.tryOpen(directory, 0, "f".repeat(251), CREATE, READ_WRITE, 0))
                .isEqualTo(Errno.NAMETOOLONG);
        deep.writeFile("app/file", "");
        deep.expect(
                Errno.NAMETOOLONG,
                WasiFunction.PATH_RENAME,
                ROOT,
                deep.put("app/file"),
                8,
                directory,
                deep.put("f".repeat(251)),
                251);
        deep.expect(
                Errno.NAMETOOLONG,
                WasiFunction.PATH_LINK,
                ROOT,
                0,
                deep.put("app/file"),
                8,
                directory,
                deep.put("f".repeat(251)),
                251);
        assertThat(deep.rename("app/" + name, "app/" + "o".repeat(255))).isEqualTo(Errno.SUCCESS);
        assertThat(deep.path(PATH_CREATE_DIRECTORY, "app/a")).isEqualTo(Errno.SUCCESS);
        assertThat(deep.rename("app/" + "o".repeat(255), "app/a/b")).isEqualTo(Errno.SUCCESS);
        assertThat(deep.rename("app/a/b", "app/a/" + "c".repeat(254))).isEqualTo(Errno.NAMETOOLONG);
    }

    @Test
    void memory_of_names_is_bounded() {
        TestGuest tight =
                TestGuest.withWorkspace(
                        DirectoryEntry.empty(), new TreeLimits(1000, 1000, 10, 1 << 20, 10_000));
        Errno last = Errno.SUCCESS;
        int made = 0;
        while (last == Errno.SUCCESS) {
            last = tight.path(PATH_CREATE_DIRECTORY, "app/" + made++);
        }
        assertThat(last).isEqualTo(Errno.NOSPC);
        assertThat(made).isBetween(5, 15);
        assertThat(tight.tree.nodeMemoryUsed()).isBetween(9_000L, 10_000L);
        for (int i = 0; i < made - 1; i++) {
            assertThat(tight.path(PATH_REMOVE_DIRECTORY, "app/" + i)).isEqualTo(Errno.SUCCESS);
        }
        assertThat(tight.tree.nodeMemoryUsed()).isZero();
    }

    @Test
    void what_is_loaded_of_a_large_mount_is_bounded() {
        DirectoryEntryBuilder many = DirectoryEntry.builder();
        for (int i = 0; i < 50; i++) {
            many.file("f" + i, Blob.of(new byte[1]), 0);
        }
        DirectoryEntry large = many.build();
        DirectoryEntry reloadable = DirectoryEntry.reloadable(large::entries, 0);
        TestGuest tight =
                TestGuest.of(
                        Tree.builder()
                                .limits(new TreeLimits(1000, 1000, 10, 1 << 20, 30_000))
                                .mount("/one", reloadable, MountAccess.READ_ONLY)
                                .mount("/two", reloadable, MountAccess.READ_ONLY)
                                .mount("/layer", large, MountAccess.PRIVATE_CHANGES));

        assertThat(tight.names("one")).hasSize(52);
        assertThat(tight.stat("two/f1", 0)).isEqualTo(Errno.NOMEM);
        assertThat(tight.stat("one/f1", 0)).isEqualTo(Errno.SUCCESS);
        int looked = 0;
        while (tight.stat("layer/f" + looked, 0) == Errno.SUCCESS) {
            looked++;
        }
        assertThat(looked).isBetween(5, 49);
        assertThat(tight.stat("layer/f" + looked, 0)).isEqualTo(Errno.NOMEM);
        assertThat(tight.stat("layer/f0", 0)).isEqualTo(Errno.SUCCESS);
        assertThat(tight.stat("layer/absent", 0)).isEqualTo(Errno.NOENT);
    }

    @Test
    void a_workspace_beyond_the_quota_can_shrink_but_not_grow() {
        TestGuest over =
                TestGuest.withWorkspace(
                        DirectoryEntry.builder().file("big", Blob.of(new byte[150]), 0).build(),
                        HUNDRED);
        int fd = over.open("app/big", 0, READ_WRITE);
        over.write(fd, "overwriting works");
        over.expect(Errno.NOSPC, WasiFunction.FD_FILESTAT_SET_SIZE, fd, 151L);
        over.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 120L);
        int other = over.open("app/f", CREATE, READ_WRITE);
        assertThat(over.tryWrite(other, "x")).isEqualTo(Errno.NOSPC);
        over.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 99L);
        over.write(other, "x");
    }

    @Test
    void a_private_layer_counts_what_is_written_to() {
        DirectoryEntry base =
                DirectoryEntry.builder()
                        .file("small", Blob.of(new byte[30]), 0)
                        .file("large", Blob.of(new byte[1000]), 0)
                        .build();
        TestGuest layered =
                TestGuest.of(
                        Tree.builder()
                                .limits(HUNDRED)
                                .mount("/data", base, MountAccess.PRIVATE_CHANGES));
        assertThat(layered.tree.used()).isEqualTo(Usage.NONE);

        int small = layered.open("data/small", 0, READ_WRITE);
        layered.write(small, "x");
        assertThat(layered.tree.used()).isEqualTo(new Usage(30, 0));
        int large = layered.open("data/large", 0, READ_WRITE);
        assertThat(layered.tryWrite(large, "x")).isEqualTo(Errno.NOSPC);
        layered.ok(WasiFunction.FD_FILESTAT_SET_SIZE, large, 20L);
        assertThat(layered.tree.used()).isEqualTo(new Usage(50, 0));
        assertThat(layered.rename("data/small", "data/renamed")).isEqualTo(Errno.SUCCESS);
        assertThat(layered.tree.used()).isEqualTo(new Usage(50, 1));
        layered.path(PATH_UNLINK_FILE, "data/renamed");
        layered.path(PATH_UNLINK_FILE, "data/large");
        layered.close(small);
        layered.close(large);
        assertThat(layered.tree.used()).isEqualTo(Usage.NONE);
    }

    @Test
    void without_scratch_memory_is_the_bound() {
        TestGuest tight =
                TestGuest.withWorkspace(
                        DirectoryEntry.empty(), new TreeLimits(1 << 20, 100, 10, 100_000));
        int fd = tight.open("app/f", CREATE, READ_WRITE);
        tight.write(fd, "x".repeat(65_536));

        assertThat(tight.tryWrite(fd, "x".repeat(65_536))).isEqualTo(Errno.NOSPC);
        assertThat(tight.tree.memoryUsed()).isEqualTo(65_536 + FileContent.PAGE_OVERHEAD);
        assertThat(tight.tree.used()).isEqualTo(new Usage(65_536, 1));
    }

    @Test
    void large_contents_move_to_scratch_and_leave_it() {
        FakeScratch scratch = new FakeScratch();
        TestGuest spilling =
                TestGuest.of(
                        Tree.builder()
                                .limits(new TreeLimits(1 << 20, 100, 10, 100_000))
                                .scratch(scratch)
                                .mount("/app", DirectoryEntry.empty(), MountAccess.READ_WRITE));
        int fd = spilling.open("app/f", CREATE, READ_WRITE);
        spilling.write(fd, "x".repeat(200_000));

        assertThat(scratch.open).isEqualTo(1);
        assertThat(spilling.tree.memoryUsed()).isZero();
        assertThat(spilling.changes().createdFiles().getFirst().content())
                .isInstanceOf(ScratchFile.class);
        spilling.path(PATH_UNLINK_FILE, "app/f");
        assertThat(scratch.open).isEqualTo(1);
        spilling.close(fd);
        assertThat(scratch.open).isZero();
        spilling.writeFile("app/g", "x".repeat(200_000));
        spilling.tree.close();
        assertThat(scratch.open).isZero();
    }

    @Test
    void full_scratch_is_a_full_disk() {
        FakeScratch scratch = new FakeScratch();
        TestGuest spilling =
                TestGuest.of(
                        Tree.builder()
                                .limits(new TreeLimits(1 << 20, 100, 10, 100_000))
                                .scratch(scratch)
                                .mount("/app", DirectoryEntry.empty(), MountAccess.READ_WRITE));
        int fd = spilling.open("app/f", CREATE, READ_WRITE);
        scratch.full = true;
        assertThat(spilling.tryWrite(fd, "x".repeat(100_000))).isEqualTo(Errno.NOSPC);
        assertThat(spilling.tree.used().bytes()).isZero();
        scratch.full = false;
        spilling.write(fd, "x".repeat(100_000));
        scratch.full = true;
        assertThat(spilling.tryWrite(fd, "x")).isEqualTo(Errno.NOSPC);
        assertThat(spilling.tree.used().bytes()).isEqualTo(100_000);
    }
}
