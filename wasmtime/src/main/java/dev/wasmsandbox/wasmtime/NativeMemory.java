package dev.wasmsandbox.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;

/**
 * Reads and writes native memory by address.
 *
 * <p>SAFETY: nothing here checks bounds. Every address comes from the C library or from our own allocations in this package,
 * with a length that the caller knows from the C header; guest memory is never accessed through this class.
 */
final class NativeMemory {

    private static final MemorySegment ALL = all();

    private NativeMemory() {}

    @SuppressWarnings("restricted")
    private static MemorySegment all() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    static long getLong(long address) {
        return ALL.get(JAVA_LONG_UNALIGNED, address);
    }

    static void putLong(long address, long value) {
        ALL.set(JAVA_LONG_UNALIGNED, address, value);
    }

    static int getInt(long address) {
        return ALL.get(JAVA_INT_UNALIGNED, address);
    }

    static void putInt(long address, int value) {
        ALL.set(JAVA_INT_UNALIGNED, address, value);
    }

    static int getUnsignedByte(long address) {
        return ALL.get(JAVA_BYTE, address) & 0xff;
    }

    static void putByte(long address, int value) {
        ALL.set(JAVA_BYTE, address, (byte) value);
    }

    static void put(long address, byte[] bytes) {
        MemorySegment.copy(bytes, 0, ALL, JAVA_BYTE, address, bytes.length);
    }

    static void get(long address, byte[] target, int offset, int length) {
        MemorySegment.copy(ALL, JAVA_BYTE, address, target, offset, length);
    }

    static byte[] get(long address, int length) {
        byte[] bytes = new byte[length];
        get(address, bytes, 0, length);
        return bytes;
    }

    /** Reads a {@code wasm_name_t}, which is a {@code wasm_byte_vec_t} without a terminator, up to a number of bytes. */
    static String name(long vector, int maxBytes) {
        long size = Math.min(getLong(vector + Layout.VECTOR_SIZE), maxBytes);
        long data = getLong(vector + Layout.VECTOR_DATA);
        return size == 0 ? "" : new String(get(data, (int) size), UTF_8);
    }
}
