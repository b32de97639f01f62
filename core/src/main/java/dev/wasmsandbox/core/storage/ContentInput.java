package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A content that is read by range, as a stream. */
public final class ContentInput extends InputStream {
    private final WorkspaceSnapshot.Content content;
    private long position;

    /** Begins at the first byte; the content is closed with the stream. */
    public ContentInput(WorkspaceSnapshot.Content content) {
        this.content = content;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
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
