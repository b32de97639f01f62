package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceSnapshot;
import java.io.IOException;

/** A content that is read by range, as a stream. */
public final class ContentInput extends PartsInput {
    private final WorkspaceSnapshot.Content content;
    private long position;

    /** Begins at the first byte; the content is closed with the stream. */
    public ContentInput(WorkspaceSnapshot.Content content) {
        this.content = content;
    }

    @Override
    protected int readPart(byte[] target, int offset, int length) throws IOException {
        int count = content.read(position, target, offset, length);
        position += count;
        return count <= 0 ? -1 : count;
    }

    @Override
    public void close() {
        content.close();
    }
}
