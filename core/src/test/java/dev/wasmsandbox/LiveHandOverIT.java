package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An interpreter that lives on moves between processes: one has it at a time, and gives it up for the others. */
@Timeout(600)
class LiveHandOverIT {
    private static final boolean LONG_GATE = Boolean.getBoolean("gate.long");
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir Path root;

    private SandboxBuilder builder() {
        return TestSandboxes.live(root).sessionId("s").sessionPatience(LONG);
    }

    @Test
    void an_idle_owner_gives_the_interpreter_up_for_whoever_wants_it() throws Exception {
        try (LiveChild child = LiveChild.open(root, "s");
                Sandbox sandbox = builder().build()) {
            assertThat(child.run("x = [1]; g = iter(range(9)); print(next(g))")).isEqualTo("0\n");
            assertThat(root.resolve(".state/s/.python")).doesNotExist();
            for (int round = 1; round < 3; round++) {
                assertThat(out(sandbox, "x.append(2); print(len(x), next(g))"))
                        .isEqualTo(2 * round + " " + (2 * round - 1) + "\n");
                assertThat(child.run("x.append(3); print(len(x), next(g))"))
                        .isEqualTo(2 * round + 1 + " " + 2 * round + "\n");
            }
        }
        try (Sandbox sandbox = builder().build()) {
            assertThat(out(sandbox, "print(len(x))")).isEqualTo("5\n");
        }
    }

    @Test
    void an_owner_gives_it_up_although_all_its_guest_threads_are_busy() throws Exception {
        try (LiveChild child = LiveChild.open(root, "s");
                Sandbox sandbox = builder().build()) {
            out(sandbox, "x = 1");
            List<Sandbox> busy = LiveSharingIT.occupyGuestThreads();

            assertThat(child.run("print(x)")).isEqualTo("1\n");

            busy.forEach(Sandbox::close);
        }
    }

    @Test
    void a_busy_owner_keeps_it_until_the_run_is_over() throws Exception {
        try (LiveChild child = LiveChild.open(root, "s");
                Sandbox hasty = builder().sessionPatience(Duration.ofMillis(50)).build();
                Sandbox sandbox = builder().build()) {
            child.run("x = 1");
            child.begin("print('in')\nwhile True: pass");

            assertThatThrownBy(() -> hasty.execute("1"))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_BUSY))
                    .hasMessageContaining("awake in another process");
            var waiting = sandbox.executeAsync("print(x)");
            assertThat(child.stop()).isEqualTo("stopped\n");

            assertThat(waiting.get().stdout()).isEqualTo("1\n");
        }
    }

    @Test
    void an_owner_that_cannot_save_is_told_of() throws Exception {
        try (LiveChild child = LiveChild.open(root, "s");
                Sandbox hasty = builder().sessionPatience(Duration.ofMillis(600)).build();
                Sandbox patient = builder().build()) {
            child.run("x = 1");
            DiskStorageAdapter storage = new DiskStorageAdapter(root);
            Sessions sessions = Sessions.of(storage, SandboxLogger.none());
            // Files need the turn alone, and nobody gives anything up for them.
            sessions.writeFile("s", "f", "text", true);
            try (Sandbox fresh = builder().autoPersistGlobals(false).build()) {
                assertThat(out(fresh, "print(open('f').read())")).isEqualTo("text\n");
            }
            assertThat(storage.checkpoints("s")).isEmpty();
            try (SessionLease _ = storage.lease("s", LONG).orElseThrow()) {
                var waiting = hasty.executeAsync("1");
                assertThatThrownBy(waiting::join)
                        .hasMessageContaining(
                                "interpreter of session s is awake in another process")
                        .hasMessageContaining("600 ms");
            }
            assertThat(out(patient, "print(x)")).isEqualTo("1\n");
        }
    }

    @Test
    void after_a_killed_owner_the_next_one_goes_on_from_what_was_saved() throws Exception {
        try (Sandbox sandbox = builder().build()) {
            out(sandbox, "x = 1");
        }
        LiveChild child = LiveChild.open(root, "s");
        assertThat(child.run("x += 1; print(x)")).isEqualTo("2\n");
        assertThat(child.kill()).isEmpty();

        try (Sandbox sandbox = builder().build()) {
            assertThat(out(sandbox, "print(x)")).isEqualTo("1\n");
        }
    }

    @Test
    void a_session_that_is_deleted_elsewhere_is_not_brought_back() throws Exception {
        Sessions sessions = Sessions.of(new DiskStorageAdapter(root), SandboxLogger.none());
        try (LiveChild child = LiveChild.open(root, "s")) {
            child.run("x = 1");
            assertThat(sessions.deleteWorkspace("s")).isTrue();
            assertThat(child.run("print(x)")).startsWith("SESSION_NOT_FOUND");
            try (Sandbox sandbox = builder().build()) {
                assertThat(out(sandbox, "print('x' in globals()); y = 1")).isEqualTo("False\n");
                assertThat(child.run("print('x' in globals(), y)")).isEqualTo("False 1\n");
            }
            // The child may still be busy behind its last answer.
            while (sessions.prune(Duration.ZERO, false).deletedSessions().isEmpty()) {
                Thread.onSpinWait();
            }
        }
        assertThat(root.resolve("s")).doesNotExist();
        assertThat(root.resolve(".state/s")).doesNotExist();
        assertThat(root.resolve(".awake-python/s")).doesNotExist();
    }

    /** Killed while it runs, saves or answers: what was answered is there. */
    @Test
    void a_process_that_saves_each_run_can_be_killed_at_any_moment() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        try (Sandbox sandbox = builder().build()) {
            out(sandbox, "import random\nn = 0\nbig = random.randbytes(400_000)");
        }
        int last = 0;
        for (int round = 0; round < (LONG_GATE ? 60 : 4); round++) {
            LiveChild child = LiveChild.open(root, "s", true);
            child.repeat("n += 1; big = big[:n * 100] + b'x' + big[n * 100 + 1:]; print(n)");
            for (int i = random.nextInt(12); i > 0; i--) {
                last = Integer.parseInt(child.answer().strip());
            }
            long until = System.nanoTime() + random.nextInt(10_000_000);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            for (String answer : child.kill()) {
                last = Integer.parseInt(answer.strip());
            }
            try (Sandbox sandbox = builder().build()) {
                int found = Integer.parseInt(out(sandbox, "print(n)").strip());
                assertThat(found).as("round " + round).isBetween(last, last + 1);
                assertThat(out(sandbox, "print(len(big), big[n * 100:n * 100 + 1] == b'x')"))
                        .isEqualTo("400000 " + (found > 0 ? "True" : "False") + "\n");
                last = found;
            }
        }
    }
}
