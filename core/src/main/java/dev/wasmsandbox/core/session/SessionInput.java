package dev.wasmsandbox.core.session;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.storage.PartsInput;
import java.io.EOFException;
import java.io.IOException;

/** A file of a session as a stream. Holds the workspace open until it is closed. */
final class SessionInput extends PartsInput {
    private final WorkspaceSnapshot snapshot;
    private final WorkspaceSnapshot.Content content;
    private final WorkspaceEntry entry;
    private long position;

    SessionInput(
            WorkspaceSnapshot snapshot, WorkspaceSnapshot.Content content, WorkspaceEntry entry) {
        this.snapshot = snapshot;
        this.content = content;
        this.entry = entry;
    }

    long size() {
        return entry.size();
    }

    @Override
    protected int readPart(byte[] target, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, entry.size() - position);
        if (wanted <= 0) {
            return -1;
        }
        int count = content.read(position, target, offset, wanted);
        if (count < wanted) {
            throw new EOFException(entry.path() + " ends before its " + entry.size() + " bytes");
        }
        position += count;
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, entry.size() - position);
    }

    @Override
    public void close() {
        content.close();
        snapshot.close();
    }
}
