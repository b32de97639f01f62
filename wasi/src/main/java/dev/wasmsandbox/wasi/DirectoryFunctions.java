package dev.wasmsandbox.wasi;

/** Listing directories. A cookie is 0 for {@code .}, 1 for {@code ..}, then the entry's sequence number plus 2. */
final class DirectoryFunctions {

    private static final int HEADER_BYTES = 24;
    private static final int FIRST_ENTRY = 2;

    private final WasiPreview1 wasi;
    private final DescriptorTable table;
    private final byte[] header = new byte[HEADER_BYTES];

    DirectoryFunctions(WasiPreview1 wasi) {
        this.wasi = wasi;
        this.table = wasi.descriptors();
    }

    /** Fills the buffer to its end, the last entry cut off if need be; less means that there are no more. */
    void readdir(GuestMemory memory, int fd, int address, int length, long cookie, int result) {
        Directory directory = table.directory(fd, Rights.FD_READDIR).directory();
        long room = Integer.toUnsignedLong(length);
        memory.check(address, room);
        memory.check(result, Integer.BYTES);
        Output output = new Output(memory, address, room);
        long next = cookie;
        if (next == 0) {
            entry(output, ++next, directory.inode(), FileType.DIRECTORY, ".");
        }
        if (next == 1) {
            Directory parent = directory.parent();
            long inode = parent == null ? directory.inode() : parent.inode();
            entry(output, ++next, inode, FileType.DIRECTORY, "..");
        }
        while (next >= FIRST_ENTRY && output.room > 0) {
            Directory.Listed child = directory.next(next - FIRST_ENTRY, wasi.effort());
            if (child == null) {
                break;
            }
            next = child.sequence() + FIRST_ENTRY + 1;
            entry(output, next, child.inode(), child.type(), child.name());
        }
        memory.setInt(result, (int) (room - output.room));
    }

    private void entry(Output output, long next, long inode, int type, String name) {
        byte[] bytes = Names.encode(name);
        putLong(0, next);
        putLong(8, inode);
        putLong(16, Integer.toUnsignedLong(bytes.length) | (long) type << 32);
        output.put(header);
        output.put(bytes);
    }

    private void putLong(int offset, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            header[offset + i] = (byte) (value >> (Byte.SIZE * i));
        }
    }

    /** What is left of the guest's buffer. */
    private static final class Output {

        private final GuestMemory memory;
        private int address;
        private long room;

        Output(GuestMemory memory, int address, long room) {
            this.memory = memory;
            this.address = address;
            this.room = room;
        }

        void put(byte[] bytes) {
            int count = (int) Math.min(bytes.length, room);
            if (count > 0) {
                memory.write(address, bytes, 0, count);
                address += count;
                room -= count;
            }
        }
    }
}
