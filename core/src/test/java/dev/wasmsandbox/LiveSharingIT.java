package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several sandboxes of one process over one session whose interpreter lives on: there is one interpreter. */
@Timeout(180)
class LiveSharingIT {
    @TempDir Path root;

    private SandboxBuilder builder() {
        return TestSandboxes.live(root).sessionId("s");
    }

    /** A run that goes on until it is stopped, and has begun. */
    static CompletableFuture<SandboxResult> endless(Sandbox sandbox) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<SandboxResult> run =
                sandbox.executeAsync(
                        ExecutionRequest.builder(
                                        "print('in')\nimport time\nwhile True: time.sleep(1)")
                                .outputListener((channel, bytes) -> begun.countDown())
                                .build());
        begun.await();
        return run;
    }

    /** Occupies every guest thread of this process for as long as the sandboxes are open. */
    static List<Sandbox> occupyGuestThreads() throws InterruptedException {
        List<Sandbox> busy = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Sandbox sandbox =
                    Sandbox.builder()
                            .storage(new MemoryStorageAdapter())
                            .logger(SandboxLogger.none())
                            .build();
            busy.add(sandbox);
            CompletableFuture<SandboxResult> _ = endless(sandbox);
        }
        return busy;
    }

    @Test
    void sandboxes_over_one_session_share_its_interpreter() throws Exception {
        Path link = java.nio.file.Files.createSymbolicLink(root.resolve("link"), root);
        try (Sandbox first = builder().build();
                Sandbox second = builder().workspaceRoot(link).build()) {
            out(first, "x = [1]\ndef f(): return len(x)\ng = iter(range(9)); next(g)");
            assertThat(out(second, "x.append(2); print(f(), next(g))")).isEqualTo("2 1\n");
            assertThat(out(first, "x.append(3); print(f(), next(g))")).isEqualTo("3 2\n");
            second.undo();
            assertThat(out(first, "print(f(), next(g))")).isEqualTo("2 2\n");
            second.reset();
            assertThat(out(first, "print('x' in globals())")).isEqualTo("False\n");
        }
        assertThat(root.resolve(".state/s/.python")).exists();
    }

    @Test
    void whoever_goes_first_takes_nothing_along() {
        try (Sandbox last = builder().build()) {
            try (Sandbox first = builder().build()) {
                out(first, "x = 1");
            }
            assertThat(root.resolve(".state/s/.python")).exists();
            assertThat(out(last, "x += 1; print(x)")).isEqualTo("2\n");
        }
        try (Sandbox next = builder().build()) {
            assertThat(out(next, "print(x)")).isEqualTo("2\n");
        }
    }

    @Test
    void the_two_languages_of_a_session_are_two_interpreters() {
        try (Sandbox python = builder().build();
                Sandbox javaScript = builder().runtime(RuntimeType.JAVASCRIPT).build()) {
            out(python, "x = 'python'");
            out(javaScript, "var x = 'javascript'");
            assertThat(out(python, "print(x)")).isEqualTo("python\n");
            assertThat(out(javaScript, "console.log(x)")).isEqualTo("javascript\n");
        }
    }

    @Test
    void each_run_has_the_policy_of_its_own_sandbox() {
        ExecutionPolicy small = ExecutionPolicy.builder().memoryBytes(40 << 20).build();
        ExecutionPolicy fixed = ExecutionPolicy.builder().determinismSeed(7).build();
        String allocate =
                "try:\n  b = bytearray(60_000_000)\nexcept MemoryError: print('no')\nelse: print('yes'); del b";
        String look = "import time; print(x, abs(time.time() - time.monotonic() - 1767225600) < 1)";
        try (Sandbox large = builder().build();
                Sandbox limited = builder().policy(small).build();
                Sandbox deterministic = builder().policy(fixed).build()) {
            out(large, "x = 1");
            assertThat(out(limited, "x += 1\n" + allocate)).isEqualTo("no\n");
            assertThat(out(large, "x += 1\n" + allocate)).isEqualTo("yes\n");
            assertThat(out(deterministic, look)).isEqualTo("3 True\n");
            assertThat(out(large, look)).isEqualTo("3 False\n");
            out(large, "big = bytearray(60_000_000)");
            assertThatThrownBy(() -> limited.execute("1"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("raise memoryBytes");
            assertThat(out(large, "print(len(big))")).isEqualTo("60000000\n");
        }
    }

    @Test
    void a_checkpoint_that_is_restored_into_a_session_is_there_for_all() {
        try (Sandbox first = builder().build()) {
            out(first, "x = 1");
            Checkpoint checkpoint = first.checkpoint();
            out(first, "x = 2");
            try (Sandbox second = builder().restore(checkpoint).build()) {
                assertThat(out(second, "print(x)")).isEqualTo("1\n");
                assertThat(out(first, "print(x)")).isEqualTo("1\n");
            }
        }
    }

    @Test
    void runs_of_many_sandboxes_lose_nothing() throws Exception {
        List<Sandbox> sandboxes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sandboxes.add(builder().sessionPatience(Duration.ofMinutes(2)).build());
        }
        out(sandboxes.getFirst(), "n = 0");
        List<CompletableFuture<SandboxResult>> runs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            runs.add(sandboxes.get(i % 4).executeAsync("n += 1"));
        }
        for (CompletableFuture<SandboxResult> run : runs) {
            assertThat(run.get().success()).isTrue();
        }
        for (Sandbox sandbox : sandboxes) {
            sandbox.close();
        }
        try (Sandbox next = builder().build()) {
            assertThat(out(next, "print(n)")).isEqualTo("200\n");
        }
    }

    @Test
    void a_session_that_is_deleted_and_begun_anew_has_nothing_of_the_old_one() {
        for (StorageAdapter storage :
                List.of(new DiskStorageAdapter(root), new MemoryStorageAdapter())) {
            Sessions sessions = Sessions.of(storage, SandboxLogger.none());
            try (Sandbox sandbox = builder().storage(storage).build()) {
                out(sandbox, "x = 1");
                assertThat(sessions.deleteWorkspace("s")).isTrue();
                assertThatThrownBy(() -> sandbox.execute("1"))
                        .isInstanceOfSatisfying(
                                StorageException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND));
                assertThat(sessions.open("s")).isTrue();

                assertThat(out(sandbox, "print('x' in globals()); y = 2")).isEqualTo("False\n");
                try (Sandbox other = builder().storage(storage).build()) {
                    assertThat(out(other, "print(y)")).isEqualTo("2\n");
                }
                assertThat(sessions.prune(Duration.ZERO, false).deletedSessions())
                        .containsExactly("s");
            }
            assertThat(storage.exists("s")).isFalse();
            assertThat(storage.create(SessionMetadata.createdAt("s", java.time.Instant.now())))
                    .isTrue();
            assertThat(storage.checkpoints("s")).isEmpty();
        }
    }

    @Test
    void a_sandbox_is_closed_while_all_guest_threads_are_busy() throws Exception {
        List<Sandbox> busy;
        try (Sandbox sandbox = builder().build()) {
            out(sandbox, "x = 1");
            busy = occupyGuestThreads();
        }
        assertThat(root.resolve(".state/s/.python")).exists();
        busy.forEach(Sandbox::close);
    }

    @Test
    void a_run_can_close_its_sandbox_and_others() throws Exception {
        AtomicReference<Sandbox> own = new AtomicReference<>();
        AtomicReference<Sandbox> others = new AtomicReference<>();
        try (Sandbox sandbox = builder().build();
                Sandbox other = builder().sessionId("other").build()) {
            own.set(sandbox);
            others.set(other);
            out(sandbox, "x = 1");
            out(other, "y = 1");
            ExecutionRequest request =
                    ExecutionRequest.builder("x = 2\nprint('close')\nwhile True: pass")
                            .outputListener((channel, bytes) -> {
                                own.get().close();
                                others.get().close();
                            })
                            .build();
            assertThat(sandbox.execute(request).outcome()).isEqualTo(new Outcome.Cancelled());
            // The next of the session waits until the closing is over.
            try (Sandbox next = builder().build();
                    Sandbox nextOther = builder().sessionId("other").build()) {
                assertThat(out(next, "print(x)")).isEqualTo("1\n");
                assertThat(out(nextOther, "print(y)")).isEqualTo("1\n");
            }
        }
    }

    @Test
    void what_cannot_be_saved_is_told_and_saved_when_that_is_possible() throws Exception {
        FaultyStorage storage = new FaultyStorage(new MemoryStorageAdapter());
        Sandbox sandbox = builder().storage(storage).build();
        out(sandbox, "x = 1");
        storage.fail(call -> call.method().equals("saveCheckpoint"));

        assertThatThrownBy(sandbox::close)
                .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
                .hasMessageContaining("not saved yet")
                .hasMessageContaining("out of order");
        try (Sandbox next = builder().storage(storage).build()) {
            assertThat(out(next, "x += 1; print(x)")).isEqualTo("2\n");
            assertThatThrownBy(() -> closing(next)).isInstanceOf(StorageException.class);
        }
        CountDownLatch saved = new CountDownLatch(1);
        storage.tell(method -> {
            if (method.equals("saveCheckpoint")) {
                saved.countDown();
            }
        });
        storage.fail(_ -> false);
        saved.await();
        try (Sandbox next = builder().storage(storage).build()) {
            assertThat(out(next, "print(x)")).isEqualTo("2\n");
        }
    }

    private static void closing(Sandbox sandbox) {
        sandbox.close();
    }

    /** Whichever call fails: the run says so or goes well, and the interpreter is what it was before or after. */
    @Test
    void a_storage_that_fails_at_any_call_loses_nothing_that_was_acknowledged() {
        int failures = 0;
        for (int step = 1; ; step++) {
            FaultyStorage storage = new FaultyStorage(new MemoryStorageAdapter());
            int failing = step;
            int acknowledged = 0;
            try (Sandbox first = builder().storage(storage).build()) {
                out(first, "n = 0");
            }
            storage.fail(call -> call.number() == failing);
            try (Sandbox sandbox = builder().storage(storage).saveEachRun(true).build()) {
                for (int i = 0; i < 2; i++) {
                    acknowledged += sandbox.execute("n += 1").success() ? 1 : 0;
                }
            } catch (StorageException e) {
                assertThat(e).hasMessageContaining("out of order");
            }
            boolean over = storage.calls() < failing;
            storage.fail(_ -> false);
            try (Sandbox sandbox = builder().storage(storage).build()) {
                int n = Integer.parseInt(out(sandbox, "print(n)").strip());
                assertThat(n).as("step " + step).isBetween(acknowledged, 2);
            }
            if (over) {
                break;
            }
            failures++;
        }
        assertThat(failures).isBetween(10, 200);
    }
}
