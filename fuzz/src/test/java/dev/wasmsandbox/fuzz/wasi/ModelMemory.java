package dev.wasmsandbox.fuzz.wasi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The guest's memory as the model wants it to be after each call. */
final class ModelMemory {
    /** A number in the memory that the model can't know: the inode of a node, as far as it was not written over. */
    static final class Inode {
        final int address;
        final ModelNode node;
        private int there;

        private Inode(int address, int bytes, ModelNode node) {
            this.address = address;
            this.node = node;
            this.there = (1 << bytes) - 1;
        }

        boolean isThere(int index) {
            return (there & 1 << index) != 0;
        }

        boolean isWhole() {
            return there == (1 << Long.BYTES) - 1;
        }

        private void forget(int from, int to) {
            for (int i = 0; i < Long.BYTES; i++) {
                if (address + i >= from && address + i < to) {
                    there &= ~(1 << i);
                }
            }
        }
    }

    final byte[] bytes;
    final List<Inode> inodes = new ArrayList<>();

    ModelMemory(int size) {
        bytes = new byte[size];
    }

    /** Whether a range lies inside; addresses are unsigned, and a range of nothing may be anywhere. */
    boolean holds(int address, long length) {
        return length == 0 || Integer.toUnsignedLong(address) + length <= bytes.length;
    }

    int intAt(int address) {
        return (int) number(address, Integer.BYTES);
    }

    long longAt(int address) {
        return number(address, Long.BYTES);
    }

    int byteAt(int address) {
        return bytes[address] & 0xff;
    }

    private long number(int address, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[address + i] & 0xff);
        }
        return value;
    }

    void setInt(int address, int value) {
        set(address, value, Integer.BYTES);
    }

    void setLong(int address, long value) {
        set(address, value, Long.BYTES);
    }

    private void set(int address, long value, int length) {
        byte[] little = new byte[length];
        for (int i = 0; i < length; i++) {
            little[i] = (byte) (value >> (8 * i));
        }
        write(address, little);
    }

    void write(int address, byte[] source) {
        if (source.length == 0) {
            return;
        }
        System.arraycopy(source, 0, bytes, address, source.length);
        for (Inode inode : inodes) {
            inode.forget(address, address + source.length);
        }
    }

    void setInode(int address, int length, ModelNode node) {
        write(address, new byte[length]);
        inodes.add(new Inode(address, length, node));
    }

    byte[] read(int address, int length) {
        if (length == 0) {
            return new byte[0];
        }
        return Arrays.copyOfRange(bytes, address, address + length);
    }
}
