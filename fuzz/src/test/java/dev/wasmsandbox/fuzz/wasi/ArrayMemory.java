package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.wasi.GuestMemory;
import dev.wasmsandbox.wasi.MemoryFault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The memory that the real functions see. Whatever leaves it faults, as in the engine. */
final class ArrayMemory implements GuestMemory {
    final byte[] bytes;
    private final ByteBuffer view;

    ArrayMemory(int size) {
        bytes = new byte[size];
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int checked(int address, int length) {
        if (length < 0 || Integer.toUnsignedLong(address) + length > bytes.length) {
            throw MemoryFault.INSTANCE;
        }
        return address;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte byteAt(int address) {
        return view.get(checked(address, 1));
    }

    @Override
    public int intAt(int address) {
        return view.getInt(checked(address, Integer.BYTES));
    }

    @Override
    public long longAt(int address) {
        return view.getLong(checked(address, Long.BYTES));
    }

    @Override
    public void setByte(int address, byte value) {
        view.put(checked(address, 1), value);
    }

    @Override
    public void setInt(int address, int value) {
        view.putInt(checked(address, Integer.BYTES), value);
    }

    @Override
    public void setLong(int address, long value) {
        view.putLong(checked(address, Long.BYTES), value);
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        System.arraycopy(bytes, checked(address, length), target, offset, length);
    }

    @Override
    public void write(int address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, checked(address, length), length);
    }
}
