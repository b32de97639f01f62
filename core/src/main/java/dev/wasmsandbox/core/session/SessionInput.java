package dev.wasmsandbox.core.session;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A file of a session as a stream. Holds the workspace open until it is closed. */
final class SessionInput extends InputStream {
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
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int wanted = (int) Math.min(length, entry.size() - position);
        if (wanted <= 0) {
            return length == 0 ? 0 : -1;
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
