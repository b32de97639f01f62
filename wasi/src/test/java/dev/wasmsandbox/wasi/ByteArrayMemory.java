package dev.wasmsandbox.wasi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A guest's memory over an array. */
final class ByteArrayMemory implements GuestMemory {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;

    ByteArrayMemory(int size) {
        bytes = new byte[size];
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte byteAt(int address) {
        return bytes[checked(address, 1)];
    }

    @Override
    public int intAt(int address) {
        return (int) INT.get(bytes, checked(address, Integer.BYTES));
    }

    @Override
    public long longAt(int address) {
        return (long) LONG.get(bytes, checked(address, Long.BYTES));
    }

    @Override
    public void setByte(int address, byte value) {
        bytes[checked(address, 1)] = value;
    }

    @Override
    public void setInt(int address, int value) {
        INT.set(bytes, checked(address, Integer.BYTES), value);
    }

    @Override
    public void setLong(int address, long value) {
        LONG.set(bytes, checked(address, Long.BYTES), value);
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        System.arraycopy(bytes, checked(address, length), target, offset, length);
    }

    @Override
    public void write(int address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, checked(address, length), length);
    }

    private int checked(int address, int length) {
        check(address, length);
        return address;
    }
}
