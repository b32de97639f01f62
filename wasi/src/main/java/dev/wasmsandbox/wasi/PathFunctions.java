package dev.wasmsandbox.wasi;

import dev.wasmsandbox.wasi.PathResolver.LastName;
import java.io.IOException;

/** Everything that takes a path. */
final class PathFunctions {

    private static final int FOLLOW_LINKS = 1;

    private static final int CREATE = 1;
    private static final int DIRECTORY = 1 << 1;
    private static final int EXCLUSIVE = 1 << 2;
    private static final int TRUNCATE = 1 << 3;
    private static final int ALL_OPEN_FLAGS = CREATE | DIRECTORY | EXCLUSIVE | TRUNCATE;

    private final WasiPreview1 wasi;
    private final DescriptorTable table;
    private final TreeOperations operations;
    private final GuestPaths paths;

    PathFunctions(WasiPreview1 wasi, TreeOperations operations, TransferBuffer buffer) {
        this.wasi = wasi;
        this.table = wasi.descriptors();
        this.operations = operations;
        this.paths = new GuestPaths(buffer);
    }

    void createDirectory(GuestMemory memory, int fd, int path, int length) {
        Directory base = base(fd, Rights.PATH_CREATE_DIRECTORY);
        operations.createDirectory(base, paths.read(memory, path, length));
    }

    void filestatGet(GuestMemory memory, int fd, int flags, int path, int length, int result) {
        Directory base = base(fd, Rights.PATH_FILESTAT_GET);
        Lookup at = operations.lookup(base, paths.read(memory, path, length), lastName(flags));
        FileStatus.write(memory, result, at.require());
    }

    void filestatSetTimes(
            GuestMemory memory,
            int fd,
            int flags,
            int path,
            int length,
            long accessed,
            long modified,
            int times) {
        Directory base = base(fd, Rights.PATH_FILESTAT_SET_TIMES);
        Lookup at = operations.lookup(base, paths.read(memory, path, length), lastName(flags));
        FileStatus.setTimes(at.require(), accessed, modified, times, wasi.now());
    }

    void link(
            GuestMemory memory,
            int oldFd,
            int flags,
            int oldPath,
            int oldLength,
            int newFd,
            int newPath,
            int newLength) {
        Directory oldBase = base(oldFd, Rights.PATH_LINK_SOURCE);
        Directory newBase = base(newFd, Rights.PATH_LINK_TARGET);
        String from = paths.read(memory, oldPath, oldLength);
        String to = paths.read(memory, newPath, newLength);
        operations.hardLink(oldBase, from, lastName(flags), newBase, to);
    }

    void open(
            GuestMemory memory,
            int fd,
            int flags,
            int path,
            int length,
            int openFlags,
            long rights,
            long inheriting,
            int fdFlags,
            int result)
            throws IOException {
        try {
            openAt(memory, fd, flags, path, length, openFlags, rights, inheriting, fdFlags, result);
        } catch (WasiFailure e) {
            remember(memory, fd, path, length, e.errno());
            throw e;
        }
    }

    private void remember(GuestMemory memory, int fd, int path, int length, Errno errno) {
        try {
            if (table.directory(fd, 0).directory() == wasi.tree().root()) {
                wasi.refusalLog().refusedOpen(paths.read(memory, path, length), errno);
            }
        } catch (WasiFailure | MemoryFault _) {
            // What has no path has no place in the log; the guest is told the first failure.
        }
    }

    private void openAt(
            GuestMemory memory,
            int fd,
            int flags,
            int path,
            int length,
            int openFlags,
            long rights,
            long inheriting,
            int fdFlags,
            int result)
            throws IOException {
        if (table.get(fd) instanceof OpenFile) {
            // The one function for which Wasmtime, like POSIX, tells files from other bases.
            throw Errno.NOTDIR.failure();
        }
        boolean creates = (openFlags & CREATE) != 0;
        OpenDirectory parent = table.directory(fd, rightsToOpen(openFlags, fdFlags));
        if ((fdFlags & FdFlags.DSYNC) != 0 && !parent.has(Rights.FD_SYNC)) {
            parent.require(Rights.FD_DATASYNC);
        }
        memory.check(result, Integer.BYTES);
        String name = paths.read(memory, path, length);
        if ((openFlags & ~ALL_OPEN_FLAGS) != 0 || (fdFlags & ~FdFlags.ALL) != 0) {
            throw Errno.INVAL.failure();
        }
        if ((openFlags & DIRECTORY) != 0 && (openFlags & (CREATE | EXCLUSIVE | TRUNCATE)) != 0) {
            throw Errno.INVAL.failure();
        }
        LastName named = lastName(flags);
        boolean mustBeNew = creates && (openFlags & EXCLUSIVE) != 0;
        LastName lastName = mustBeNew || (creates && name.endsWith("/")) ? LastName.ENTRY : named;
        Lookup at = operations.lookup(parent.directory(), name, lastName);
        if (creates && at.named() && at.trailingSlash()) {
            // What a slash demands cannot be made here, says Linux, whether it is there or not.
            throw Errno.ISDIR.failure();
        }
        if (at.node() != null && mustBeNew) {
            throw Errno.EXIST.failure();
        }
        table.requireRoom(wasi.config().maxOpenFiles());
        // A guest may ask for more than its directory passes on, as with Wasmtime; it gets what
        // there is.
        long granted = rights & parent.inheriting();
        long passedOn = inheriting & parent.inheriting();
        Descriptor opened = openNode(at, openFlags, granted, passedOn, fdFlags);
        memory.setInt(result, table.add(opened));
    }

