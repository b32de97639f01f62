package dev.wasmsandbox.wasi;

import dev.wasmsandbox.wasi.PathResolver.LastName;
import java.util.function.LongSupplier;

/**
 * Changes of a tree by path, with the checks and errors of Linux. Knows neither descriptors nor the guest's memory.
 */
final class TreeOperations {

    private final PathResolver resolver;
    private final Storage storage;
    private final LongSupplier clock;

    TreeOperations(Tree tree, LongSupplier clock) {
        this.resolver = new PathResolver(tree.root());
        this.storage = tree.storage();
        this.clock = clock;
    }

    long now() {
        return clock.getAsLong();
    }

    Lookup lookup(Directory base, String path, LastName lastName) {
        return resolver.resolve(base, path, lastName);
    }

    RegularFile createFile(Lookup at) {
        at.requireCreatable();
        if (at.trailingSlash()) {
            throw Errno.ISDIR.failure();
        }
        storage.chargeEntry();
        long now = now();
        RegularFile file = new RegularFile(at.parent().mount(), now);
        at.parent().add(at.name(), file, now);
        return file;
    }

    void createDirectory(Directory base, String path) {
        Lookup at = lookup(base, path, LastName.ENTRY);
        at.requireCreatable();
        requireDepth(at.parent(), 1);
        storage.chargeEntry();
        long now = now();
        at.parent().add(at.name(), new Directory(at.parent().mount(), at.parent(), now), now);
    }

    void createLink(String target, Directory base, String path) {
        Lookup at = lookup(base, path, LastName.ENTRY);
        if (target.isEmpty()) {
            throw Errno.NOENT.failure();
        }
        at.requireCreatable();
        if (at.trailingSlash()) {
            throw Errno.NOENT.failure();
        }
        storage.chargeEntry();
        long now = now();
        SymbolicLink link;
        try {
            link = new SymbolicLink(at.parent().mount(), target, now);
        } catch (WasiFailure e) {
            storage.releaseEntry();
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
        storage.chargeEntry();
        long now = now();
        node.addLink(now);
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
        if (from.trailingSlash() && !(node instanceof Directory)) {
            throw Errno.NOTDIR.failure();
        }
        requireMovable(node);
        if (target == node) {
            return;
        }
        if (target != null) {
            requireMovable(target);
        }
        if (node instanceof Directory directory) {
            checkDirectoryMove(directory, to);
        } else if (target instanceof Directory) {
            throw Errno.ISDIR.failure();
        } else if (to.trailingSlash()) {
            throw Errno.NOTDIR.failure();
        }
        if (to.parent().removed()) {
            throw Errno.NOENT.failure();
        }
        from.parent().requireWritable();
        if (!from.parent().counts(from.name())) {
            storage.chargeEntry();
        }
        long now = now();
        if (target != null) {
            detach(to, target, now);
        }
        from.parent().remove(from.name(), now);
        to.parent().add(to.name(), node, now);
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
        requireDepth(to.parent(), directory.height());
    }

    /** Takes a node's name away and gives back what it held. */
    private void detach(Lookup at, Node node, long now) {
        if (at.parent().counts(at.name())) {
            storage.releaseEntry();
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

    private void requireDepth(Directory parent, int height) {
        if (parent.depth() + height > storage.limits().maxDepth()) {
            throw Errno.NAMETOOLONG.failure();
        }
    }
}
