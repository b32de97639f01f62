package dev.wasmsandbox.engine.metering;

import java.nio.charset.StandardCharsets;

/** Reads the binary format of WebAssembly (core specification 2.0, chapter 5), or a part of it. */
final class WasmReader {
    private static final int LONGEST_I64 = 10;

    private final byte[] bytes;
    private final int end;
    private int position;

    WasmReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Where it is, counted from the start of the array. */
    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= end;
    }

    int octet() {
        need(1);
        return bytes[position++] & 0xff;
    }

    /** An unsigned number of 32 bits that is no more than Java's largest int. */
    int number() {
        long value = 0;
        int shift = 0;
        int octet;
        do {
            octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            shift += 7;
        } while (octet >= 0x80 && shift < 35);
        if (octet >= 0x80 || value > Integer.MAX_VALUE) {
            throw malformed("a number is too large");
        }
        return (int) value;
    }

    /** Passes by a number of up to 64 bits, signed or not. */
    void skipNumber() {
        int octets = 0;
        while (octet() >= 0x80) {
            if (++octets >= LONGEST_I64) {
                throw malformed("a number is too long");
            }
        }
    }

    void skip(int count) {
        need(count);
        position += count;
    }

    String name() {
        int length = number();
        need(length);
        String name = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return name;
    }

    /** A reader of the next bytes, which this one passes by. */
    WasmReader part(int length) {
        need(length);
        WasmReader part = new WasmReader(bytes, position, position + length);
        position += length;
        return part;
    }

    /** Another reader of what is left for this one. */
    WasmReader copy() {
        return new WasmReader(bytes, position, end);
    }

    /** The bytes between two positions, of those that were passed by. */
    void copy(int from, int to, WasmWriter target) {
        target.write(bytes, from, to - from);
    }

    /** The bytes from here to the end. */
    void copyRestTo(WasmWriter target) {
        copy(position, end, target);
        position = end;
    }

    private void need(int count) {
        if (count < 0 || count > end - position) {
            throw malformed("it ends too early");
        }
    }

    IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException(
                "the guest's code cannot be metered: " + what + ", at byte " + position);
    }
}
