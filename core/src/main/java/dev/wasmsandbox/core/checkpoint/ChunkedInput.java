package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.core.storage.PartsInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;

/** Reads what {@link ChunkedOutput} wrote, and nothing behind it. */
final class ChunkedInput extends PartsInput {
    private final DataInputStream in;
    private final byte[] chunk = new byte[CheckpointFormat.CHUNK_BYTES];
    private int position;
    private int length;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = new DataInputStream(in);
    }

    @Override
    protected int readPart(byte[] target, int offset, int count) throws IOException {
        if (position == length && !nextChunk()) {
            return -1;
        }
        int part = Math.min(count, length - position);
        System.arraycopy(chunk, position, target, offset, part);
        position += part;
        return part;
    }

    /** Expects that nothing but the end is left. */
    void finish() throws IOException {
        if (position != length || nextChunk()) {
            throw new StreamCorruptedException("there are bytes behind the end of its contents");
        }
    }

    private boolean nextChunk() throws IOException {
        if (ended) {
            return false;
        }
        position = 0;
        length = in.readInt();
        if (length < 0 || length > chunk.length) {
            int wrong = length;
            length = 0;
            throw new StreamCorruptedException("a chunk has " + wrong + " bytes");
        }
        ended = length == 0;
        in.readFully(chunk, 0, length);
        return !ended;
    }
}
