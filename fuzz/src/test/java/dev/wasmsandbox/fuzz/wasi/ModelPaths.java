package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.fuzz.wasi.ModelGuest.Check;
import dev.wasmsandbox.fuzz.wasi.ModelPath.Last;
import dev.wasmsandbox.wasi.Errno;
import dev.wasmsandbox.wasi.MountAccess;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the model does with paths. */
final class ModelPaths {
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    private static final int DSYNC = 1 << 1;
    private static final int RSYNC = 1 << 3;
    private static final int SYNC = 1 << 4;

    private final ModelGuest guest;
    private final ModelTree tree;
    private final ModelMemory memory;
    private final ModelFiles files;

    ModelPaths(ModelGuest guest, ModelFiles files) {
        this.guest = guest;
        this.tree = guest.tree;
        this.memory = guest.memory;
        this.files = files;
    }

    void createDirectory(int fd, int path, int length) {
        tree.createDirectory(name(fd, "path_create_directory", path, length), guest.now);
    }

    void removeDirectory(int fd, int path, int length) {
        tree.removeDirectory(name(fd, "path_remove_directory", path, length), guest.now);
    }

    void unlinkFile(int fd, int path, int length) {
        tree.unlink(name(fd, "path_unlink_file", path, length), guest.now);
    }

    /** Finds where a name is to be made or removed. */
    private ModelPath name(int fd, String right, int path, int length) {
        Check check = guest.check();
        ModelNode base = check.directory(fd, right);
        String text = check.path(path, length);
        return check.resolve(base, text, Last.NAME);
    }

    void filestatGet(int fd, int flags, int path, int length, int result) {
        Check check = guest.check();
        ModelNode base = check.directory(fd, "path_filestat_get");
        String text = check.path(path, length);
        Last last = check.last(flags);
        check.range(result, 64);
        ModelNode node = find(check, base, text, last);
        files.status(result, node);
    }

    /** Finds a node; errors of the arguments and of the path may come in any order. */
    private ModelNode find(Check check, @Nullable ModelNode base, String text, Last last) {
        return check.requireWith(() -> resolved(base, text, last));
    }

    private ModelNode resolved(@Nullable ModelNode base, String text, Last last) {
        return ModelPath.resolve(base == null ? tree.root : base, text, last).require();
    }

    void filestatSetTimes(
            int fd, int flags, int path, int length, long accessed, long modified, int times) {
        Check check = guest.check();
        ModelNode base = check.directory(fd, "path_filestat_set_times");
        String text = check.path(path, length);
        Last last = check.last(flags);
        check.when((times & ~15) != 0 || (times & 3) == 3 || (times & 12) == 12, Errno.INVAL);
        ModelNode node = find(check, base, text, last);
        files.setTimes(check, node, accessed, modified, times);
    }

    void link(
            int oldFd,
            int flags,
            int oldPath,
            int oldLength,
            int newFd,
            int newPath,
            int newLength) {
        Check check = guest.check();
        ModelNode oldBase = check.directory(oldFd, "path_link_source");
        ModelNode newBase = check.directory(newFd, "path_link_target");
        String oldText = check.path(oldPath, oldLength);
        String newText = check.path(newPath, newLength);
        Last last = check.last(flags);
        ModelPath from = check.resolve(oldBase, oldText, last);
        from.require();
        tree.hardLink(from, check.resolve(newBase, newText, Last.NAME), guest.now);
    }

    void rename(int oldFd, int oldPath, int oldLength, int newFd, int newPath, int newLength) {
        Check check = guest.check();
        ModelNode oldBase = check.directory(oldFd, "path_rename_source");
        ModelNode newBase = check.directory(newFd, "path_rename_target");
        String oldText = check.path(oldPath, oldLength);
        String newText = check.path(newPath, newLength);
        ModelPath from = check.resolve(oldBase, oldText, Last.NAME);
        tree.rename(from, check.resolve(newBase, newText, Last.NAME), guest.now);
    }

    void symlink(int target, int targetLength, int fd, int path, int length) {
        Check check = guest.check();
        ModelNode base = check.directory(fd, "path_symlink");
        String targetText = check.path(target, targetLength);
        String text = check.path(path, length);
        tree.createLink(targetText, check.resolve(base, text, Last.NAME), guest.now);
    }

    void readLink(int fd, int path, int length, int buffer, int bufferLength, int result) {
        Check check = guest.check();
        ModelNode base = check.directory(fd, "path_readlink");
        String text = check.path(path, length);
        check.range(result, 4);
        ModelNode node =
                check.requireWith(() -> {
                    ModelNode found = resolved(base, text, Last.KEPT);
                    if (found.kind != ModelNode.Kind.LINK) {
                        throw new ModelError(Errno.INVAL);
                    }
                    return found;
                });
        int count = (int) Math.min(node.content.length, Integer.toUnsignedLong(bufferLength));
        check.range(buffer, count).require();
        memory.write(buffer, Arrays.copyOf(node.content, count));
        memory.setInt(result, count);
    }

