package dev.wasmsandbox.wasi;

/**
 * The linear memory of one guest, little-endian, as WASI calls see it.
 *
 * <p>An address is an unsigned 32-bit number kept in an {@code int}. Every access that is not wholly inside the memory
 * throws {@link MemoryFault} and changes nothing; the dispatcher answers {@code EFAULT} then. Implementations check
 * each access themselves: callers in this package pass addresses exactly as the guest gave them.
 *
 * <p>Not thread-safe; used by the thread that runs the guest.
 */
public interface GuestMemory {

    /** Tells the present size of the memory in bytes, at most 2<sup>32</sup>. */
    long size();

    /** Reads one byte. */
    byte byteAt(int address);

    /** Reads 32 bits. */
    int intAt(int address);

    /** Reads 64 bits. */
    long longAt(int address);

    /** Writes one byte. */
    void setByte(int address, byte value);

    /** Writes 32 bits. */
    void setInt(int address, int value);

    /** Writes 64 bits. */
    void setLong(int address, long value);

    /** Copies {@code length} bytes at {@code address} into {@code target}. */
    void read(int address, byte[] target, int offset, int length);

    /** Copies {@code length} bytes of {@code source} to {@code address}. */
    void write(int address, byte[] source, int offset, int length);

    /** Reads 16 bits, zero-extended. */
    default int shortAt(int address) {
        return (byteAt(address) & 0xff) | (byteAt(offset(address, 1)) & 0xff) << 8;
    }

    /** Writes the low 16 bits of {@code value}. */
    default void setShort(int address, int value) {
        setByte(address, (byte) value);
        setByte(offset(address, 1), (byte) (value >> 8));
    }

    /**
     * Checks that a whole range is inside the memory, so that a call fails before it has done anything. A range of no
     * bytes is nowhere, so its address may be any.
     *
     * @param length a non-negative number of bytes
     * @throws MemoryFault if a part of the range lies outside
     */
    default void check(int address, long length) {
        if (length != 0 && Integer.toUnsignedLong(address) + length > size()) {
            throw MemoryFault.INSTANCE;
        }
    }

    /**
     * Adds a non-negative distance to an address.
     *
     * @throws MemoryFault if the sum does not fit into 32 bits, where it would silently wrap to low memory
     */
    static int offset(int address, long distance) {
        long sum = Integer.toUnsignedLong(address) + distance;
        if (sum > 0xffff_ffffL) {
            throw MemoryFault.INSTANCE;
        }
        return (int) sum;
    }
}
