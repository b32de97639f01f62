package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.wasi.Blob;
import java.io.IOException;

/** Bytes in memory as the content of a file in a tree. */
record StoredBytes(BytesContent content) implements Blob {
    @Override
    public long size() {
        return content.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Blob.checkRange(position, length, content.size());
        int _ = content.read(position, target, offset, length);
    }
}
