package dev.wasmsandbox.core.checkpoint;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes bytes as chunks with their lengths before them; one of length 0 is the end. Never closes what is below. */
final class ChunkedOutput extends OutputStream {
    private final DataOutputStream out;
    private final byte[] chunk = new byte[CheckpointFormat.CHUNK_BYTES];
    private int length;

    ChunkedOutput(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int part = Math.min(count - done, chunk.length - length);
            System.arraycopy(bytes, offset + done, chunk, length, part);
            length += part;
            done += part;
            if (length == chunk.length) {
                writeChunk();
            }
        }
    }

    /** Writes what is left, and the end. */
    void finish() throws IOException {
        if (length > 0) {
            writeChunk();
        }
        out.writeInt(0);
        out.flush();
    }

    private void writeChunk() throws IOException {
        out.writeInt(length);
        out.write(chunk, 0, length);
        length = 0;
    }
}
