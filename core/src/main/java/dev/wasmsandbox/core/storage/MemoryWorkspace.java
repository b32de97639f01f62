package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.text.WorkspacePaths;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.LinkEntry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One session in memory: an immutable state that each commit replaces, so that a snapshot is just the state. */
public final class MemoryWorkspace {
    /** An array cannot have more. */
    private static final long LARGEST = Integer.MAX_VALUE - 8L;

    private static final String STAYS = "it stays, because not all contents could be stored";

    /** The tree shares all that a commit left alone with the one before, so a commit costs what it changes. */
    private record State(SessionMetadata metadata, DirectoryEntry tree) implements TreeSnapshot {
        @Override
        public Content read(WorkspaceEntry entry) throws IOException {
            if (WorkspaceTrees.find(tree, entry.path()).orElse(null) instanceof FileEntry file
                    && file.content() instanceof StoredBytes(BytesContent content)) {
                return content;
            }
            throw new IOException("there is no file " + entry.path());
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }

    private volatile State state;

    /** Begins an empty workspace. */
    public MemoryWorkspace(SessionMetadata metadata) {
        state = new State(metadata, DirectoryEntry.empty());
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
        state = new State(state.metadata.updatedAt(updatedAt), other.state.tree);
    }

    /** Makes changes. */
    public synchronized List<WorkspaceFailure> commit(
            List<WorkspaceChange> changes, Instant updatedAt) {
        State before = state;
        if (changes.isEmpty()) {
            state = new State(before.metadata.updatedAt(updatedAt), before.tree);
            return List.of();
        }
        List<WorkspaceFailure> failures = new ArrayList<>();
        CommitOrder order = CommitOrder.of(changes);
        DirectoryEntry tree = apply(before.tree, order.first(), updatedAt, failures);
        if (!order.displacing().isEmpty()) {
            int known = failures.size();
            DirectoryEntry displaced = apply(tree, order.displaced(), updatedAt, failures);
            displaced = apply(displaced, order.displacing(), updatedAt, failures);
            if (order.displaced().isEmpty() || failures.size() == known) {
                tree = displaced;
            } else {
                // All of it stays as it was: what was displaced may be the only copy.
                failures.subList(known, failures.size()).clear();
                refuse(order.displaced(), failures);
                refuse(order.displacing(), failures);
            }
        }
        tree = apply(tree, order.last(), updatedAt, failures);
        state = new State(before.metadata.updatedAt(updatedAt), tree);
        return failures;
    }

    private static void refuse(
            List<? extends WorkspaceChange> changes, List<WorkspaceFailure> failures) {
        for (WorkspaceChange change : changes) {
            failures.add(new WorkspaceFailure(change.path(), STAYS));
        }
    }

    private static DirectoryEntry apply(
            DirectoryEntry before,
            List<? extends WorkspaceChange> changes,
            Instant now,
            List<WorkspaceFailure> failures) {
        DirectoryEntry tree = before;
        for (WorkspaceChange change : changes) {
            try {
                if (change instanceof WorkspaceChange.Delete && !failures.isEmpty()) {
                    throw new IOException(STAYS);
                }
                tree = apply(tree, change, now);
            } catch (IOException e) {
                failures.add(new WorkspaceFailure(change.path(), String.valueOf(e.getMessage())));
            }
        }
        return tree;
    }

    private static DirectoryEntry apply(DirectoryEntry tree, WorkspaceChange change, Instant now)
            throws IOException {
        String path = change.path();
        if (!WorkspacePaths.isValid(path)) {
            throw new IOException("this is no path within a workspace");
        }
        Entry old = WorkspaceTrees.find(tree, path).orElse(null);
        if (change instanceof WorkspaceChange.Delete) {
            boolean stays =
                    old == null
                            || (old instanceof DirectoryEntry directory
                                    && directory.usage().entries() > 0);
            return stays ? tree : WorkspaceTrees.without(tree, path);
        }
        int slash = path.lastIndexOf('/');
        if (slash >= 0
                && !(WorkspaceTrees.find(tree, path.substring(0, slash)).orElse(null)
                        instanceof DirectoryEntry)) {
            throw new IOException("its directory is not there");
        }
        Entry fresh = entry(change, old, UnixNanos.of(now));
        return fresh.equals(old) ? tree : WorkspaceTrees.with(tree, path, fresh);
    }

    /** Returns what is at the path of a change after it. */
    private static Entry entry(WorkspaceChange change, @Nullable Entry old, long now)
            throws IOException {
        if (change instanceof WorkspaceChange.CreateDirectory) {
            if (old != null && !(old instanceof DirectoryEntry)) {
                throw new IOException("there is a file of that name");
            }
            return old == null ? DirectoryEntry.empty(now) : old;
        }
        if (old instanceof DirectoryEntry) {
            throw new IOException("there is a directory of that name");
        }
        return switch (change) {
            case WorkspaceChange.PutLink link -> {
                if (!WorkspacePaths.isLinkTarget(link.target())) {
                    throw new IOException("no link can lead there");
                }
                yield new LinkEntry(link.target(), now);
            }
            case WorkspaceChange.PutFile file ->
                    new FileEntry(
                            new StoredBytes(bytes(file.content())), UnixNanos.of(file.modified()));
            case WorkspaceChange.CreateDirectory _, WorkspaceChange.Delete _ ->
                    throw new IllegalArgumentException("nothing is put by " + change);
        };
    }

    private static BytesContent bytes(WorkspaceChange.FileContent content) throws IOException {
        if (content instanceof BytesContent bytes) {
            return bytes;
        }
        try {
            if (content.size() > LARGEST) {
                throw new IOException("its " + content.size() + " bytes are too many for memory");
            }
            try (InputStream in = content.open()) {
                return new BytesContent(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new IOException("its content cannot be read: " + e.getMessage(), e);
        }
    }
}