    private static long rightsToOpen(int openFlags, int fdFlags) {
        boolean synchronises = (fdFlags & (FdFlags.RSYNC | FdFlags.SYNC)) != 0;
        return Rights.PATH_OPEN
                | ((openFlags & CREATE) != 0 ? Rights.PATH_CREATE_FILE : 0)
                | ((openFlags & TRUNCATE) != 0 ? Rights.PATH_FILESTAT_SET_SIZE : 0)
                | (synchronises ? Rights.FD_SYNC : 0);
    }

    private Descriptor openNode(Lookup at, int openFlags, long rights, long inheriting, int fdFlags)
            throws IOException {
        Node node = at.node();
        if (node == null && (openFlags & CREATE) != 0) {
            node = operations.createFile(at);
        }
        if (node == null) {
            node = at.require();
        }
        if (node instanceof RegularFile file) {
            return openFile(file, openFlags, rights, inheriting, fdFlags);
        }
        if (node instanceof Directory directory) {
            return openDirectory(directory, openFlags, rights, inheriting, fdFlags);
        }
        throw Errno.LOOP.failure();
    }

    private static Descriptor openDirectory(
            Directory directory, int openFlags, long rights, long inheriting, int fdFlags) {
        if ((openFlags & (CREATE | TRUNCATE)) != 0 || (rights & Rights.FD_WRITE) != 0) {
            throw Errno.ISDIR.failure();
        }
        return new OpenDirectory(directory, false, rights & Rights.DIRECTORY, inheriting, fdFlags);
    }

    private Descriptor openFile(
            RegularFile file, int openFlags, long rights, long inheriting, int fdFlags)
            throws IOException {
        if ((openFlags & DIRECTORY) != 0) {
            throw Errno.NOTDIR.failure();
        }
        boolean truncates = (openFlags & TRUNCATE) != 0;
        if (truncates || (rights & Rights.FD_WRITE) != 0) {
            file.requireWritable();
        }
        if (truncates) {
            file.resize(0, wasi.now());
        }
        long possible =
                file.mount().access().writable() ? Rights.FILE : Rights.FILE & ~Rights.FILE_CHANGES;
        return new OpenFile(file, rights & possible, inheriting & possible, fdFlags);
    }

    void readLink(
            GuestMemory memory,
            int fd,
            int path,
            int length,
            int target,
            int targetLength,
            int result) {
        Directory base = base(fd, Rights.PATH_READLINK);
        Lookup at = operations.lookup(base, paths.read(memory, path, length), LastName.KEPT);
        if (!(at.require() instanceof SymbolicLink link)) {
            throw Errno.INVAL.failure();
        }
        byte[] bytes = Names.encode(link.target());
        int count = (int) Math.min(bytes.length, Integer.toUnsignedLong(targetLength));
        memory.check(result, Integer.BYTES);
        memory.check(target, count);
        if (count > 0) {
            memory.write(target, bytes, 0, count);
        }
        memory.setInt(result, count);
    }

    void removeDirectory(GuestMemory memory, int fd, int path, int length) {
        Directory base = base(fd, Rights.PATH_REMOVE_DIRECTORY);
        operations.removeDirectory(base, paths.read(memory, path, length));
    }

    void rename(
            GuestMemory memory,
            int oldFd,
            int oldPath,
            int oldLength,
            int newFd,
            int newPath,
            int newLength) {
        Directory oldBase = base(oldFd, Rights.PATH_RENAME_SOURCE);
        Directory newBase = base(newFd, Rights.PATH_RENAME_TARGET);
        String from = paths.read(memory, oldPath, oldLength);
        operations.rename(oldBase, from, newBase, paths.read(memory, newPath, newLength));
    }

    void symlink(GuestMemory memory, int target, int targetLength, int fd, int path, int length) {
        Directory base = base(fd, Rights.PATH_SYMLINK);
        String to = paths.read(memory, target, targetLength);
        operations.createLink(to, base, paths.read(memory, path, length));
    }

    void unlinkFile(GuestMemory memory, int fd, int path, int length) {
        Directory base = base(fd, Rights.PATH_UNLINK_FILE);
        operations.unlink(base, paths.read(memory, path, length));
    }

    private Directory base(int fd, long right) {
        return table.directory(fd, right).directory();
    }

    private static LastName lastName(int lookupFlags) {
        if ((lookupFlags & ~FOLLOW_LINKS) != 0) {
            throw Errno.INVAL.failure();
        }
        return (lookupFlags & FOLLOW_LINKS) != 0 ? LastName.FOLLOWED : LastName.KEPT;
    }
}
