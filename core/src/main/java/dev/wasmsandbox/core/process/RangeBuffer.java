package dev.wasmsandbox.core.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file of the host in pieces and keeps the last one, so that a guest's small reads are not a message each. For one thread. */
final class RangeBuffer {
    private final long size;
    private final Source source;
    private byte @Nullable [] piece;
    private long start;

    /** Where the bytes come from. */
    @FunctionalInterface
    interface Source {
        byte[] read(long position, int length) throws IOException;
    }

    RangeBuffer(long size, Source source) {
        this.size = size;
        this.source = source;
    }

    /** Reads within the file's size. */
    void read(long position, byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            long at = position + done;
            byte[] known = piece;
            if (known == null || at < start || at >= start + known.length) {
                start = at - at % Wire.PIECE;
                known = source.read(start, (int) Math.min(Wire.PIECE, size - start));
                piece = known;
            }
            int from = (int) (at - start);
            int count = Math.min(length - done, known.length - from);
            System.arraycopy(known, from, target, offset + done, count);
            done += count;
        }
    }
}
