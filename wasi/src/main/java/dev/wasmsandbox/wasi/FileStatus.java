package dev.wasmsandbox.wasi;

/** Layouts of {@code filestat} and the times in it. */
final class FileStatus {

    static final int BYTES = 64;

    static final int SET_ACCESS = 1;
    static final int SET_ACCESS_NOW = 1 << 1;
    static final int SET_MODIFICATION = 1 << 2;
    static final int SET_MODIFICATION_NOW = 1 << 3;
    private static final int SET_ALL =
            SET_ACCESS | SET_ACCESS_NOW | SET_MODIFICATION | SET_MODIFICATION_NOW;

    private FileStatus() {}

    static void write(GuestMemory memory, int address, Node node) {
        write(
                memory,
                address,
                node.mount().device(),
                node.inode(),
                node.type(),
                node.links(),
                node.size(),
                node.accessed(),
                node.modified(),
                node.changed());
    }

    /** Writes what is known of a standard stream: nothing. */
    static void writeStream(GuestMemory memory, int address) {
        write(memory, address, 0, 0, FileType.UNKNOWN, 0, 0, 0, 0, 0);
    }

    private static void write(
            GuestMemory memory,
            int address,
            long device,
            long inode,
            int type,
            long links,
            long size,
            long accessed,
            long modified,
            long changed) {
        memory.check(address, BYTES);
        memory.setLong(address, device);
        memory.setLong(address + 8, inode);
        memory.setLong(address + 16, type);
        memory.setLong(address + 24, links);
        memory.setLong(address + 32, size);
        memory.setLong(address + 40, accessed);
        memory.setLong(address + 48, modified);
        memory.setLong(address + 56, changed);
    }

    /** Sets the times of a node as {@code fstflags} demand. */
    static void setTimes(Node node, long accessed, long modified, int flags, long now) {
        boolean bothAccess = (flags & SET_ACCESS) != 0 && (flags & SET_ACCESS_NOW) != 0;
        boolean bothModification =
                (flags & SET_MODIFICATION) != 0 && (flags & SET_MODIFICATION_NOW) != 0;
        if ((flags & ~SET_ALL) != 0 || bothAccess || bothModification) {
            throw Errno.INVAL.failure();
        }
        node.requireWritable();
        node.setTimes(
                choose(flags, SET_ACCESS, accessed, SET_ACCESS_NOW, now, node.accessed()),
                choose(
                        flags,
                        SET_MODIFICATION,
                        modified,
                        SET_MODIFICATION_NOW,
                        now,
                        node.modified()),
                now);
    }

    private static long choose(int flags, int set, long value, int setNow, long now, long old) {
        if ((flags & set) != 0) {
            return value;
        }
        return (flags & setNow) != 0 ? now : old;
    }
}
