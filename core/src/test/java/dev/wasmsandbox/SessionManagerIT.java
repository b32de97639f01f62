package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many sessions whose interpreters live on, of which some are awake. */
@Timeout(180)
class SessionManagerIT {
    @TempDir Path root;

    private final Queue<SandboxEvent> events = new ConcurrentLinkedQueue<>();

    private SessionManagerBuilder builder() {
        return SessionManager.builder()
                .workspaceRoot(root)
                .logger(SandboxLogger.none().with(events::add));
    }

    private static String out(SessionManager sessions, String id, String code) {
        SandboxResult result = sessions.execute(id, code);
        assertThat(result.success()).as(result.stderr()).isTrue();
        return result.stdout();
    }

    private List<String> names(String prefix) {
        return events.stream()
                .map(SandboxEvent::name)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @Test
    void more_sessions_than_may_be_awake_all_go_on() {
        int count = 20;
        try (SessionManager sessions = builder().maxLiveSessions(4).build()) {
            for (int round = 1; round <= 3; round++) {
                for (int i = 0; i < count; i++) {
                    assertThat(
                                    out(
                                            sessions,
                                            "s" + i,
                                            "n = globals().get('n', 0) + 1; me = "
                                                    + i
                                                    + "; print(n, me)"))
                            .isEqualTo(round + " " + i + "\n");
                    assertThat(sessions.stats().live()).isLessThanOrEqualTo(5);
                }
            }
            SessionStats stats = sessions.stats();
            assertThat(stats.evicted()).isGreaterThanOrEqualTo(3L * count - 5);
            assertThat(stats.restored()).isGreaterThanOrEqualTo(2L * count);
            assertThat(stats.checkpointed()).isGreaterThanOrEqualTo(stats.evicted());
            assertThat(stats.checkpointedBytes()).isPositive();
            assertThat(stats.liveBytes()).isPositive();
            assertThat(stats.queued()).isZero();
        }
        assertThat(names("session.evicted")).isNotEmpty();
        assertThat(names("session.restored")).isNotEmpty();
        assertThat(names("session.checkpointed")).isNotEmpty();
    }

    /** Adds what was put to sleep, for tests that wait for it. */
    private static SandboxLogger telling(BlockingQueue<SandboxEvent.SessionEvicted> evictions) {
        return SandboxLogger.none()
                .with(event -> {
                    if (event instanceof SandboxEvent.SessionEvicted evicted) {
                        evictions.add(evicted);
                    }
                });
    }

    @Test
    void bytes_are_limited_too_and_what_is_too_large_alone_sleeps_after_each_run()
            throws Exception {
        BlockingQueue<SandboxEvent.SessionEvicted> evictions = new LinkedBlockingQueue<>();
        try (SessionManager sessions =
                builder().logger(telling(evictions)).maxLiveBytes(4 << 20).build()) {
            out(sessions, "small", "x = 1");
            assertThat(sessions.stats().live()).isEqualTo(1);
            out(sessions, "large", "b = bytes(range(256)) * (32 << 10)");
            // The run is answered before what it left is looked at.
            List<String> slept =
                    List.of(
                            evictions.poll(60, TimeUnit.SECONDS).sessionId(),
                            evictions.poll(60, TimeUnit.SECONDS).sessionId());
            assertThat(slept).containsExactly("small", "large");
            assertThat(out(sessions, "large", "print(len(b), b[-1])")).isEqualTo("8388608 255\n");
            assertThat(evictions.poll(60, TimeUnit.SECONDS).reason())
                    .isEqualTo(SandboxEvent.SessionEvicted.Reason.LIMIT);
            assertThat(out(sessions, "small", "print(x)")).isEqualTo("1\n");
        }
    }

    @Test
    void who_is_idle_is_put_to_sleep() throws Exception {
        BlockingQueue<SandboxEvent.SessionEvicted> evictions = new LinkedBlockingQueue<>();
        try (SessionManager sessions =
                builder().logger(telling(evictions)).idleTimeout(Duration.ofMillis(1)).build()) {
            out(sessions, "s", "x = 1");
            SandboxEvent.SessionEvicted event = evictions.poll(60, TimeUnit.SECONDS);
            assertThat(event.reason()).isEqualTo(SandboxEvent.SessionEvicted.Reason.IDLE);
            assertThat(event.fields()).containsEntry("reason", "idle").containsKey("bytes");
            assertThat(out(sessions, "s", "print(x)")).isEqualTo("1\n");
        }
    }

    @Test
    void a_session_can_be_put_to_sleep_and_used_by_others_then() {
        try (SessionManager sessions = builder().build()) {
            out(sessions, "s", "x = 1");
            sessions.sleep("s");
            assertThat(sessions.stats().live()).isZero();
            sessions.sleep("s");
            sessions.sleep("never-heard-of");
            assertThat(sessions.sessions().exists("never-heard-of")).isFalse();
            try (Sandbox other =
                    Sandbox.builder()
                            .workspaceRoot(root)
                            .sessionId("s")
                            .logger(SandboxLogger.none())
                            .autoPersistGlobals(true)
                            .build()) {
                assertThat(other.execute("print(x)").stdout()).isEqualTo("1\n");
            }
        }
    }

    @Test
    void calls_of_one_session_go_on_from_each_other_in_order_and_only_so_many_wait()
            throws Exception {
        try (SessionManager sessions = builder().queuePerSession(5).build()) {
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<SandboxResult> first =
                    sessions.executeAsync(
                            "s",
                            RuntimeType.PYTHON,
                            ExecutionRequest.builder(
                                            "all = []\nprint(1, flush=True)\nwhile True: pass")
                                    .outputListener((channel, bytes) -> begun.countDown())
                                    .build());
            begun.await();
            List<CompletableFuture<SandboxResult>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(
                        sessions.executeAsync(
                                "s", "all = globals().get('all', []) + [" + i + "]; print(all)"));
            }
            assertThat(sessions.stats().queued()).isEqualTo(5);
            assertThatThrownBy(() -> sessions.execute("s", "print(1)"))
                    .isInstanceOf(SandboxUnavailableException.class)
                    .hasMessageContaining("5 runs of session s wait");
            first.cancel(true);
            assertThat(waiting.getLast().join().stdout()).isEqualTo("[0, 1, 2, 3, 4]\n");
            assertThat(out(sessions, "s", "print(len(all))")).isEqualTo("5\n");
        }
    }

