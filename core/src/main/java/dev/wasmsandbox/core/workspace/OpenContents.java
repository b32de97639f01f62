package dev.wasmsandbox.core.workspace;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.wasi.Blob;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opens contents of a workspace when they are first read, and keeps only the last few open: a guest that reads thousands
 * of files must not use up the host's file handles.
 *
 * <p>Used by one thread at a time.
 */
public final class OpenContents implements AutoCloseable {
    private static final int MAX_OPEN = 16;

    private final WorkspaceSnapshot snapshot;

    /** By path, the one that was used longest ago first. */
    private final Map<String, WorkspaceSnapshot.Content> open = new LinkedHashMap<>(0, 0.75f, true);

    /** Opens nothing yet; the snapshot is its owner's to close. */
    public OpenContents(WorkspaceSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns the content of a file, which is not opened before it is read. */
    public Blob blob(WorkspaceEntry entry) {
        return new EntryBlob(entry);
    }

    private synchronized WorkspaceSnapshot.Content open(WorkspaceEntry entry) throws IOException {
        WorkspaceSnapshot.Content known = open.get(entry.path());
        if (known != null) {
            return known;
        }
        WorkspaceSnapshot.Content content = snapshot.read(entry);
        if (open.size() >= MAX_OPEN) {
            String eldest = open.keySet().iterator().next();
            WorkspaceSnapshot.Content unused = open.remove(eldest);
            if (unused != null) {
                unused.close();
            }
        }
        open.put(entry.path(), content);
        return content;
    }

    @Override
    public synchronized void close() {
        open.values().forEach(WorkspaceSnapshot.Content::close);
        open.clear();
    }

    private final class EntryBlob implements Blob {
        private final WorkspaceEntry entry;

        EntryBlob(WorkspaceEntry entry) {
            this.entry = entry;
        }

        @Override
        public long size() {
            return entry.size();
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            Blob.checkRange(position, length, entry.size());
            if (length > 0 && open(entry).read(position, target, offset, length) != length) {
                throw new EOFException(entry.path() + " is shorter than its index says");
            }
        }
    }
}
