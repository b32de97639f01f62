package dev.wasmsandbox.wasi;

import dev.wasmsandbox.wasi.PathResolver.LastName;
import java.util.function.LongSupplier;

/**
 * Changes of a tree by path, with the checks and errors of Linux. Knows neither descriptors nor the guest's memory.
 */
final class TreeOperations {

    private final Storage storage;
    private final LongSupplier clock;
    private final Effort effort;

    /** Prepares operations on a tree. */
    TreeOperations(Tree tree, LongSupplier clock, Effort effort) {
        this.storage = tree.storage();
        this.clock = clock;
        this.effort = effort;
    }

    long now() {
        return clock.getAsLong();
    }

    Lookup lookup(Directory base, String path, LastName lastName) {
        return PathResolver.resolve(base, path, lastName, effort);
    }

    RegularFile createFile(Lookup at) {
        at.requireCreatable();
        if (at.trailingSlash()) {
            throw Errno.ISDIR.failure();
        }
        storage.chargeEntry(entryBytes(at));
        long now = now();
        RegularFile file = new RegularFile(at.parent().mount(), now);
        at.parent().add(at.name(), file, now);
        return file;
    }

    void createDirectory(Directory base, String path) {
        Lookup at = lookup(base, path, LastName.ENTRY);
        at.requireCreatable();
        requireDepth(at.parent(), 1);
        storage.chargeEntry(entryBytes(at));
        long now = now();
        at.parent().add(at.name(), new Directory(at.parent().mount(), now), now);
    }

    void createLink(String target, Directory base, String path) {
        Lookup at = lookup(base, path, LastName.ENTRY);
        if (target.isEmpty()) {
            throw Errno.NOENT.failure();
        }
        if (target.startsWith("/")) {
            // As in Wasmtime; it could not be followed either.
            throw Errno.PERM.failure();
        }
        at.requireCreatable();
        if (at.trailingSlash()) {
            throw Errno.NOENT.failure();
        }
        long nodeBytes = entryBytes(at);
        storage.chargeEntry(nodeBytes);
        long now = now();
        SymbolicLink link;
        try {
            link = new SymbolicLink(at.parent().mount(), target, now);
        } catch (WasiFailure e) {
            storage.releaseEntry();
            storage.releaseNodes(nodeBytes);
            throw e;
        }
        at.parent().add(at.name(), link, now);
    }

    void hardLink(
            Directory oldBase,
            String oldPath,
            LastName lastName,
            Directory newBase,
            String newPath) {
        Lookup from = lookup(oldBase, oldPath, lastName);
        Node node = from.require();
        Lookup to = lookup(newBase, newPath, LastName.ENTRY);
        if (node instanceof Directory) {
            throw Errno.PERM.failure();
        }
        if (to.node() == null && to.trailingSlash()) {
            throw Errno.NOENT.failure();
        }
        if (to.node() == null && to.parent().mount() != node.mount()) {
            throw Errno.XDEV.failure();
        }
        to.requireCreatable();
        long nodeBytes = entryBytes(to);
        storage.chargeEntry(nodeBytes);
        long now = now();
        try {
            node.addLink(now);
        } catch (WasiFailure e) {
            storage.releaseEntry();
            storage.releaseNodes(nodeBytes);
            throw e;
        }
        to.parent().add(to.name(), node, now);
    }

    void unlink(Directory base, String path) {
        Lookup at = lookup(base, path, LastName.ENTRY);
        Node node = at.require();
        if (node instanceof Directory) {
            throw Errno.ISDIR.failure();
        }
        if (at.trailingSlash()) {
            throw Errno.NOTDIR.failure();
        }
        at.parent().requireWritable();
        detach(at, node, now());
    }

    void removeDirectory(Directory base, String path) {
        Lookup at = lookup(base, path, LastName.ENTRY);
        Directory directory = at.requireDirectory();
        if (at.name().equals(".")) {
            throw Errno.INVAL.failure();
        }
        if (directory.pinned()) {
            throw Errno.BUSY.failure();
        }
        if (!at.named() || !directory.isEmpty()) {
            throw Errno.NOTEMPTY.failure();
        }
        at.parent().requireWritable();
        detach(at, directory, now());
    }

