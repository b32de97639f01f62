package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.FOLLOW;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What calls of a few bytes make the host do is counted, is bounded, and can be stopped. */
class EffortTest {
    private static final int NAMES = 800;

    private final TestGuest guest = TestGuest.withWorkspace();

    private long stepsOf(Runnable calls) {
        long _ = guest.wasi.takeSteps();
        calls.run();
        return guest.wasi.takeSteps();
    }

    /** A path back to where it begins. */
    private static String detour(int names) {
        return "d/../".repeat(names / 2);
    }

    @Test
    void a_path_takes_a_step_for_each_name() {
        guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/d");

        long few = stepsOf(() -> guest.stat("app/d", FOLLOW));
        long many = stepsOf(() -> guest.stat("app/" + detour(NAMES) + "d", FOLLOW));

        assertThat(few).isEqualTo(2);
        assertThat(many).isEqualTo(few + NAMES);
    }

    @Test
    void links_take_the_steps_of_their_targets_each_time() {
        guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/d");
        String before = "d";
        for (int i = 0; i < 40; i++) {
            guest.symlink(detour(NAMES) + before, "app/link" + i);
            before = "link" + i;
        }
        String last = "app/" + before;

        long all = stepsOf(() -> assertThat(guest.stat(last, FOLLOW)).isEqualTo(Errno.SUCCESS));

        assertThat(all).isBetween(40L * NAMES, 41L * NAMES);
    }

    @Test
    void a_walk_over_many_names_ends_with_the_run() {
        guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/d");
        String before = "d";
        for (int i = 0; i < 20; i++) {
            guest.symlink(detour(NAMES) + before, "app/link" + i);
            before = "link" + i;
        }
        String last = "app/" + before;
        guest.clocks.interrupted = true;

        assertThatThrownBy(() -> guest.stat(last, FOLLOW)).isSameAs(RunInterrupted.INSTANCE);
    }

    @Test
    void a_new_name_for_a_directory_takes_a_step_for_each_entry_below() {
        guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/d");
        guest.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/d/inner");
        for (int i = 0; i < 50; i++) {
            guest.close(guest.open("app/d/f" + i, CREATE, READ_WRITE));
            guest.close(guest.open("app/d/inner/f" + i, CREATE, READ_WRITE));
        }

        assertThat(stepsOf(() -> guest.rename("app/d", "app/e"))).isBetween(101L, 120L);
    }

    @Test
    void each_run_pays_for_a_shared_directory_that_moves() {
        DirectoryEntryBuilder files = DirectoryEntry.builder();
        for (int i = 0; i < 1_000; i++) {
            files.file("d/inner/f" + i, Blob.of(new byte[0]), 0);
        }
        DirectoryEntry shared = files.build();

        long first = moveOf(shared);
        long second = moveOf(shared);

        assertThat(first).isGreaterThan(1_000).isEqualTo(second);
    }

    private static long moveOf(DirectoryEntry shared) {
        TestGuest other =
                TestGuest.of(Tree.builder().mount("/layer", shared, MountAccess.PRIVATE_CHANGES));
        assertThat(other.rename("layer/d", "layer/e")).isEqualTo(Errno.SUCCESS);
        return other.wasi.takeSteps();
    }

    @Test
    void looking_for_what_is_left_of_an_emptied_directory_is_counted() {
        DirectoryEntryBuilder files = DirectoryEntry.builder();
        for (int i = 0; i < 300; i++) {
            files.file("d/f" + i, Blob.of(new byte[0]), 0);
        }
        TestGuest other = TestGuest.withWorkspace(files.build(), TreeLimits.defaults());
        for (int i = 0; i < 300; i++) {
            other.path(WasiFunction.PATH_UNLINK_FILE, "app/d/f" + i);
        }
        long _ = other.wasi.takeSteps();

        assertThat(other.names("app/d")).containsExactly(".", "..");
        assertThat(other.wasi.takeSteps()).isGreaterThan(300);
    }

    @Test
    void subscriptions_vectors_and_texts_are_counted() {
        int subscriptions = 1 << 16;
        for (int i = 0; i < 100; i++) {
            guest.memory.setByte(subscriptions + 48 * i + 8, (byte) 2);
            guest.memory.setInt(subscriptions + 48 * i + 16, 1);
        }
        int events = 1 << 17;
        List<String> arguments = Collections.nCopies(100, "argument");
        TestGuest other = new TestGuest(Tree.empty(), WasiConfig.builder().arguments(arguments));

        assertThat(
                        stepsOf(() ->
                                guest.ok(
                                        WasiFunction.POLL_ONEOFF,
                                        subscriptions,
                                        events,
                                        100,
                                        RESULT)))
                .isEqualTo(100);
        assertThat(stepsOf(() -> guest.ok(WasiFunction.FD_WRITE, 1, 1 << 18, 800, RESULT)))
                .isEqualTo(100);
        other.ok(WasiFunction.ARGS_SIZES_GET, RESULT, RESULT + 8);
        assertThat(other.wasi.takeSteps()).isEqualTo(100);
    }

    @Test
    void cutting_a_large_file_looks_only_at_what_goes() throws Exception {
        Tree tree =
                Tree.builder()
                        .mount("/app", DirectoryEntry.empty(), MountAccess.READ_WRITE)
                        .build();
        TestGuest other = new TestGuest(tree);
        int fd = other.open("app/large", CREATE, READ_WRITE);
        long page = FileContent.PAGE_BYTES;
        for (int i = 0; i < 100; i++) {
            other.ok(
                    WasiFunction.FD_PWRITE,
                    fd,
                    other.vector(other.put("x"), 1),
                    1,
                    i * page,
                    RESULT);
        }
        long before = tree.memoryUsed();

        other.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 50 * page);

        assertThat(tree.memoryUsed()).isEqualTo(before / 2);
        other.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 200 * page);
        assertThat(tree.memoryUsed()).isEqualTo(before / 2);
        other.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 49 * page + 1);
        assertThat(tree.memoryUsed()).isEqualTo(before / 2);
        other.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 49 * page);
        assertThat(tree.memoryUsed()).isEqualTo(before / 100 * 49);
    }
}
