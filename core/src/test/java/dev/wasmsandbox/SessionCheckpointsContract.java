package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.WorkspaceChange.FileContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What {@link Sessions} does with checkpoints, whatever the storage. */
abstract class SessionCheckpointsContract extends SessionsSharingContract {
    @Test
    void checkpoints_are_kept_listed_loaded_and_deleted() throws Exception {
        String id = sessions.create();
        Checkpoint checkpoint = CheckpointTest.sample();
        Checkpoint other = checkpoint.withMetadata(Map.of("k", "v"));
        events.clear();

        sessions.saveCheckpoint(id, "before-lunch", checkpoint);
        sessions.saveCheckpoint(id, "after", checkpoint);
        sessions.saveCheckpoint(id, "after", other);

        assertThat(sessions.checkpoints(id))
                .extracting(StoredCheckpoint::name)
                .containsExactly("after", "before-lunch");
        assertThat(sessions.checkpoints(id).getFirst().contentHash())
                .isEqualTo(other.contentHash());
        assertThat(sessions.loadCheckpoint(id, "before-lunch").toBytes())
                .isEqualTo(checkpoint.toBytes());
        assertThat(sessions.loadCheckpoint(id, "after").metadata()).isEqualTo(other.metadata());
        assertThat(events)
                .contains(
                        new SandboxEvent.SessionCheckpointed(
                                id,
                                RuntimeType.PYTHON,
                                "before-lunch",
                                sessions.checkpoints(id).getLast().bytes()));
        assertThat(sessions.deleteCheckpoint(id, "after")).isTrue();
        assertThat(sessions.deleteCheckpoint(id, "after")).isFalse();
        assertThat(sessions.checkpoints(id)).hasSize(1);
        assertThat(heard())
                .containsExactly(
                        "session.checkpointed", "session.checkpointed", "session.checkpointed");
    }

    @Test
    void a_checkpoint_is_overwritten_only_with_leave() throws Exception {
        String id = sessions.create();
        Checkpoint first = CheckpointTest.sample();
        Checkpoint other = first.withMetadata(Map.of("k", "v"));

        long bytes = sessions.saveCheckpoint(id, "a", first, false);

        assertThat(sessions.checkpoint(id, "a").orElseThrow().bytes()).isEqualTo(bytes);
        assertThat(sessions.checkpoint(id, "b")).isEmpty();
        refuses(
                ErrorCode.INVALID_REQUEST,
                () -> sessions.saveCheckpoint(id, "a", other, false),
                "there is a checkpoint a in session " + id + " already");
        assertThat(sessions.checkpoint(id, "a").orElseThrow().contentHash())
                .isEqualTo(first.contentHash());
        long _ = sessions.saveCheckpoint(id, "a", other, true);
        assertThat(sessions.checkpoint(id, "a").orElseThrow().contentHash())
                .isEqualTo(other.contentHash());
    }

    @Test
    void of_many_callers_with_one_new_name_one_succeeds() throws Exception {
        String id = sessions.create();
        Checkpoint sample = CheckpointTest.sample();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                String name = "c" + round;
                List<Future<String>> attempts = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    Checkpoint own = sample.withMetadata(Map.of("thread", "" + thread));
                    attempts.add(threads.submit(() -> keeps(id, name, own)));
                }
                List<String> kept = new ArrayList<>();
                for (Future<String> attempt : attempts) {
                    kept.add(attempt.get());
                }
                assertThat(kept)
                        .filteredOn(hash -> !hash.isEmpty())
                        .containsExactly(sessions.checkpoint(id, name).orElseThrow().contentHash());
            }
        }
    }

    /** Returns the hash of what it kept, or nothing. */
    private String keeps(String id, String name, Checkpoint checkpoint) {
        try {
            long _ = sessions.saveCheckpoint(id, name, checkpoint, false);
            return checkpoint.contentHash();
        } catch (InvalidRequestException _) {
            return "";
        }
    }

    @Test
    void what_is_not_there_too_large_or_damaged_is_told() throws Exception {
        String id = sessions.create();
        sessions.saveCheckpoint(id, "good", CheckpointTest.sample());
        storage.saveCheckpoint(id, "bad", "0".repeat(64), FileContent.of(new byte[100]));

        refuses(
                ErrorCode.CHECKPOINT_NOT_FOUND,
                () -> sessions.loadCheckpoint(id, "nothing"),
                "no checkpoint nothing",
                id);
        refuses(
                ErrorCode.INVALID_CHECKPOINT,
                () -> sessions.loadCheckpoint(id, "good", 100),
                "checkpoint good",
                "more than 100 bytes");
        refuses(
                ErrorCode.INVALID_CHECKPOINT,
                () -> sessions.loadCheckpoint(id, "bad"),
                "checkpoint bad",
                "does not begin like a checkpoint");
        for (Runnable call :
                List.<Runnable>of(
                        () -> sessions.checkpoints("nobody"),
                        () -> sessions.checkpoint("nobody", "a"),
                        () -> sessions.loadCheckpoint("nobody", "a"),
                        () -> sessions.deleteCheckpoint("nobody", "a"))) {
            refuses(ErrorCode.SESSION_NOT_FOUND, call::run, "nobody");
        }
    }

    @Test
    void the_librarys_own_names_are_neither_listed_nor_reached() throws Exception {
        String id = sessions.create();
        Checkpoint checkpoint = CheckpointTest.sample();
        storage.saveCheckpoint(id, ".python", "0".repeat(64), FileContent.of(new byte[1]));

        assertThat(sessions.checkpoints(id)).isEmpty();
        for (String name : List.of(".python", ".", "a/b", "")) {
            for (Runnable call :
                    List.<Runnable>of(
                            () -> sessions.saveCheckpoint(id, name, checkpoint),
                            () -> sessions.checkpoint(id, name),
                            () -> sessions.loadCheckpoint(id, name),
                            () -> sessions.deleteCheckpoint(id, name))) {
                refuses(ErrorCode.INVALID_REQUEST, call::run, "name of a checkpoint");
            }
        }
    }

    @Test
    void checkpoints_are_changed_in_turn_and_read_without() throws Exception {
        String id = sessions.create();
        Checkpoint checkpoint = CheckpointTest.sample();
        sessions.saveCheckpoint(id, "a", checkpoint);
        Sessions hasty = sessions.withPatience(Duration.ZERO);
        try (SessionLease _ = storage.lease(id, Duration.ZERO).orElseThrow()) {
            assertThatThrownBy(() -> hasty.saveCheckpoint(id, "a", checkpoint))
                    .hasMessageContaining("is used by a sandbox or another process");
            assertThatThrownBy(() -> hasty.deleteCheckpoint(id, "a"))
                    .isInstanceOf(StorageException.class);
            assertThat(hasty.loadCheckpoint(id, "a").contentHash())
                    .isEqualTo(checkpoint.contentHash());
        }
    }
}