    @Test
    void sessions_are_forked_restored_undone_and_reset() {
        try (SessionManager sessions = builder().maxLiveSessions(3).build()) {
            out(sessions, "s", "x = 1\nopen('f', 'w').write('one')");
            Checkpoint checkpoint = sessions.checkpoint("s");
            List<String> children = sessions.fork("s", 10);
            assertThat(children).hasSize(10).doesNotHaveDuplicates();
            for (int i = 0; i < 10; i++) {
                assertThat(
                                out(
                                        sessions,
                                        children.get(i),
                                        "x += " + i + "; print(x, open('f').read())"))
                        .isEqualTo((1 + i) + " one\n");
            }
            out(sessions, "s", "x = 2\nopen('f', 'w').write('two')");
            sessions.undo("s");
            assertThat(out(sessions, "s", "print(x, open('f').read())")).isEqualTo("1 one\n");
            out(sessions, "s", "x = 3\nopen('f', 'w').write('three')");
            sessions.restore("s", checkpoint);
            assertThat(out(sessions, "s", "print(x, open('f').read())")).isEqualTo("1 one\n");
            sessions.restore("new", checkpoint);
            assertThat(out(sessions, "new", "print(x)")).isEqualTo("1\n");
            sessions.reset("s", RuntimeType.PYTHON);
            assertThat(out(sessions, "s", "print('x' in globals())")).isEqualTo("False\n");
        }
        assertThat(names("session.forked")).hasSize(1);
        assertThat(names("session.undone")).hasSize(1);
        assertThat(
                        events.stream()
                                .filter(SandboxEvent.SessionRestored.class::isInstance)
                                .map(event -> ((SandboxEvent.SessionRestored) event).source())
                                .filter(SandboxEvent.SessionRestored.Source.CHECKPOINT::equals))
                .hasSize(2);
    }

    @Test
    void a_session_that_was_deleted_begins_anew() {
        try (SessionManager sessions = builder().build()) {
            out(sessions, "s", "x = 1\nopen('f', 'w').close()");
            assertThat(sessions.sessions().deleteWorkspace("s")).isTrue();
            sessions.sleep("s");
            assertThat(sessions.sessions().exists("s")).isFalse();
            out(sessions, "s", "x = 1");
            assertThat(sessions.sessions().deleteWorkspace("s")).isTrue();
            assertThat(
                            out(
                                    sessions,
                                    "s",
                                    "import os\nprint('x' in globals(), os.path.exists('f'))"))
                    .isEqualTo("False False\n");
        }
        assertThat(names("session.created")).hasSize(3);
    }

    @Test
    void forks_are_there_when_they_were_answered_and_each_run_is_saved() {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        try (SessionManager sessions = builder().storage(storage).saveEachRun(true).build()) {
            out(sessions, "s", "x = 1");
            for (String child : sessions.fork("s", 3)) {
                assertThat(storage.openCheckpoint(child, ".python")).isPresent();
            }
        }
    }

