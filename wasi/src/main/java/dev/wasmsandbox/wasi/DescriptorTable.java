package dev.wasmsandbox.wasi;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The open descriptors of a guest; a new one gets the lowest free number. */
final class DescriptorTable {

    private static final int INITIAL_SLOTS = 8;

    private @Nullable Descriptor[] slots = new Descriptor[INITIAL_SLOTS];

    /** The numbers in use: with many open, the lowest free one must not have to be searched one by one. */
    private final BitSet taken = new BitSet(INITIAL_SLOTS);

    private int open;

    /** Finds a descriptor by the guest's number, of which any value may come. */
    Descriptor get(int fd) {
        if (fd >= 0 && fd < slots.length) {
            Descriptor descriptor = slots[fd];
            if (descriptor != null) {
                return descriptor;
            }
        }
        throw Errno.BADF.failure();
    }

    /** Finds a descriptor of a regular file; any other is {@code EBADF}, as in Wasmtime. */
    OpenFile file(int fd) {
        if (get(fd) instanceof OpenFile file) {
            return file;
        }
        throw Errno.BADF.failure();
    }

    /** Finds a descriptor that has a position. */
    OpenFile seekable(int fd) {
        return get(fd).seekable();
    }

    /** Finds a descriptor of a directory that has a right. */
    OpenDirectory directory(int fd, long right) {
        OpenDirectory directory = get(fd).base();
        directory.require(right);
        return directory;
    }

    void requireRoom(int maxOpen) {
        if (open >= maxOpen) {
            throw Errno.MFILE.failure();
        }
    }

    int add(Descriptor descriptor) {
        int fd = taken.nextClearBit(0);
        put(fd, descriptor);
        return fd;
    }

    /** Puts a descriptor at a number that is free, for one that is as it was elsewhere. */
    void put(int fd, Descriptor descriptor) {
        if (fd >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(fd + 1, slots.length * 2));
        }
        slots[fd] = descriptor;
        taken.set(fd);
        open++;
    }

    /** Visits all open descriptors by ascending numbers. */
    void forEach(Visitor visitor) {
        for (int fd = 0; fd < slots.length; fd++) {
            Descriptor descriptor = slots[fd];
            if (descriptor != null) {
                visitor.visit(fd, descriptor);
            }
        }
    }

    /** What {@link #forEach} calls. */
    interface Visitor {
        void visit(int fd, Descriptor descriptor);
    }

    void close(int fd) {
        get(fd).close();
        clear(fd);
    }

    /** Puts one open descriptor in the place of another, which is closed. */
    void renumber(int from, int to) {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from == to) {
            return;
        }
        replaced.close();
        slots[to] = moved;
        clear(from);
    }

    void closeAll() {
        for (int fd = 0; fd < slots.length; fd++) {
            Descriptor descriptor = slots[fd];
            if (descriptor != null) {
                descriptor.close();
                clear(fd);
            }
        }
    }

    private void clear(int fd) {
        slots[fd] = null;
        taken.clear(fd);
        open--;
    }
}
