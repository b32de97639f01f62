package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Sessions} does when others use the same sessions, and when nobody does. */
abstract class SessionsSharingContract {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    final List<SandboxEvent> events = Collections.synchronizedList(new ArrayList<>());
    Instant now = START;
    StorageAdapter storage = new MemoryStorageAdapter();
    Sessions sessions = Sessions.of(storage, SandboxLogger.none());

    /** Makes a storage without sessions. */
    abstract StorageAdapter storage();

    @BeforeEach
    void begin() {
        storage = storage();
        sessions = Sessions.of(storage, SandboxLogger.none().with(events::add), () -> now);
    }

    final Sessions sessions() {
        return sessions;
    }

    final List<String> heard() {
        List<String> names = events.stream().map(SandboxEvent::name).toList();
        events.clear();
        return names;
    }

    final String withFiles(String... paths) {
        String id = sessions.create();
        for (String path : paths) {
            sessions.writeFile(id, path, "text of " + path, false);
        }
        events.clear();
        return id;
    }

    static void refuses(ErrorCode code, ThrowingCallable action, String... words) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(words);
    }

    @Test
    void sessions_that_nobody_used_are_pruned() {
        sessions.open("old");
        sessions.writeFile("old", "f", "12345", false);
        sessions.open("older");
        now = START.plus(Duration.ofHours(24));
        sessions.open("young");
        sessions.open("used");
        sessions.writeFile("used", "f", "1", false);
        events.clear();
        now = START.plus(Duration.ofHours(24)).plusNanos(1000);

        PruneResult rehearsal = sessions.prune(Duration.ofHours(24), true);

        assertThat(rehearsal)
                .isEqualTo(
                        new PruneResult(
                                List.of("old", "older"), List.of(), 5, java.util.Map.of(), true));
        assertThat(sessions.list()).hasSize(4);
        assertThat(events).isEmpty();

        PruneResult result = sessions.prune(Duration.ofHours(24), false);

        assertThat(result.deletedSessions()).containsExactly("old", "older");
        assertThat(result.reclaimedBytes()).isEqualTo(5);
        assertThat(result.dryRun()).isFalse();
        assertThat(sessions.list()).containsExactly("used", "young");
        assertThat(heard()).containsExactly("session.pruned", "session.pruned");
    }

    @Test
    void what_changes_a_session_waits_for_its_turn_and_what_reads_does_not() throws Exception {
        String id = withFiles("a");
        Sessions hasty = sessions.withPatience(Duration.ofMillis(1));
        try (SessionLease _ = storage.lease(id, Duration.ZERO).orElseThrow()) {
            List<ThrowingCallable> attempts =
                    List.of(
                            () -> hasty.writeFile(id, "a", "x", true),
                            () -> hasty.deletePath(id, "a", true),
                            () -> hasty.deleteWorkspace(id));
            for (ThrowingCallable attempt : attempts) {
                refuses(ErrorCode.SESSION_BUSY, attempt, id, "within 1 ms", "withPatience");
            }
            assertThat(hasty.listFiles(id)).containsExactly("a");
            assertThat(hasty.readFile(id, "a")).asString().isEqualTo("text of a");
        }
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> waiting;
            try (SessionLease _ = storage.lease(id, Duration.ZERO).orElseThrow()) {
                waiting = threads.submit(() -> sessions.writeFile(id, "a", "late", true));
                assertThat(sessions.readFile(id, "a")).asString().isEqualTo("text of a");
            }
            assertThat(waiting.get()).isNull();
        }
        assertThat(sessions.readFile(id, "a")).asString().isEqualTo("late");
        refuses(
                ErrorCode.INVALID_REQUEST,
                () -> sessions.withPatience(Duration.ofSeconds(-1)),
                "patience");
    }

    @Test
    void a_session_in_use_is_not_pruned() {
        sessions.open("busy");
        sessions.open("idle");
        now = START.plusSeconds(60);

        PruneResult result;
        try (SessionLease _ = storage.lease("busy", Duration.ZERO).orElseThrow()) {
            result = sessions.prune(Duration.ZERO, false);
        }

        assertThat(result.skippedSessions()).containsExactly("busy");
        assertThat(result.deletedSessions()).containsExactly("idle");
        assertThat(sessions.list()).containsExactly("busy");
        assertThat(sessions.prune(Duration.ZERO, false).deletedSessions()).containsExactly("busy");
    }

    @Test
    void of_two_who_create_the_same_file_one_succeeds() throws Exception {
        String id = sessions.create();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                String path = "f" + round;
                List<Future<Boolean>> attempts = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    String text = "of " + thread;
                    attempts.add(threads.submit(() -> creates(id, path, text)));
                }
                int winners = 0;
                for (Future<Boolean> attempt : attempts) {
                    winners += attempt.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        }
        assertThat(sessions.listFiles(id)).hasSize(10);
    }

    private boolean creates(String id, String path, String text) {
        try {
            sessions.writeFile(id, path, text, false);
            return true;
        } catch (StorageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.FILE_EXISTS);
            return false;
        }
    }

    @Test
    void a_session_is_old_only_when_more_than_the_time_has_passed() {
        sessions.open("s");
        now = START.plus(Duration.ofHours(1));

        assertThat(sessions.prune(Duration.ofHours(1), true).deletedSessions()).isEmpty();

        now = now.plusNanos(1000);
        assertThat(sessions.prune(Duration.ofHours(1), true).deletedSessions())
                .containsExactly("s");
        assertThat(sessions.prune(Duration.ZERO, true).deletedSessions()).containsExactly("s");
        assertThat(sessions.prune(Duration.ofSeconds(Long.MAX_VALUE), true).deletedSessions())
                .isEmpty();
        refuses(
                ErrorCode.INVALID_REQUEST,
                () -> sessions.prune(Duration.ofNanos(-1), true),
                "olderThan");
    }

    @Test
    void a_clock_that_was_ahead_prunes_nothing() {
        now = START.plus(Duration.ofDays(400));
        sessions.open("s");
        now = START;

        assertThat(sessions.prune(Duration.ZERO, false).deletedSessions()).isEmpty();
    }
}