    void open(
            int fd,
            int flags,
            int path,
            int length,
            int openFlags,
            long rights,
            long inheriting,
            int fdFlags,
            int result) {
        Check check = guest.check();
        boolean creates = (openFlags & CREATE) != 0;
        String needed =
                "path_open"
                        + (creates ? " path_create_file" : "")
                        + ((openFlags & TRUNCATE) != 0 ? " path_filestat_set_size" : "")
                        + ((fdFlags & (RSYNC | SYNC)) != 0 ? " fd_sync" : "");
        ModelNode base = null;
        ModelDescriptor parent = guest.descriptors.get(fd);
        if (parent != null && parent.file() != null) {
            check.when(true, Errno.NOTDIR);
        } else {
            base = check.directory(fd, needed);
        }
        if (base != null && parent != null && (fdFlags & DSYNC) != 0) {
            boolean may = parent.has(ModelRights.of("fd_sync"));
            check.when(!may && !parent.has(ModelRights.of("fd_datasync")), Errno.NOTCAPABLE);
        }
        check.range(result, 4);
        String text = check.path(path, length);
        boolean mustBeNew = (openFlags & (CREATE | EXCLUSIVE)) == (CREATE | EXCLUSIVE);
        Last last = check.last(flags);
        check.when((openFlags & ~15) != 0 || (fdFlags & ~ModelFiles.ALL_FLAGS) != 0, Errno.INVAL);
        check.when(
                (openFlags & DIRECTORY) != 0 && (openFlags & (CREATE | EXCLUSIVE | TRUNCATE)) != 0,
                Errno.INVAL);
        boolean itself = mustBeNew || (creates && text.endsWith("/"));
        ModelPath at = check.resolve(base, text, itself ? Last.NAME : last);
        if (creates && at.named() && at.slash()) {
            throw new ModelError(Errno.ISDIR);
        }
        if (mustBeNew && at.node() != null) {
            throw new ModelError(Errno.EXIST);
        }
        guest.requireRoom();
        ModelNode node = at.node();
        if (node == null && creates) {
            node = tree.createFile(at, guest.now);
        }
        if (node == null) {
            throw new ModelError(Errno.NOENT);
        }
        ModelDescriptor from = Objects.requireNonNull(parent);
        long granted = rights & from.inheriting;
        long passedOn = inheriting & from.inheriting;
        ModelDescriptor opened =
                switch (node.kind) {
                    case DIRECTORY -> openDirectory(node, openFlags, granted, passedOn);
                    case FILE -> openFile(node, openFlags, granted, passedOn);
                    case LINK -> throw new ModelError(Errno.LOOP);
                };
        opened.flags = fdFlags;
        memory.setInt(result, guest.add(opened));
    }

    private static ModelDescriptor openDirectory(
            ModelNode node, int openFlags, long rights, long inheriting) {
        if ((openFlags & (CREATE | TRUNCATE)) != 0 || (rights & ModelRights.FD_WRITE) != 0) {
            throw new ModelError(Errno.ISDIR);
        }
        return ModelDescriptor.of(node, rights & ModelRights.DIRECTORY, inheriting);
    }

    private ModelDescriptor openFile(ModelNode node, int openFlags, long rights, long inheriting) {
        if ((openFlags & DIRECTORY) != 0) {
            throw new ModelError(Errno.NOTDIR);
        }
        boolean truncates = (openFlags & TRUNCATE) != 0;
        if (truncates || (rights & ModelRights.FD_WRITE) != 0) {
            node.requireWritable();
        }
        if (truncates) {
            tree.resize(node, 0, guest.now);
        }
        long possible =
                node.access == MountAccess.READ_ONLY
                        ? ModelRights.FILE & ~ModelRights.CHANGES
                        : ModelRights.FILE;
        return ModelDescriptor.of(node, rights & possible, inheriting & possible);
    }

    void prestatGet(int fd, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.when(descriptor != null && !descriptor.preopened, Errno.BADF).range(result, 8);
        check.require();
        memory.setInt(result, 0);
        memory.setInt(result + 4, 1);
    }

    void prestatDirName(int fd, int address, int length) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.when(descriptor != null && !descriptor.preopened, Errno.NOTDIR);
        check.when(length == 0, Errno.NAMETOOLONG).range(address, 1).require();
        memory.write(address, "/".getBytes(StandardCharsets.UTF_8));
    }
}
