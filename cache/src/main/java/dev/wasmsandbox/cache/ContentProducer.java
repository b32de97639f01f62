package dev.wasmsandbox.cache;

import java.io.IOException;
import java.io.OutputStream;

/** Makes the content of an entry that is not in the cache yet. */
@FunctionalInterface
public interface ContentProducer {

    /**
     * Writes the whole content.
     *
     * @param out a buffered stream; it is closed, synced and named by the cache
     * @throws IOException if the content cannot be made or written; nothing is kept then
     */
    void writeTo(OutputStream out) throws IOException;
}
