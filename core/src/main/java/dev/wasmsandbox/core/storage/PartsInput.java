package dev.wasmsandbox.core.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream whose bytes come in parts: what an {@link InputStream} asks for besides is the same for all of those. */
public abstract class PartsInput extends InputStream {
    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        return length == 0 ? 0 : readPart(target, offset, length);
    }

    /**
     * Reads what comes next.
     *
     * @param length how many bytes to read at most; more than none
     * @return how many were read, at least one; negative at the end
     */
    protected abstract int readPart(byte[] target, int offset, int length) throws IOException;
}
