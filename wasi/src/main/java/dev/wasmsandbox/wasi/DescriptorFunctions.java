package dev.wasmsandbox.wasi;

import java.io.IOException;

/** What a descriptor is, may and where it stands. */
final class DescriptorFunctions {

    private static final int FDSTAT_BYTES = 24;
    private static final int PRESTAT_BYTES = 8;
    private static final int HIGHEST_ADVICE = 5;
    private static final int WHENCE_SET = 0;
    private static final int WHENCE_CURRENT = 1;
    private static final int WHENCE_END = 2;
    private static final byte[] PREOPENED_NAME = {'/'};

    private final WasiPreview1 wasi;
    private final DescriptorTable table;

    DescriptorFunctions(WasiPreview1 wasi) {
        this.wasi = wasi;
        this.table = wasi.descriptors();
    }

    void advise(int fd, long offset, long length, int advice) {
        OpenFile file = table.file(fd);
        if (length < 0 || Integer.compareUnsigned(advice, HIGHEST_ADVICE) > 0) {
            throw Errno.INVAL.failure();
        }
        file.require(Rights.FD_ADVISE);
    }

    void allocate(int fd, long offset, long length) throws IOException {
        OpenFile open = table.file(fd);
        if (!open.has(Rights.FD_WRITE)) {
            throw Errno.BADF.failure();
        }
        open.require(Rights.FD_ALLOCATE);
        if (offset < 0 || length <= 0) {
            throw Errno.INVAL.failure();
        }
        if (offset > Long.MAX_VALUE - length) {
            throw Errno.FBIG.failure();
        }
        if (offset + length > open.file().size()) {
            open.file().resize(offset + length, wasi.now());
        }
    }

    /** Nothing is buffered between the guest and its tree, so there is nothing to do but check. */
    void sync(int fd, long right) {
        Descriptor descriptor = table.get(fd);
        if (descriptor instanceof OpenStream) {
            throw Errno.BADF.failure();
        }
        descriptor.require(right);
    }

    void fdstatGet(GuestMemory memory, int fd, int result) {
        Descriptor descriptor = table.get(fd);
        memory.check(result, FDSTAT_BYTES);
        memory.setLong(result, descriptor.type() | (long) descriptor.flags() << 16);
        memory.setLong(result + 8, descriptor.rights());
        memory.setLong(result + 16, descriptor.inheriting());
    }

    void fdstatSetFlags(int fd, int flags) {
        OpenFile file = table.file(fd);
        if ((flags & ~FdFlags.ALL) != 0) {
            throw Errno.INVAL.failure();
        }
        file.require(Rights.FD_FDSTAT_SET_FLAGS);
        int fixed = FdFlags.DSYNC | FdFlags.RSYNC | FdFlags.SYNC;
        if ((flags & fixed & ~file.flags()) != 0) {
            // As in Linux and Wasmtime: how writes are synchronised is decided when the file is
            // opened.
            throw Errno.INVAL.failure();
        }
        file.setFlags((file.flags() & fixed) | (flags & ~fixed));
    }

    void fdstatSetRights(int fd, long rights, long inheriting) {
        table.get(fd).shrinkRights(rights, inheriting);
    }

    void filestatGet(GuestMemory memory, int fd, int result) {
        Descriptor descriptor = table.get(fd);
        if (descriptor instanceof OpenStream) {
            FileStatus.writeStream(memory, result);
            return;
        }
        descriptor.require(Rights.FD_FILESTAT_GET);
        FileStatus.write(memory, result, descriptor.node());
    }

    void filestatSetSize(int fd, long size) throws IOException {
        OpenFile open = table.file(fd);
        if (size < 0) {
            throw Errno.INVAL.failure();
        }
        if (!open.has(Rights.FD_WRITE)) {
            // POSIX: a descriptor that is not open for writing can't change the size.
            throw Errno.INVAL.failure();
        }
        open.require(Rights.FD_FILESTAT_SET_SIZE);
        open.file().resize(size, wasi.now());
    }

    void filestatSetTimes(int fd, long accessed, long modified, int flags) {
        Descriptor descriptor = table.get(fd);
        Node node = descriptor.node();
        descriptor.require(Rights.FD_FILESTAT_SET_TIMES);
        FileStatus.setTimes(node, accessed, modified, flags, wasi.now());
    }

    void prestatGet(GuestMemory memory, int fd, int result) {
        if (!(table.get(fd) instanceof OpenDirectory directory && directory.preopened())) {
            throw Errno.BADF.failure();
        }
        memory.check(result, PRESTAT_BYTES);
        memory.setInt(result, 0);
        memory.setInt(result + 4, PREOPENED_NAME.length);
    }

    void prestatDirName(GuestMemory memory, int fd, int address, int length) {
        if (!(table.get(fd) instanceof OpenDirectory directory && directory.preopened())) {
            throw Errno.NOTDIR.failure();
        }
        if (Integer.compareUnsigned(length, PREOPENED_NAME.length) < 0) {
            throw Errno.NAMETOOLONG.failure();
        }
        memory.write(address, PREOPENED_NAME, 0, PREOPENED_NAME.length);
    }

    void seek(GuestMemory memory, int fd, long offset, int whence, int result) {
        OpenFile open = table.seekable(fd);
        long origin =
                switch (whence) {
                    case WHENCE_SET -> 0;
                    case WHENCE_CURRENT -> open.position();
                    case WHENCE_END -> open.file().size();
                    default -> throw Errno.INVAL.failure();
                };
        long position = origin + offset;
        if (position < 0) {
            // Below the beginning, or past what a signed number can tell; Linux has one answer.
            throw Errno.INVAL.failure();
        }
        if (whence == WHENCE_CURRENT && offset == 0) {
            open.requireTell();
        } else {
            open.require(Rights.FD_SEEK);
        }
        memory.setLong(result, position);
        open.setPosition(position);
    }

    void tell(GuestMemory memory, int fd, int result) {
        OpenFile open = table.seekable(fd);
        open.requireTell();
        memory.setLong(result, open.position());
    }
}
