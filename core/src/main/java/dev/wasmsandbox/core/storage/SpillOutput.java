package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects a content of unknown size before it is stored: in memory as long as it is small, else in a file that the disk adapter
 * can rename into its place. So a source that is slow or fails disturbs nobody, and the storage is told the size.
 */
public final class SpillOutput extends OutputStream {
    /** Up to here it stays in memory. */
    public static final int LARGEST_IN_MEMORY = 1 << 20;

    private final StorageAdapter storage;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private @Nullable ScratchDirectory scratch;
    private @Nullable ScratchFile file;

    /** Begins without bytes; what becomes large lies where the storage can take it from. */
    public SpillOutput(StorageAdapter storage) {
        this.storage = storage;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        ScratchFile large = file;
        if (large == null && head.size() + count <= LARGEST_IN_MEMORY) {
            head.write(bytes, offset, count);
            return;
        }
        if (large == null) {
            large = spill();
        }
        large.write(large.size(), bytes, offset, count);
    }

    private ScratchFile spill() throws IOException {
        ScratchDirectory opened = ScratchSpace.of(storage);
        scratch = opened;
        ScratchFile large = opened.create();
        large.write(0, head.toByteArray(), 0, head.size());
        head.reset();
        file = large;
        return large;
    }

    /** Returns how many bytes were written. */
    public long size() {
        ScratchFile large = file;
        return large == null ? head.size() : large.size();
    }

    /** Returns what was written; to be used before this is closed, and once if it is large. */
    public FileContent content() {
        ScratchFile large = file;
        return large == null ? new BytesContent(head.toByteArray()) : new BlobContent(large, true);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
            if (scratch != null) {
                scratch.close();
            }
        } catch (IOException e) {
            // What is left is swept when scratch space is opened there next time.
            return;
        }
    }
}
