package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.core.storage.PartsInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** The content of a checkpoint's file, without its trailer. */
final class CheckpointInput extends PartsInput {
    private final SeekableByteChannel file;
    private long left;

    CheckpointInput(SeekableByteChannel file, ContentHashTrailer trailer) {
        this.file = file;
        this.left = trailer.contentBytes();
    }

    @Override
    protected int readPart(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = file.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, left)));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
