package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stored file as a stream, whose bytes the system moves by itself where they go into another file. */
final class DiskContentInput extends FilterInputStream {
    private final WorkspaceSnapshot.Content content;
    private final WorkspaceEntry entry;

    DiskContentInput(WorkspaceSnapshot.Content content, InputStream bytes, WorkspaceEntry entry) {
        super(bytes);
        this.content = content;
        this.entry = entry;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long count = in.transferTo(out);
        if (count != entry.size()) {
            throw new EOFException(entry.path() + " was changed by the host while it was in use");
        }
        return count;
    }

    @Override
    public void close() {
        content.close();
    }
}
