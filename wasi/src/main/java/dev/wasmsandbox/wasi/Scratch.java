package dev.wasmsandbox.wasi;

import java.io.IOException;

/** Gives space for contents that are too large for memory. Used by the thread that runs the guest. */
@FunctionalInterface
public interface Scratch {

    /**
     * Creates an empty scratch file.
     *
     * @throws IOException if there is no space; the guest sees {@code ENOSPC}
     */
    ScratchFile create() throws IOException;

    /** No space at all: contents stay in memory, up to {@link TreeLimits#maxMemoryBytes()}, then {@code ENOSPC}. */
    static Scratch none() {
        return NoScratch.INSTANCE;
    }
}
