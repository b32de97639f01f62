package dev.wasmsandbox.wasi;

import java.io.EOFException;
import java.util.Objects;

/** {@link Blob} over an array. */
final class BytesBlob implements Blob {

    private final byte[] bytes;

    BytesBlob(byte[] bytes) {
        this.bytes = Objects.requireNonNull(bytes, "bytes");
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws EOFException {
        Blob.checkRange(position, length, bytes.length);
        System.arraycopy(bytes, (int) position, target, offset, length);
    }
}
