package dev.wasmsandbox.wasi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Collects at most a fixed number of bytes, cut between two UTF-8 characters.
 *
 * <p>What is kept is handed to a listener as it comes, whole characters at a time; {@link #finish()} hands over the
 * rest. Bytes beyond the cap are dropped: the guest sees its writes succeed, and they cost the host nothing. A
 * listener that throws is not called again, and what it threw is kept in {@link #listenerFailure()}: the guest's code
 * can't be blamed for it, and an exception must not cross the guest's frames.
 *
 * <p>Not thread-safe: written by the thread that runs the guest, read when the run has ended.
 */
public final class CappedOutput implements OutputSink {

    private static final int INITIAL_CAPACITY = 256;
    private static final int LONGEST_CHARACTER = 4;
    private static final byte[] EMPTY = {};

    private final int maxBytes;
    private final OutputSink listener;
    private byte[] kept = EMPTY;
    private int size;
    private int forwarded;
    private boolean truncated;
    private boolean listening = true;
    private Optional<RuntimeException> listenerFailure = Optional.empty();

    /** Creates a collector of at most {@code maxBytes} bytes without a listener. */
    public CappedOutput(int maxBytes) {
        this(maxBytes, OutputSink.discarding());
    }

    /** Creates a collector of at most {@code maxBytes} bytes that hands on what it keeps. */
    public CappedOutput(int maxBytes, OutputSink listener) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException(
                    "maxBytes is " + maxBytes + "; it must not be negative");
        }
        this.maxBytes = maxBytes;
        this.listener = listener;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        if (truncated || length == 0) {
            return;
        }
        int room = Math.min(length, maxBytes - size);
        ensureCapacity(size + room);
        System.arraycopy(source, offset, kept, size, room);
        size += room;
        int whole = wholeCharacters();
        if (room < length) {
            truncated = true;
            size = whole;
        }
        forward(whole);
    }

    @Override
    public boolean full() {
        return truncated;
    }

    /** Hands the listener what was held back as the beginning of a character. To be called when the run has ended. */
    public void finish() {
        forward(size);
    }

    /** Tells whether bytes were dropped. */
    public boolean truncated() {
        return truncated;
    }

    /** Tells how many bytes are kept. */
    public int size() {
        return size;
    }

    /** Copies what is kept. */
    public byte[] toByteArray() {
        return Arrays.copyOf(kept, size);
    }

    /** Decodes what is kept as UTF-8; each malformed sequence becomes U+FFFD. */
    public String text() {
        return new String(kept, 0, size, StandardCharsets.UTF_8);
    }

    /** Adds bytes of the host's own after the guest's, regardless of the cap; not handed to the listener. */
    public void append(byte[] bytes) {
        finish();
        ensureCapacity(Math.addExact(size, bytes.length));
        System.arraycopy(bytes, 0, kept, size, bytes.length);
        size += bytes.length;
        forwarded = size;
    }

    /** Tells what the listener threw, if it did. */
    public Optional<RuntimeException> listenerFailure() {
        return listenerFailure;
    }

    private void ensureCapacity(int capacity) {
        if (capacity > kept.length) {
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, kept.length * 2L);
            kept = Arrays.copyOf(kept, Math.max(Math.max(doubled, INITIAL_CAPACITY), capacity));
        }
    }

    private void forward(int end) {
        if (end <= forwarded) {
            return;
        }
        int start = forwarded;
        forwarded = end;
        if (listening) {
            try {
                listener.write(kept, start, end - start);
            } catch (RunInterrupted e) {
                throw e;
            } catch (RuntimeException e) {
                listening = false;
                listenerFailure = Optional.of(e);
            }
        }
    }

    /** Finds where the last character ends that is whole (or hopelessly malformed, which counts as whole). */
    private int wholeCharacters() {
        for (int back = 1; back < LONGEST_CHARACTER && back <= size; back++) {
            int value = kept[size - back] & 0xff;
            if (value < 0x80) {
                return size;
            }
            if (value >= 0xc0) {
                int needed = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
                return needed > back ? size - back : size;
            }
        }
        return size;
    }
}
