package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One session in memory: an immutable state that each commit replaces, so that a snapshot is just the state. */
public final class MemoryWorkspace {
    /** An array cannot have more. */
    private static final long LARGEST = Integer.MAX_VALUE - 8L;

    private static final String STAYS = "it stays, because not all contents could be stored";

    private static final BytesContent NOTHING = new BytesContent(new byte[0]);

    /** An entry and, for a file, its bytes. */
    private record Node(WorkspaceEntry entry, BytesContent content) {}

    /** A path sorts after what contains it, so a directory comes before what it holds. */
    private record State(SessionMetadata metadata, TreeMap<String, Node> nodes)
            implements WorkspaceSnapshot {
        @Override
        public List<WorkspaceEntry> entries() {
            List<WorkspaceEntry> entries = new ArrayList<>(nodes.size());
            for (Node node : nodes.values()) {
                entries.add(node.entry);
            }
            return entries;
        }

        @Override
        public Content read(WorkspaceEntry entry) throws IOException {
            Node node = nodes.get(entry.path());
            if (node == null || node.entry.kind() != WorkspaceEntry.Kind.FILE) {
                throw new IOException("there is no file " + entry.path());
            }
            return node.content;
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }

    private volatile State state;

    /** Begins an empty workspace. */
    public MemoryWorkspace(SessionMetadata metadata) {
        state = new State(metadata, new TreeMap<>());
    }

    /** Returns what is known about the session. */
    public SessionMetadata metadata() {
        return state.metadata;
    }

    /** Returns the workspace as it is now. */
    public WorkspaceSnapshot snapshot() {
        return state;
    }

    /** Takes over the files of another workspace; their bytes are shared, since they never change. */
    public synchronized void copyOf(MemoryWorkspace other, Instant updatedAt) {
        state = new State(state.metadata.updatedAt(updatedAt), other.state.nodes);
    }

    /** Makes changes. */
    public synchronized List<WorkspaceFailure> commit(
            List<WorkspaceChange> changes, Instant updatedAt) {
        State before = state;
        if (changes.isEmpty()) {
            state = new State(before.metadata.updatedAt(updatedAt), before.nodes);
            return List.of();
        }
        TreeMap<String, Node> nodes = new TreeMap<>(before.nodes);
        List<WorkspaceFailure> failures = new ArrayList<>();
        CommitOrder order = CommitOrder.of(changes);
        apply(nodes, order.first(), updatedAt, failures);
        if (!order.displacing().isEmpty()) {
            TreeMap<String, Node> displaced = new TreeMap<>(nodes);
            int known = failures.size();
            apply(displaced, order.displaced(), updatedAt, failures);
            apply(displaced, order.displacing(), updatedAt, failures);
            if (order.displaced().isEmpty() || failures.size() == known) {
                nodes = displaced;
            } else {
                // All of it stays as it was: what was displaced may be the only copy.
                failures.subList(known, failures.size()).clear();
                refuse(order.displaced(), failures);
                refuse(order.displacing(), failures);
            }
        }
        apply(nodes, order.last(), updatedAt, failures);
        state = new State(before.metadata.updatedAt(updatedAt), nodes);
        return failures;
    }

    private static void refuse(
            List<? extends WorkspaceChange> changes, List<WorkspaceFailure> failures) {
        for (WorkspaceChange change : changes) {
            failures.add(new WorkspaceFailure(change.path(), STAYS));
        }
    }

    private static void apply(
            NavigableMap<String, Node> nodes,
            List<? extends WorkspaceChange> changes,
            Instant now,
            List<WorkspaceFailure> failures) {
        for (WorkspaceChange change : changes) {
            String problem =
                    change instanceof WorkspaceChange.Delete && !failures.isEmpty()
                            ? STAYS
                            : apply(nodes, change, now);
            if (problem != null) {
                failures.add(new WorkspaceFailure(change.path(), problem));
            }
        }
    }

    private static @Nullable String apply(
            NavigableMap<String, Node> nodes, WorkspaceChange change, Instant now) {
        String path = change.path();
        if (!WorkspacePaths.isValid(path)) {
            return "this is no path within a workspace";
        }
        if (change instanceof WorkspaceChange.Delete) {
            if (!hasChildren(nodes, path)) {
                nodes.remove(path);
            }
            return null;
        }
        int slash = path.lastIndexOf('/');
        Node parent = slash < 0 ? null : nodes.get(path.substring(0, slash));
        if (slash >= 0
                && (parent == null || parent.entry.kind() != WorkspaceEntry.Kind.DIRECTORY)) {
            return "its directory is not there";
        }
        Node old = nodes.get(path);
        boolean wasDirectory = old != null && old.entry.kind() == WorkspaceEntry.Kind.DIRECTORY;
        if (change instanceof WorkspaceChange.CreateDirectory) {
            if (old != null && !wasDirectory) {
                return "there is a file of that name";
            }
            if (old == null) {
                nodes.put(path, new Node(WorkspaceEntry.directory(path, now), NOTHING));
            }
            return null;
        }
        if (wasDirectory) {
            return "there is a directory of that name";
        }
        return put(nodes, change, now);
    }

    private static @Nullable String put(
            NavigableMap<String, Node> nodes, WorkspaceChange change, Instant now) {
        if (change instanceof WorkspaceChange.PutLink(String path, String target)) {
            if (!WorkspacePaths.isLinkTarget(target)) {
                return "no link can lead there";
            }
            nodes.put(path, new Node(WorkspaceEntry.link(path, target, now), NOTHING));
        } else if (change instanceof WorkspaceChange.PutFile file) {
            try {
                BytesContent content = bytes(file.content());
                nodes.put(
                        file.path(),
                        new Node(
                                WorkspaceEntry.file(file.path(), content.size(), file.modified()),
                                content));
            } catch (IOException e) {
                return "its content cannot be read: " + e.getMessage();
            }
        }
        return null;
    }

    private static boolean hasChildren(NavigableMap<String, Node> nodes, String path) {
        Map.Entry<String, Node> next = nodes.ceilingEntry(path + "/");
        return next != null && next.getKey().startsWith(path + "/");
    }

    private static BytesContent bytes(WorkspaceChange.FileContent content) throws IOException {
        if (content instanceof BytesContent bytes) {
            return bytes;
        }
        if (content.size() > LARGEST) {
            throw new IOException("its " + content.size() + " bytes are too many for memory");
        }
        try (InputStream in = content.open()) {
            return new BytesContent(in.readAllBytes());
        }
    }
}
