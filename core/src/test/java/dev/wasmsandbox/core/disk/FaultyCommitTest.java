package dev.wasmsandbox.core.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.QuotaFigures;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceChange.CreateDirectory;
import dev.wasmsandbox.WorkspaceChange.Delete;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.WorkspaceChange.PutFile;
import dev.wasmsandbox.WorkspaceChange.PutLink;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A commit that goes wrong at its first, second, third ... change of the disk: what was there or is new is never lost,
 * every file is its old self or its new one, and what is told is what happened.
 */
@ExtendWith(QuotaFigures.class)
class FaultyCommitTest {
    private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T11:00:00Z");
    private static final int MORE_THAN_ANY_COMMIT_NEEDS = 300;

    /** The workspace before each commit. */
    private static final Map<String, String> BEFORE =
            Map.of(
                    "renamed", "content of renamed",
                    "modified", "old",
                    "deleted", "content of deleted",
                    "d", "/",
                    "d/moved", "content of d/moved",
                    "f", "content of f");

    /** A file goes into a directory of its own name, another gets the name of a directory: the hardest there is. */
    private static final List<WorkspaceChange> CHANGES =
            List.of(
                    new Delete("deleted"),
                    new Delete("f"),
                    new Delete("renamed"),
                    new Delete("d/moved"),
                    new Delete("d"),
                    new CreateDirectory("f"),
                    new CreateDirectory("new"),
                    put("f/inside", "content of f"),
                    put("d", "content of renamed"),
                    put("new/moved", "content of d/moved"),
                    put("modified", "new"),
                    new PutLink("link", "new/moved"));

    private static final Map<String, String> AFTER =
            Map.of(
                    "d", "content of renamed",
                    "f", "/",
                    "f/inside", "content of f",
                    "link", "-> new/moved",
                    "modified", "new",
                    "new", "/",
                    "new/moved", "content of d/moved");

    /** What only one file has each, and what must be somewhere in the end: all but what the commit deletes. */
    private static final List<String> TREASURES =
            List.of("content of renamed", "content of d/moved", "content of f");

    @TempDir Path directory;
    private int roots;

    private static PutFile put(String path, String text) {
        return new PutFile(path, FileContent.of(text.getBytes(UTF_8)), NOW);
    }

    private DiskStorageAdapter workspace() throws IOException {
        DiskStorageAdapter storage = new DiskStorageAdapter(directory.resolve("root" + roots++));
        assertThat(storage.create(SessionMetadata.createdAt("s", THEN))).isTrue();
        List<WorkspaceChange> changes = new ArrayList<>();
        new TreeMap<>(BEFORE)
                .forEach((path, text) ->
                        changes.add(
                                text.equals("/") ? new CreateDirectory(path) : put(path, text)));
        assertThat(storage.commit("s", changes, THEN)).isEmpty();
        assertThat(state(storage)).isEqualTo(BEFORE);
        return storage;
    }

    private static List<WorkspaceFailure> commit(Path root, FaultyFolder.Plan plan, boolean durable)
            throws IOException {
        try (HostFolder top = HostFolder.open(root);
                DiskWorkspace workspace =
                        new DiskWorkspace(
                                new FaultyFolder(top.child("s"), plan),
                                new FaultyFolder(top.child(".staging"), plan),
                                durable)) {
            return workspace.commit("s", CHANGES, NOW);
        }
    }

    private static Map<String, String> state(DiskStorageAdapter storage) throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            for (WorkspaceEntry entry : snapshot.entries()) {
                state.put(
                        entry.path(),
                        switch (entry.kind()) {
                            case FILE ->
                                    Files.readString(storage.root().resolve("s/" + entry.path()));
                            case DIRECTORY -> "/";
                            case LINK -> "-> " + entry.target();
                        });
            }
        }
        return state;
    }

    @Test
    void a_process_that_dies_in_a_commit_loses_nothing() throws IOException {
        int survived = 0;
        for (int step = 1; step < MORE_THAN_ANY_COMMIT_NEEDS; step++) {
            DiskStorageAdapter storage = workspace();
            FaultyFolder.Plan plan = new FaultyFolder.Plan(FaultyFolder.Fault.DEATH, step);
            try {
                assertThat(commit(storage.root(), plan, step % 2 == 0)).isEmpty();
            } catch (FaultyFolder.Death e) {
                survived++;
            }

            DiskStorageAdapter next = new DiskStorageAdapter(storage.root());
            try (SessionLease _ = next.lease("s", Duration.ZERO).orElseThrow()) {
                Map<String, String> state = state(next);
                assertOldOrNew(state, step);
                assertThat(state.values()).as("step " + step).containsAll(TREASURES);
                assertThat(next.metadata("s")).as("step " + step).isPresent();
                assertThat(leftIn(next.stagingPath())).as("step " + step).isEmpty();
            }
            if (!plan.happened()) {
                assertThat(state(next)).isEqualTo(AFTER);
                break;
            }
        }
        assertThat(survived).isBetween(20, MORE_THAN_ANY_COMMIT_NEEDS - 2);
    }

    @Test
    void an_operation_that_fails_loses_nothing_and_is_told() throws IOException {
        int failed = 0;
        for (int step = 1; step < MORE_THAN_ANY_COMMIT_NEEDS; step++) {
            DiskStorageAdapter storage = workspace();
            FaultyFolder.Plan plan = new FaultyFolder.Plan(FaultyFolder.Fault.ERROR, step);
            List<WorkspaceFailure> failures = commit(storage.root(), plan, step % 2 == 0);

            Map<String, String> state = state(storage);
            assertOldOrNew(state, step);
            assertThat(state.values()).as("step " + step + failures).containsAll(TREASURES);
            List<String> told = failures.stream().map(WorkspaceFailure::path).toList();
            for (WorkspaceChange change : CHANGES) {
                if (!told.contains(change.path())) {
                    assertThat(state.get(change.path()))
                            .as("step " + step + ": " + change.path() + ", told " + failures)
                            .isEqualTo(AFTER.get(change.path()));
                }
            }
            try (SessionLease _ = storage.lease("s", Duration.ZERO).orElseThrow()) {
                assertThat(leftIn(storage.stagingPath())).as("step " + step).isEmpty();
            }
            if (!plan.happened()) {
                assertThat(state).isEqualTo(AFTER);
                break;
            }
            failed += failures.isEmpty() ? 0 : 1;
        }
        assertThat(failed).isBetween(15, MORE_THAN_ANY_COMMIT_NEEDS - 2);
    }

    private static void assertOldOrNew(Map<String, String> state, int step) {
        for (Map.Entry<String, String> entry : state.entrySet()) {
            String path = entry.getKey();
            assertThat(
                            List.of(
                                    BEFORE.getOrDefault(path, "-"),
                                    AFTER.getOrDefault(path, "-"),
                                    path.contains(".") ? entry.getValue() : "-"))
                    .as("step " + step + ": " + path)
                    .contains(entry.getValue());
        }
    }

    private static Collection<Path> leftIn(Path staging) throws IOException {
        try (Stream<Path> left = Files.list(staging)) {
            return left.toList();
        }
    }
}
