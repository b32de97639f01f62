package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.GuestMemory;
import dev.wasmsandbox.wasi.MemoryFault;
import java.util.function.LongSupplier;

/**
 * The memory of one instance as host calls see it: every access is checked against its size of this moment.
 *
 * <p>SAFETY: behind the size lies memory without access rights, and an access of Java code to it is no exception but the end of the JVM; so the
 * check comes first, always. The address never moves while the instance lives, because the engine reserves all that 32 bits can address; the
 * size may grow between two host calls, never during one, and never shrinks.
 */
final class LinearMemory implements GuestMemory {
    private final long base;
    private final LongSupplier currentSize;
    private final long firstSize;
    private long size;
    private long moved;

    LinearMemory(long base, LongSupplier currentSize) {
        this.base = base;
        this.currentSize = currentSize;
        this.size = currentSize.getAsLong();
        this.firstSize = size;
    }

    /** Looks up the size again. To be called whenever the guest has run. */
    void refresh() {
        size = currentSize.getAsLong();
    }

    /** The address of byte 0. */
    long base() {
        return base;
    }

    /** Tells how many bytes were copied in bulk since this was asked last. */
    long takeMoved() {
        long bytes = moved;
        moved = 0;
        return bytes;
    }

    /**
     * Reads a number while the guest may run. By any thread, as long as the instance is open.
     *
     * @throws MemoryFault when it is not in what the memory had at first: what it has got since, another thread cannot know
     */
    int sharedIntAt(int address) {
        return NativeMemory.getInt(shared(address));
    }

    /** Sets bits of a number, as {@link #sharedIntAt} reads one; nothing that the guest writes meanwhile is lost. */
    void setSharedBits(int address, int bits) {
        NativeMemory.setBits(shared(address), bits);
    }

    private long shared(int address) {
        long from = Integer.toUnsignedLong(address);
        if (from + Integer.BYTES > firstSize || from % Integer.BYTES != 0) {
            throw MemoryFault.INSTANCE;
        }
        return base + from;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte byteAt(int address) {
        return NativeMemory.getByte(checked(address, Byte.BYTES));
    }

    @Override
    public int shortAt(int address) {
        return NativeMemory.getShort(checked(address, Short.BYTES)) & 0xffff;
    }

    @Override
    public int intAt(int address) {
        return NativeMemory.getInt(checked(address, Integer.BYTES));
    }

    @Override
    public long longAt(int address) {
        return NativeMemory.getLong(checked(address, Long.BYTES));
    }

    @Override
    public void setByte(int address, byte value) {
        NativeMemory.putByte(checked(address, Byte.BYTES), value);
    }

    @Override
    public void setShort(int address, int value) {
        NativeMemory.putShort(checked(address, Short.BYTES), (short) value);
    }

    @Override
    public void setInt(int address, int value) {
        NativeMemory.putInt(checked(address, Integer.BYTES), value);
    }

    @Override
    public void setLong(int address, long value) {
        NativeMemory.putLong(checked(address, Long.BYTES), value);
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        NativeMemory.read(checked(address, length), target, offset, length);
        moved += length;
    }

    @Override
    public void write(int address, byte[] source, int offset, int length) {
        NativeMemory.write(checked(address, length), source, offset, length);
        moved += length;
    }

    private long checked(int address, int length) {
        long from = Integer.toUnsignedLong(address);
        if (length < 0 || from + length > size) {
            throw MemoryFault.INSTANCE;
        }
        return base + from;
    }
}
