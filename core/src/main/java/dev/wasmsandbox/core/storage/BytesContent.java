package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceSnapshot;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes in memory that never change, as content to be stored and as content that was read. */
public final class BytesContent implements WorkspaceChange.FileContent, WorkspaceSnapshot.Content {
    private final byte[] bytes;

    /** Wraps bytes, which must not be changed afterwards. */
    public BytesContent(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        if (position >= bytes.length) {
            return 0;
        }
        int count = (int) Math.min(length, bytes.length - position);
        System.arraycopy(bytes, (int) position, target, offset, count);
        return count;
    }

    /** Tells whether this holds exactly the same bytes. */
    public boolean holds(byte[] other) {
        return java.util.Arrays.equals(bytes, other);
    }

    /** Returns the bytes themselves. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
