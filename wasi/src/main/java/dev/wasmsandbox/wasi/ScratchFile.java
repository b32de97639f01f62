package dev.wasmsandbox.wasi;

import java.io.IOException;

/**
 * The content of one file in scratch space. It is a {@link Blob} whose bytes do change while the guest runs; once the
 * run has ended they are fixed, and {@link Changes} hands it out as the file's new content.
 */
public interface ScratchFile extends Blob, AutoCloseable {

    /**
     * Writes bytes, extending the file if need be; a gap reads as zeros.
     *
     * @throws IOException if there is no space; the guest sees {@code ENOSPC}
     */
    void write(long position, byte[] source, int offset, int length) throws IOException;

    /** Cuts or extends (with zeros) the file. */
    void resize(long size) throws IOException;

    /** Gives the space back, unless the file was taken over by a commit. Never throws; a second call does nothing. */
    @Override
    void close();
}
