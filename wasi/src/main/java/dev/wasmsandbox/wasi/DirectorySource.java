package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.Map;

/** Lists one directory of an immutable tree when it is first needed. Must be thread-safe. */
@FunctionalInterface
public interface DirectorySource {

    /**
     * Lists the directory. Names which no guest can name (empty, {@code .}, {@code ..}, with a slash or NUL, longer than
     * 255 bytes, not Unicode) are left out of the tree. Called again only if it failed, or if the directory is {@link
     * DirectoryEntry#reloadable}.
     *
     * @throws IOException if it can't be listed; the guest sees {@code EIO}
     */
    Map<String, Entry> list() throws IOException;

    /**
     * Lists the directory for a guest that waits for it.
     *
     * @param pause to be called between pieces of work, each below a millisecond; what it throws has to end the work
     * @throws IOException if it can't be listed
     */
    default Map<String, Entry> list(Runnable pause) throws IOException {
        return list();
    }
}
