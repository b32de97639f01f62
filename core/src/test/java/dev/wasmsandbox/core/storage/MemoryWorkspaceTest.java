package dev.wasmsandbox.core.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.wasi.DirectoryEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A workspace in memory, of which a commit makes the next one. */
class MemoryWorkspaceTest {
    private static final Instant NOW = Instant.parse("2026-05-05T05:05:05.123456789Z");

    private final MemoryWorkspace workspace =
            new MemoryWorkspace(SessionMetadata.createdAt("s", NOW));

    private static WorkspaceChange put(String path, String text) {
        return new WorkspaceChange.PutFile(path, new BytesContent(text.getBytes(UTF_8)), NOW);
    }

    private void commit(WorkspaceChange... changes) {
        assertThat(workspace.commit(List.of(changes), NOW)).isEmpty();
    }

    private DirectoryEntry tree() {
        return ((TreeSnapshot) workspace.snapshot()).tree();
    }

    @Test
    void what_a_commit_leaves_alone_is_the_same_object_afterwards() throws IOException {
        commit(
                new WorkspaceChange.CreateDirectory("a"),
                put("a/f", "1"),
                new WorkspaceChange.CreateDirectory("b"),
                put("b/f", "2"));
        DirectoryEntry before = tree();

        commit(put("b/g", "3"));

        assertThat(tree().find("a").orElseThrow()).isSameAs(before.find("a").orElseThrow());
        assertThat(tree().find("b/f").orElseThrow()).isSameAs(before.find("b/f").orElseThrow());
        assertThat(before.find("b/g")).isEmpty();
        assertThat(tree().usage().entries()).isEqualTo(5);
        assertThat(tree().usage().bytes()).isEqualTo(3);
    }

    @Test
    void changes_that_change_nothing_keep_the_tree() {
        commit(new WorkspaceChange.CreateDirectory("a"), new WorkspaceChange.PutLink("l", "a"));
        DirectoryEntry before = tree();

        commit(
                new WorkspaceChange.CreateDirectory("a"),
                new WorkspaceChange.Delete("nothing"),
                new WorkspaceChange.PutLink("l", "a"));

        assertThat(tree()).isSameAs(before);
    }

    @Test
    void a_fork_shares_the_tree_until_one_of_the_two_changes() {
        commit(put("f", "1"));
        MemoryWorkspace copy = new MemoryWorkspace(SessionMetadata.createdAt("t", NOW));

        copy.copyOf(workspace, NOW);

        assertThat(((TreeSnapshot) copy.snapshot()).tree()).isSameAs(tree());
    }

    @Test
    void any_sequence_of_changes_gives_what_a_map_of_paths_has() {
        Random random = new Random(11);
        TreeMap<String, WorkspaceEntry> expected = new TreeMap<>();
        for (int step = 0; step < 3_000; step++) {
            String directory = "d" + random.nextInt(4);
            String path = random.nextInt(4) == 0 ? directory : directory + "/e" + random.nextInt(6);
            WorkspaceChange change =
                    switch (random.nextInt(4)) {
                        case 0 -> new WorkspaceChange.CreateDirectory(path);
                        case 1 -> new WorkspaceChange.Delete(path);
                        case 2 -> new WorkspaceChange.PutLink(path, "t" + random.nextInt(3));
                        default -> put(path, "x".repeat(random.nextInt(5)));
                    };
            boolean failed = !workspace.commit(List.of(change), NOW).isEmpty();
            assertThat(failed).as("%s", change).isEqualTo(!model(expected, change));
            if (step % 100 == 0) {
                assertThat(sorted(workspace.snapshot().entries()))
                        .isEqualTo(List.copyOf(expected.values()));
            }
        }
    }

    private static List<WorkspaceEntry> sorted(List<WorkspaceEntry> entries) {
        List<WorkspaceEntry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(WorkspaceEntry::path));
        return sorted;
    }

    /** Makes a change to a map of paths, and tells whether that could be done. */
    private static boolean model(Map<String, WorkspaceEntry> entries, WorkspaceChange change) {
        String path = change.path();
        if (change instanceof WorkspaceChange.Delete) {
            if (entries.keySet().stream().noneMatch(other -> other.startsWith(path + "/"))) {
                entries.remove(path);
            }
            return true;
        }
        int slash = path.indexOf('/');
        if (slash >= 0 && !isDirectory(entries.get(path.substring(0, slash)))) {
            return false;
        }
        boolean directory = change instanceof WorkspaceChange.CreateDirectory;
        if (entries.get(path) != null && isDirectory(entries.get(path)) != directory) {
            return false;
        }
        switch (change) {
            case WorkspaceChange.CreateDirectory _ ->
                    entries.putIfAbsent(path, WorkspaceEntry.directory(path, NOW));
            case WorkspaceChange.PutLink link ->
                    entries.put(path, WorkspaceEntry.link(path, link.target(), NOW));
            case WorkspaceChange.PutFile file ->
                    entries.put(
                            path,
                            WorkspaceEntry.file(path, file.content().size(), file.modified()));
            case WorkspaceChange.Delete _ -> throw new AssertionError("done above");
        }
        return true;
    }

    private static boolean isDirectory(@org.jspecify.annotations.Nullable WorkspaceEntry entry) {
        return entry != null && entry.kind() == WorkspaceEntry.Kind.DIRECTORY;
    }
}
