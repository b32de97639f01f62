package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.storage.BytesContent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Takes the files of whole workspaces, gives them to others, and copies them. */
public final class SavedWorkspace {
    /** Of one content: more is no array. */
    private static final long MAX_CONTENT = Integer.MAX_VALUE - 16;

    private SavedWorkspace() {}

    /**
     * Reads all files of a workspace.
     *
     * @throws StorageException if they cannot be read
     */
    public static SavedFiles take(StorageAdapter storage, String sessionId) {
        List<WorkspaceEntry> entries = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        TreeMap<String, BytesContent> contents = new TreeMap<>();
        try (WorkspaceSnapshot snapshot = storage.open(sessionId)) {
            for (WorkspaceEntry entry : sorted(snapshot)) {
                entries.add(entry);
                String hash = "";
                if (entry.kind() == WorkspaceEntry.Kind.FILE) {
                    byte[] bytes = read(snapshot, entry);
                    hash = CheckpointFormat.hash(bytes);
                    contents.putIfAbsent(hash, new BytesContent(bytes));
                }
                hashes.add(hash);
            }
        } catch (IOException e) {
            throw new StorageException("cannot read the files of session " + sessionId, e);
        }
        return new SavedFiles(entries, hashes, contents);
    }

    private static List<WorkspaceEntry> sorted(WorkspaceSnapshot snapshot) {
        return snapshot.entries().stream()
                .sorted(Comparator.comparing(WorkspaceEntry::path))
                .toList();
    }

    private static byte[] read(WorkspaceSnapshot snapshot, WorkspaceEntry entry)
            throws IOException {
        if (entry.size() > MAX_CONTENT) {
            throw new IOException(entry.path() + " is too large for a checkpoint");
        }
        byte[] bytes = new byte[(int) entry.size()];
        try (WorkspaceSnapshot.Content content = snapshot.read(entry)) {
            if (content.read(0, bytes, 0, bytes.length) != bytes.length) {
                throw new EOFException(entry.path() + " is shorter than its index says");
            }
        }
        return bytes;
    }

    /**
     * Makes a workspace hold exactly these files.
     *
     * @throws StorageException if not all of it can be stored
     */
    public static void put(
            StorageAdapter storage, String sessionId, SavedFiles files, Instant now) {
        List<WorkspaceChange> changes = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        for (WorkspaceEntry entry : files.entries()) {
            wanted.add(entry.path() + entry.kind());
        }
        try (WorkspaceSnapshot snapshot = storage.open(sessionId)) {
            for (WorkspaceEntry entry : sorted(snapshot).reversed()) {
                if (!wanted.contains(entry.path() + entry.kind())) {
                    changes.add(new WorkspaceChange.Delete(entry.path()));
                }
            }
        }
        for (int i = 0; i < files.entries().size(); i++) {
            WorkspaceEntry entry = files.entries().get(i);
            changes.add(
                    entry.kind() == WorkspaceEntry.Kind.FILE
                            ? new WorkspaceChange.PutFile(
                                    entry.path(), files.content(i), entry.modified())
                            : without(entry));
        }
        commitAll(storage, sessionId, changes, now);
    }

    /**
     * Copies all files of one workspace into another one, which is empty.
     *
     * @throws StorageException if not all of it can be copied
     */
    public static void copy(StorageAdapter storage, String from, String to, Instant now) {
        try (WorkspaceSnapshot snapshot = storage.open(from)) {
            List<WorkspaceChange> changes = new ArrayList<>();
            for (WorkspaceEntry entry : sorted(snapshot)) {
                changes.add(
                        entry.kind() == WorkspaceEntry.Kind.FILE
                                ? new WorkspaceChange.PutFile(
                                        entry.path(),
                                        new StoredContent(snapshot, entry),
                                        entry.modified())
                                : without(entry));
            }
            if (!changes.isEmpty()) {
                commitAll(storage, to, changes, now);
            }
        }
    }

    private static WorkspaceChange without(WorkspaceEntry entry) {
        return entry.kind() == WorkspaceEntry.Kind.LINK
                ? new WorkspaceChange.PutLink(entry.path(), String.valueOf(entry.target()))
                : new WorkspaceChange.CreateDirectory(entry.path());
    }

    /** Makes changes that belong together; told is the first that cannot be made. */
    public static void commitAll(
            StorageAdapter storage, String sessionId, List<WorkspaceChange> changes, Instant now) {
        List<WorkspaceFailure> failures = storage.commit(sessionId, changes, now);
        if (!failures.isEmpty()) {
            WorkspaceFailure first = failures.getFirst();
            throw new StorageException(
                    "not all files of session "
                            + sessionId
                            + " could be stored: "
                            + first.path()
                            + " ("
                            + first.reason()
                            + ")",
                    new IOException(first.reason()));
        }
    }

    /** A file of a workspace as content for another one. */
    private record StoredContent(WorkspaceSnapshot snapshot, WorkspaceEntry entry)
            implements WorkspaceChange.FileContent {
        @Override
        public long size() {
            return entry.size();
        }

        @Override
        public InputStream open() throws IOException {
            WorkspaceSnapshot.Content content = snapshot.read(entry);
            return new ContentStream(content);
        }
    }

    private static final class ContentStream extends InputStream {
        private final WorkspaceSnapshot.Content content;
        private long position;

        ContentStream(WorkspaceSnapshot.Content content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = content.read(position, target, offset, length);
            position += count;
            return count <= 0 ? -1 : count;
        }

        @Override
        public void close() {
            content.close();
        }
    }
}
