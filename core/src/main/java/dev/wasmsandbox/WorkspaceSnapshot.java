package dev.wasmsandbox;

import dev.wasmsandbox.core.storage.ContentInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A workspace as it was when it was opened: an index, and contents on demand.
 *
 * <p>Usable by several threads. Closed by whoever opened it.
 */
public interface WorkspaceSnapshot extends Closeable {

    /** Returns everything in the workspace that a guest may see; a directory comes before what it holds. */
    List<WorkspaceEntry> entries();

    /**
     * Opens the content of a file.
     *
     * @param entry a file of {@link #entries}
     * @throws IOException if it cannot be read any more, or is no longer what the index says
     */
    Content read(WorkspaceEntry entry) throws IOException;

    @Override
    void close();

    /** The bytes of a file, read by range. */
    interface Content extends Closeable {
        /**
         * Reads at a position.
         *
         * @return how many bytes were read, fewer than asked for at the end only; 0 behind the end
         * @throws IOException if the content cannot be read
         */
        int read(long position, byte[] target, int offset, int length) throws IOException;

        /** Returns the content from its beginning on as a stream; closing that closes the content. */
        default InputStream stream() {
            return new ContentInput(this);
        }

        @Override
        void close();
    }
}
