package dev.wasmsandbox.cli;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells on a terminal how far a transfer is. Small ones are over before anybody could read it, so for them nothing is
 * shown.
 */
final class Progress implements AutoCloseable {
    /** From here on it is shown. */
    static final long LARGE = 8 << 20;

    private static final long STEP = 1 << 20;

    private final @Nullable Surroundings surroundings;
    private final String name;
    private final long total;
    private long moved;
    private long shown;

    /**
     * Begins a transfer.
     *
     * @param total the bytes that are expected; negative if nobody knows
     */
    Progress(Surroundings surroundings, String name, long total) {
        this.surroundings = surroundings.terminal() ? surroundings : null;
        this.name = name;
        this.total = total;
    }

    /** Returns a stream that is watched. */
    InputStream watch(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                add(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                add(Math.max(0, count));
                return count;
            }
        };
    }

    /** Returns a stream that is watched. */
    OutputStream watch(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) throws IOException {
                out.write(one);
                add(1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                add(length);
            }
        };
    }

    /** Returns how many bytes were moved. */
    long moved() {
        return moved;
    }

    private void add(int bytes) {
        moved += bytes;
        boolean due = moved - shown >= Math.max(STEP, total / 100);
        if (surroundings != null && due && Math.max(total, moved) >= LARGE) {
            shown = moved;
            String part = total > 0 ? moved * 100 / total + " %  " : "";
            String of = total > 0 ? " of " + Texts.bytes(total) : "";
            surroundings
                    .err()
                    .print("\r" + name + "  " + part + Texts.bytes(moved) + of + "\033[K");
            surroundings.err().flush();
        }
    }

    /** Removes what was shown. */
    @Override
    public void close() {
        if (surroundings != null && shown > 0) {
            surroundings.err().print("\r\033[K");
            surroundings.err().flush();
        }
    }
}
