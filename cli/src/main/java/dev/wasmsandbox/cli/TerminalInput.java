package dev.wasmsandbox.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jline.utils.NonBlockingReader;

/**
 * What is typed while a guest runs, line by line. When the run has ended, nothing more is taken: the rest is typed to the
 * prompt.
 */
final class TerminalInput extends InputStream {
    private static final long LOOK_UP_MILLIS = 20;

    private final NonBlockingReader reader;
    private byte[] line = {};
    private int position;
    private volatile boolean closed;

    TerminalInput(NonBlockingReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == line.length && !readLine()) {
            return -1;
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean readLine() throws IOException {
        StringBuilder text = new StringBuilder();
        boolean more = true;
        while (more) {
            int next = readCharacter();
            if (next >= 0) {
                text.append(next == '\r' ? '\n' : (char) next);
            }
            more = next >= 0 && next != '\n' && next != '\r';
        }
        line = text.toString().getBytes(StandardCharsets.UTF_8);
        position = 0;
        return line.length > 0;
    }

    /** Looks first and takes then, so that nothing is lost that comes when the run is over. */
    private int readCharacter() throws IOException {
        while (true) {
            // JLine's reader is for one thread at a time: of two, one would lose the other's keys.
            synchronized (this) {
                int seen = closed ? NonBlockingReader.EOF : reader.peek(LOOK_UP_MILLIS);
                // The end of the input is taken by the look already.
                if (closed || seen == NonBlockingReader.EOF) {
                    return -1;
                }
                if (seen != NonBlockingReader.READ_EXPIRED) {
                    return reader.read();
                }
            }
        }
    }

    /** Waits for a look that is under way. What it sees, and all that comes later, is left to the next one who reads. */
    @Override
    public void close() {
        closed = true;
        awaitLook();
    }

    private synchronized void awaitLook() {
        // Whoever looks holds the lock.
    }
}
