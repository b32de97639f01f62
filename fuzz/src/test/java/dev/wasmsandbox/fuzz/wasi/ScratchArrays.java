package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.Scratch;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.IOException;
import java.util.Arrays;

/** Scratch space that knows how much of it was not given back. */
final class ScratchArrays implements Scratch {
    private int open;

    int open() {
        return open;
    }

    @Override
    public ScratchFile create() {
        open++;
        return new ScratchArray();
    }

    private final class ScratchArray implements ScratchFile {
        private byte[] bytes = {};
        private boolean closed;

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            requireOpen();
            Blob.checkRange(position, length, bytes.length);
            System.arraycopy(bytes, (int) position, target, offset, length);
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) {
            requireOpen();
            int end = Math.toIntExact(position + length);
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length, end));
            System.arraycopy(source, offset, bytes, (int) position, length);
        }

        @Override
        public void resize(long size) {
            requireOpen();
            bytes = Arrays.copyOf(bytes, Math.toIntExact(size));
        }

        @Override
        public void close() {
            open -= closed ? 0 : 1;
            closed = true;
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("this scratch file was given back");
            }
        }
    }
}
