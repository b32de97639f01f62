package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the reading of a checkpoint that holds more than its reader wants. */
final class BoundedInput extends FilterInputStream {
    private final long most;
    private long left;

    BoundedInput(InputStream in, long most) {
        super(in);
        this.most = most;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw new CheckpointException(
                    ErrorCode.INVALID_CHECKPOINT,
                    "the checkpoint cannot be used: it holds more than "
                            + most
                            + " bytes; read it with a larger bound if you trust its source");
        }
    }
}
