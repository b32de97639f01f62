package dev.wasmsandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;

/** One change of a workspace. Paths are relative to it, with {@code /} between names. */
public sealed interface WorkspaceChange {

    /** Returns what is changed. */
    String path();

    /**
     * Creates a file, or replaces it together with its content.
     *
     * @param path the file
     * @param content what it is to hold
     * @param modified when the content was last changed
     */
    record PutFile(String path, FileContent content, Instant modified) implements WorkspaceChange {}

    /**
     * Creates a symbolic link for the guest, or replaces it.
     *
     * @param path the link
     * @param target what it points to
     */
    record PutLink(String path, String target) implements WorkspaceChange {}

    /**
     * Creates a directory; one that is there stays.
     *
     * @param path the directory, whose parent is there
     */
    record CreateDirectory(String path) implements WorkspaceChange {}

    /**
     * Deletes a file, a link or an empty directory; what is not there is no error.
     *
     * <p>A directory in which something is left that the guest cannot see stays.
     *
     * @param path what is to be deleted
     */
    record Delete(String path) implements WorkspaceChange {}

    /** The content of a file that is to be stored. */
    interface FileContent {
        /** Returns the number of bytes. */
        long size();

        /**
         * Opens the content; the caller closes the stream.
         *
         * @throws IOException if it cannot be read
         */
        InputStream open() throws IOException;

        /**
         * Moves the content into a file, if it lies in one of the same file system that nobody needs any more.
         *
         * @param target a file that is not there yet
         * @return false if the content has to be copied by {@link #open}
         * @throws IOException if it should have been possible and was not
         */
        default boolean moveTo(Path target) throws IOException {
            return false;
        }

        /** Makes content of bytes, which must not be changed afterwards. */
        static FileContent of(byte[] bytes) {
            return new dev.wasmsandbox.core.storage.BytesContent(bytes);
        }
    }
}
