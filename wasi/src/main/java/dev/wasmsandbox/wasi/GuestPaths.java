package dev.wasmsandbox.wasi;

/** Reads paths from the guest's memory. */
final class GuestPaths {

    private final TransferBuffer buffer;

    GuestPaths(TransferBuffer buffer) {
        this.buffer = buffer;
    }

    /** Reads a path; its length is looked at before anything else. */
    String read(GuestMemory memory, int address, int length) {
        if (Integer.compareUnsigned(length, Names.MAX_PATH_BYTES) > 0) {
            throw Errno.NAMETOOLONG.failure();
        }
        if (length == 0) {
            return "";
        }
        byte[] bytes = buffer.atLeast(length);
        memory.read(address, bytes, 0, length);
        String path = Names.decode(bytes, length);
        if (path.indexOf('\0') >= 0) {
            throw Errno.INVAL.failure();
        }
        return path;
    }
}
