package dev.wasmsandbox.core.session;

import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.core.storage.BlobContent;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.core.storage.ScratchSpace;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a stream brought, all of it, before a session is touched: a source that is slow keeps nobody from the session,
 * one that fails changes nothing, and the storage is told the size. Large contents are in a file that the disk adapter
 * can rename into its place.
 */
final class IncomingContent implements AutoCloseable {
    /** Up to here it stays in memory. */
    static final int LARGEST_IN_MEMORY = 1 << 20;

    private static final int CHUNK = 1 << 16;

    private final FileContent content;
    private final AutoCloseable held;

    private IncomingContent(FileContent content, AutoCloseable held) {
        this.content = content;
        this.held = held;
    }

    /** Reads a stream to its end, and leaves it open. */
    static IncomingContent of(InputStream in, StorageAdapter storage) throws IOException {
        byte[] head = in.readNBytes(LARGEST_IN_MEMORY);
        if (head.length < LARGEST_IN_MEMORY) {
            return new IncomingContent(new BytesContent(head), () -> {});
        }
        ScratchDirectory scratch = ScratchSpace.of(storage);
        boolean complete = false;
        try {
            ScratchFile file = scratch.create();
            file.write(0, head, 0, head.length);
            byte[] chunk = new byte[CHUNK];
            for (int count; (count = in.read(chunk)) >= 0; ) {
                file.write(file.size(), chunk, 0, count);
            }
            complete = true;
            return new IncomingContent(
                    new BlobContent(file, true),
                    () -> {
                        file.close();
                        scratch.close();
                    });
        } finally {
            if (!complete) {
                scratch.close();
            }
        }
    }

    FileContent content() {
        return content;
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (Exception e) {
            // What is left is swept when scratch space is opened there next time.
            return;
        }
    }
}