    void rename(Directory oldBase, String oldPath, Directory newBase, String newPath) {
        Lookup from = lookup(oldBase, oldPath, LastName.ENTRY);
        Lookup to = lookup(newBase, newPath, LastName.ENTRY);
        if (!from.named() || !to.named()) {
            throw Errno.BUSY.failure();
        }
        Node node = from.require();
        Node target = to.node();
        if (from.parent().mount() != to.parent().mount()) {
            throw Errno.XDEV.failure();
        }
        if ((from.trailingSlash() || to.trailingSlash()) && !(node instanceof Directory)) {
            throw Errno.NOTDIR.failure();
        }
        requireMovable(node);
        if (target == node) {
            return;
        }
        if (target != null) {
            requireMovable(target);
            requireNotAbove(target, from);
        }
        if (node instanceof Directory directory) {
            checkDirectoryMove(directory, to);
        } else if (target instanceof Directory) {
            throw Errno.ISDIR.failure();
        }
        if (to.parent().removed()) {
            throw Errno.NOENT.failure();
        }
        from.parent().requireWritable();
        TreeShape shape =
                node instanceof Directory directory ? directory.shape(effort) : TreeShape.LEAF;
        requireRoom(to, shape);
        chargeMove(from, to, shape);
        long now = now();
        if (target != null) {
            detach(to, target, now);
        }
        from.parent().remove(from.name(), now);
        to.parent().add(to.name(), node, now);
        node.touchStatus(now);
    }

    private void requireRoom(Lookup to, TreeShape shape) {
        if (shape.height() > 0) {
            requireDepth(to.parent(), shape.height());
        }
        if (pathBytes(to) + shape.longest() > Names.MAX_PATH_BYTES) {
            throw Errno.NAMETOOLONG.failure();
        }
    }

    /** Takes account of a name that moves, and of the paths that get longer or shorter below it. */
    private void chargeMove(Lookup from, Lookup to, TreeShape shape) {
        long longer = (long) pathBytes(to) - pathBytes(from);
        long bytes = longer * shape.entries() * Storage.BYTES_PER_PATH_BYTE;
        bytes +=
                from.parent().isAdded(from.name())
                        ? longer * Storage.BYTES_PER_PATH_BYTE
                        : Storage.entryBytes(pathBytes(to));
        if (!from.parent().counts(from.name())) {
            storage.chargeEntry(bytes);
        } else {
            storage.chargeNodes(bytes);
        }
    }

    /** A directory on the way to what moves holds that, and so is not empty. */
    private static void requireNotAbove(Node target, Lookup from) {
        for (Directory above = from.parent(); above != null; above = above.parent()) {
            if (above == target) {
                throw Errno.NOTEMPTY.failure();
            }
        }
    }

    private void checkDirectoryMove(Directory directory, Lookup to) {
        for (Directory above = to.parent(); above != null; above = above.parent()) {
            if (above == directory) {
                throw Errno.INVAL.failure();
            }
        }
        if (to.node() != null) {
            if (!(to.node() instanceof Directory existing)) {
                throw Errno.NOTDIR.failure();
            }
            if (!existing.isEmpty()) {
                throw Errno.NOTEMPTY.failure();
            }
        }
    }

    /** Takes a node's name away and gives back what it held. */
    private void detach(Lookup at, Node node, long now) {
        if (at.parent().counts(at.name())) {
            storage.releaseEntry();
        }
        if (at.parent().isAdded(at.name())) {
            storage.releaseNodes(Storage.entryBytes(pathBytes(at)));
        }
        at.parent().remove(at.name(), now);
        if (node instanceof Directory directory) {
            directory.markRemoved();
        }
        node.dropLink(now);
    }

    private static void requireMovable(Node node) {
        if (node instanceof Directory directory && directory.pinned()) {
            throw Errno.BUSY.failure();
        }
    }

    private static int pathBytes(Lookup at) {
        return at.parent().pathBytes(Names.utf8Length(at.name()));
    }

    /** What a new name costs; its path must not be too long, however it is made: others must be able to name it. */
    private static long entryBytes(Lookup at) {
        int bytes = pathBytes(at);
        if (bytes > Names.MAX_PATH_BYTES) {
            throw Errno.NAMETOOLONG.failure();
        }
        return Storage.entryBytes(bytes);
    }

    private void requireDepth(Directory parent, int height) {
        if (parent.depth() + height > storage.limits().maxDepth()) {
            throw Errno.NAMETOOLONG.failure();
        }
    }
}