    @Test
    void both_languages_of_a_session_share_its_files() {
        try (SessionManager sessions = builder().build()) {
            out(sessions, "s", "x = 1\nopen('f', 'w').write('python')");
            assertThat(
                            sessions.execute(
                                            "s",
                                            RuntimeType.JAVASCRIPT,
                                            ExecutionRequest.of(
                                                    "globalThis.y = 2; console.log(readText('f'))"))
                                    .stdout())
                    .isEqualTo("python\n");
            assertThat(sessions.stats().live()).isEqualTo(2);
            sessions.sleep("s");
            assertThat(sessions.stats().live()).isZero();
            assertThat(
                            sessions.execute(
                                            "s",
                                            RuntimeType.JAVASCRIPT,
                                            ExecutionRequest.of("console.log(y)"))
                                    .stdout())
                    .isEqualTo("2\n");
        }
    }

    @Test
    void code_is_checked_without_a_session() {
        try (SessionManager sessions = builder().build()) {
            assertThat(sessions.validateCode(RuntimeType.PYTHON, "x = ").valid()).isFalse();
            assertThat(sessions.validateCode(RuntimeType.JAVASCRIPT, "let x = 1").valid()).isTrue();
            assertThat(sessions.sessions().list()).isEmpty();
        }
    }

    @Test
    void closing_saves_all_and_stops_what_runs() throws Exception {
        SessionManager sessions = builder().build();
        for (int i = 0; i < 10; i++) {
            out(sessions, "s" + i, "x = " + i);
        }
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<SandboxResult> endless =
                sessions.executeAsync(
                        "s0",
                        RuntimeType.PYTHON,
                        ExecutionRequest.builder("x = 99\nprint(1, flush=True)\nwhile True: pass")
                                .outputListener((channel, bytes) -> begun.countDown())
                                .build());
        begun.await();
        sessions.close();
        sessions.close();
        assertThat(endless.join().outcome()).isInstanceOf(Outcome.Cancelled.class);
        assertThatThrownBy(() -> sessions.execute("s1", "print(x)"))
                .isInstanceOf(SandboxClosedException.class);
        try (SessionManager next = builder().build()) {
            for (int i = 0; i < 10; i++) {
                assertThat(out(next, "s" + i, "print(x)")).isEqualTo(i + "\n");
            }
        }
    }

    @Test
    void what_cannot_be_saved_at_the_end_is_told() {
        FaultyStorage storage = new FaultyStorage(new MemoryStorageAdapter());
        SessionManager sessions = builder().storage(storage).build();
        out(sessions, "good", "x = 1");
        sessions.sleep("good");
        out(sessions, "bad", "x = 1");
        storage.fail(_ -> true);
        assertThatThrownBy(sessions::close)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("1 interpreters are not saved yet, of sessions bad (python)");
        storage.fail(_ -> false);
        try (SessionManager next = builder().storage(storage).build()) {
            assertThat(out(next, "bad", "print(x)")).isEqualTo("1\n");
        }
    }

    @Test
    void many_callers_of_many_sessions_lose_nothing() {
        int callers = 8;
        int rounds = 30;
        try (SessionManager sessions = builder().maxLiveSessions(3).build()) {
            List<CompletableFuture<Void>> all =
                    IntStream.range(0, callers)
                            .mapToObj(caller ->
                                    CompletableFuture.runAsync(
                                            () -> {
                                                for (int i = 0; i < rounds; i++) {
                                                    out(
                                                            sessions,
                                                            "s" + (caller + i) % 7,
                                                            "n = globals().get('n', 0) + 1");
                                                }
                                            },
                                            task -> Thread.ofVirtual().start(task)))
                            .toList();
            all.forEach(CompletableFuture::join);
            int sum = 0;
            for (int i = 0; i < 7; i++) {
                sum += Integer.parseInt(out(sessions, "s" + i, "print(n)").strip());
            }
            assertThat(sum).isEqualTo(callers * rounds);
        }
    }

    @Test
    void settings_out_of_range_are_refused() {
        SessionManagerBuilder builder = SessionManager.builder();
        assertThatThrownBy(() -> builder.maxLiveSessions(0))
                .hasMessageContaining("maxLiveSessions is 0");
        assertThatThrownBy(() -> builder.maxLiveBytes(0)).hasMessageContaining("maxLiveBytes is 0");
        assertThatThrownBy(() -> builder.idleTimeout(Duration.ZERO))
                .hasMessageContaining("idleTimeout is PT0S");
        assertThatThrownBy(() -> builder.queuePerSession(-1))
                .hasMessageContaining("queuePerSession is -1");
        assertThatThrownBy(() -> builder.closePatience(Duration.ofSeconds(-1)))
                .hasMessageContaining("closePatience");
        try (SessionManager sessions = builder().undoDepth(1001).build()) {
            assertThatThrownBy(() -> sessions.execute("s", "x = 1"))
                    .hasMessageContaining("undoDepth is 1001");
            assertThatThrownBy(() -> sessions.execute("../s", "x = 1"))
                    .isInstanceOf(InvalidRequestException.class);
        }
    }
}
