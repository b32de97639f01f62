package dev.wasmsandbox.fuzz;

/** Takes decisions from an input, byte by byte, so that a changed byte changes one decision. */
public final class ByteSource {
    private final byte[] input;
    private int position;

    /** Reads the input from its beginning. */
    public ByteSource(byte[] input) {
        this.input = input;
    }

    /** Whether all bytes are used up; decisions are zero from then on. */
    public boolean isEmpty() {
        return position >= input.length;
    }

    /** The next byte, 0 to 255. */
    public int next() {
        return position < input.length ? input[position++] & 0xff : 0;
    }

    /** A choice of {@code bound} ones, at most 256. */
    public int below(int bound) {
        return next() % bound;
    }

    /** Four bytes as they are. */
    public int nextInt() {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    /** Eight bytes as they are. */
    public long nextLong() {
        return Integer.toUnsignedLong(nextInt()) | (long) nextInt() << 32;
    }
}
