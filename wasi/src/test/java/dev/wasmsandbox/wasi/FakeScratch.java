package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.Arrays;

/** Scratch space in an array, which can be full. */
final class FakeScratch implements Scratch {

    int created;
    int open;
    long written;
    boolean full;

    @Override
    public ScratchFile create() throws IOException {
        if (full) {
            throw new IOException("full");
        }
        created++;
        open++;
        return new File();
    }

    private final class File implements ScratchFile {

        private byte[] bytes = new byte[0];
        private boolean closed;

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            Blob.checkRange(position, length, bytes.length);
            System.arraycopy(bytes, (int) position, target, offset, length);
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            if (full) {
                throw new IOException("full");
            }
            if (position + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) position + length);
            }
            System.arraycopy(source, offset, bytes, (int) position, length);
            written += length;
        }

        @Override
        public void resize(long size) {
            bytes = Arrays.copyOf(bytes, (int) size);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
            }
        }
    }
}
