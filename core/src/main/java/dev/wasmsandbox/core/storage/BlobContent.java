package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.hostfs.HostScratchFile;
import dev.wasmsandbox.wasi.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Path;

/** What a guest wrote into a file, as content to be stored. */
public final class BlobContent implements WorkspaceChange.FileContent {
    private final Blob blob;
    private final boolean movable;

    /**
     * Creates the content of a file.
     *
     * @param movable whether nobody needs the blob any more afterwards
     */
    public BlobContent(Blob blob, boolean movable) {
        this.blob = blob;
        this.movable = movable;
    }

    @Override
    public long size() {
        return blob.size();
    }

    @Override
    public InputStream open() {
        return new BlobStream(blob);
    }

    @Override
    public boolean moveTo(Path target) throws IOException {
        if (!movable || !(blob instanceof HostScratchFile scratch)) {
            return false;
        }
        try {
            scratch.moveTo(target);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            // The scratch space is on another file system.
            return false;
        }
    }

    private static final class BlobStream extends PartsInput {
        private final Blob blob;
        private long position;

        BlobStream(Blob blob) {
            this.blob = blob;
        }

        @Override
        protected int readPart(byte[] target, int offset, int length) throws IOException {
            int count = (int) Math.min(length, blob.size() - position);
            if (count <= 0) {
                return -1;
            }
            blob.read(position, target, offset, count);
            position += count;
            return count;
        }
    }
}
