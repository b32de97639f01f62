package dev.wasmsandbox.wasi;

import java.io.IOException;

/** {@link Scratch} without space. */
final class NoScratch implements Scratch {

    static final NoScratch INSTANCE = new NoScratch();

    private NoScratch() {}

    @Override
    public ScratchFile create() throws IOException {
        throw new IOException(
                "there is no scratch space; give the tree a Scratch, or raise maxMemoryBytes");
    }
}
