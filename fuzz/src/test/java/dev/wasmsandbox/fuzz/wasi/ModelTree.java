package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.fuzz.wasi.ModelNode.Child;
import dev.wasmsandbox.fuzz.wasi.ModelNode.Kind;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.Errno;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.LinkEntry;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.TreeLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The model's file tree, and what changes it. What is used of the quotas is counted anew whenever somebody asks. */
final class ModelTree {
    /** What is used of the quotas. */
    record Used(long bytes, long entries) {
        Used plus(Used other) {
            return new Used(bytes + other.bytes, entries + other.entries);
        }
    }

    final ModelNode root = new ModelNode(Kind.DIRECTORY, MountAccess.READ_ONLY, 1, 0);
    private final TreeLimits limits;

    /** Files that have no name any more, but are open. */
    private final Supplier<Collection<ModelNode>> open;

    /** What a mount covers can't be seen, but it is there. */
    private Used covered = new Used(0, 0);

    private int devices = 1;

    ModelTree(TreeLimits limits, Supplier<Collection<ModelNode>> open) {
        this.limits = limits;
        this.open = open;
        root.pinned = true;
    }

    /** Puts a tree at a path. */
    ModelNode mount(String path, DirectoryEntry content, MountAccess access) throws IOException {
        ModelNode mounted = copy(content, access, ++devices);
        String[] names = path.substring(1).split("/", -1);
        ModelNode at = root;
        for (int i = 0; i < names.length; i++) {
            ModelNode there = at.child(names[i]);
            boolean last = i == names.length - 1;
            if (last || there == null) {
                if (there != null) {
                    covered = covered.plus(used(at.remove(names[i])));
                }
                ModelNode added =
                        last
                                ? mounted
                                : new ModelNode(
                                        Kind.DIRECTORY, root.access, root.device, root.modified);
                at.add(names[i], added, false);
                there = added;
            }
            there.pinned = true;
            at = there;
        }
        return mounted;
    }

    private ModelNode copy(Entry entry, MountAccess access, int device) throws IOException {
        Kind kind =
                switch (entry) {
                    case DirectoryEntry _ -> Kind.DIRECTORY;
                    case FileEntry _ -> Kind.FILE;
                    case LinkEntry _ -> Kind.LINK;
                };
        ModelNode node = new ModelNode(kind, access, device, entry.modifiedNanos());
        node.counted = access == MountAccess.READ_WRITE;
        switch (entry) {
            case DirectoryEntry directory -> {
                for (Map.Entry<String, Entry> child : directory.entries().entrySet()) {
                    node.add(
                            child.getKey(),
                            copy(child.getValue(), access, device),
                            access == MountAccess.READ_WRITE);
                }
            }
            case FileEntry file -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                file.content().transferTo(bytes);
                node.content = bytes.toByteArray();
            }
            case LinkEntry link -> node.content = link.target().getBytes(StandardCharsets.UTF_8);
        }
        return node;
    }

    /** Counts what is used. */
    Used used() {
        Set<ModelNode> seen = new HashSet<>();
        long entries = count(root, seen);
        seen.addAll(open.get());
        return new Used(bytes(seen), entries).plus(covered);
    }

    private static Used used(Child child) {
        Set<ModelNode> seen = new HashSet<>();
        seen.add(child.node());
        long entries = (child.counted() ? 1 : 0) + count(child.node(), seen);
        return new Used(bytes(seen), entries);
    }

    private static long count(ModelNode directory, Set<ModelNode> seen) {
        long names = 0;
        for (Child child : directory.children.values()) {
            names += child.counted() ? 1 : 0;
            seen.add(child.node());
            names += count(child.node(), seen);
        }
        return names;
    }

    private static long bytes(Set<ModelNode> nodes) {
        long bytes = 0;
        for (ModelNode node : nodes) {
            bytes += node.counted ? node.size() * node.weight() : 0;
        }
        return bytes;
    }

    private long freeBytes() {
        return Math.max(0, limits.maxBytes() - used().bytes());
    }

    private void requireEntry() {
        if (used().entries() >= limits.maxEntries()) {
            throw new ModelError(Errno.NOSPC);
        }
    }

    private void requireDepth(ModelNode parent, int levels) {
        if (parent.depth() + levels > limits.maxDepth()) {
            throw new ModelError(Errno.NAMETOOLONG);
        }
    }

    private static ModelNode make(Kind kind, ModelPath at, long now) {
        ModelNode node = new ModelNode(kind, at.parent().access, at.parent().device, now);
        node.counted = true;
        at.parent().add(at.name(), node, true);
        at.parent().touch(now);
        return node;
    }

    ModelNode createFile(ModelPath at, long now) {
        at.requireFree();
        if (at.slash()) {
            throw new ModelError(Errno.ISDIR);
        }
        requireEntry();
        return make(Kind.FILE, at, now);
    }

    void createDirectory(ModelPath at, long now) {
        at.requireFree();
        requireDepth(at.parent(), 1);
        requireEntry();
        make(Kind.DIRECTORY, at, now);
    }

    void createLink(String target, ModelPath at, long now) {
        if (target.isEmpty()) {
            throw new ModelError(Errno.NOENT);
        }
        if (target.startsWith("/")) {
            throw new ModelError(Errno.PERM);
        }
        at.requireFree();
        if (at.slash()) {
            throw new ModelError(Errno.NOENT);
        }
        requireEntry();
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > freeBytes()) {
            throw new ModelError(Errno.NOSPC);
        }
        make(Kind.LINK, at, now).content = bytes;
    }

    void hardLink(ModelPath from, ModelPath to, long now) {
        ModelNode node = from.require();
        if (node.isDirectory()) {
            throw new ModelError(Errno.PERM);
        }
        if (to.node() == null && to.slash()) {
            throw new ModelError(Errno.NOENT);
        }
        if (to.node() == null && to.parent().device != node.device) {
            throw new ModelError(Errno.XDEV);
        }
        to.requireFree();
        requireEntry();
        if (node.counted && node.size() > freeBytes()) {
            throw new ModelError(Errno.NOSPC);
        }
        node.links++;
        node.changed = now;
        to.parent().add(to.name(), node, true);
        to.parent().touch(now);
    }

    void unlink(ModelPath at, long now) {
        ModelNode node = at.require();
        if (node.isDirectory()) {
            throw new ModelError(Errno.ISDIR);
        }
        if (at.slash()) {
            throw new ModelError(Errno.NOTDIR);
        }
        at.parent().requireWritable();
        detach(at, node, now);
    }

    void removeDirectory(ModelPath at, long now) {
        ModelNode node = at.require();
        if (!node.isDirectory()) {
            throw new ModelError(Errno.NOTDIR);
        }
        if (at.name().equals(".")) {
            throw new ModelError(Errno.INVAL);
        }
        if (node.pinned) {
            throw new ModelError(Errno.BUSY);
        }
        if (!at.named() || !node.children.isEmpty()) {
            throw new ModelError(Errno.NOTEMPTY);
        }
        at.parent().requireWritable();
        detach(at, node, now);
    }

    void rename(ModelPath from, ModelPath to, long now) {
        if (!from.named() || !to.named()) {
            throw new ModelError(Errno.BUSY);
        }
        ModelNode node = from.require();
        ModelNode target = to.node();
        if (from.parent().device != to.parent().device) {
            throw new ModelError(Errno.XDEV);
        }
        if ((from.slash() || to.slash()) && !node.isDirectory()) {
            throw new ModelError(Errno.NOTDIR);
        }
        if (node.pinned) {
            throw new ModelError(Errno.BUSY);
        }
        if (target == node) {
            return;
        }
        if (target != null && target.pinned) {
            throw new ModelError(Errno.BUSY);
        }
        if (target != null && from.parent().isInside(target)) {
            throw new ModelError(Errno.NOTEMPTY);
        }
        if (node.isDirectory()) {
            if (to.parent().isInside(node)) {
                throw new ModelError(Errno.INVAL);
            }
            if (target != null && !target.isDirectory()) {
                throw new ModelError(Errno.NOTDIR);
            }
            if (target != null && !target.children.isEmpty()) {
                throw new ModelError(Errno.NOTEMPTY);
            }
        } else if (target != null && target.isDirectory()) {
            throw new ModelError(Errno.ISDIR);
        }
        if (to.parent().removed) {
            throw new ModelError(Errno.NOENT);
        }
        from.parent().requireWritable();
        if (node.isDirectory()) {
            requireDepth(to.parent(), node.height());
        }
        Map.Entry<Long, Child> old = from.parent().entry(from.name());
        if (old != null && !old.getValue().counted()) {
            requireEntry();
        }
        if (target != null) {
            detach(to, target, now);
        }
        from.parent().remove(from.name());
        from.parent().touch(now);
        to.parent().add(to.name(), node, true);
        to.parent().touch(now);
        node.changed = now;
    }

    private static void detach(ModelPath at, ModelNode node, long now) {
        at.parent().remove(at.name());
        at.parent().touch(now);
        node.links--;
        node.changed = now;
        if (node.isDirectory()) {
            node.removed = true;
            node.parent = null;
        }
    }

    /** What a file may grow to: each of its names is stored as a copy. */
    private long reachable(ModelNode file) {
        long own = file.counted ? file.size() * file.weight() : 0;
        return (freeBytes() + own) / file.weight();
    }

    /** Writes what fits. */
    int write(ModelNode file, long position, byte[] bytes, long now) {
        file.requireWritable();
        if (bytes.length == 0) {
            return 0;
        }
        long reachable = reachable(file);
        if (file.size() > reachable || position >= reachable) {
            throw position > Long.MAX_VALUE - bytes.length
                    ? new ModelError(Set.of(Errno.INVAL, Errno.NOSPC))
                    : new ModelError(Errno.NOSPC);
        }
        int count = (int) Math.min(bytes.length, reachable - position);
        int end = (int) position + count;
        file.content = Arrays.copyOf(file.content, Math.max(file.content.length, end));
        System.arraycopy(bytes, 0, file.content, (int) position, count);
        file.counted = true;
        file.touch(now);
        return count;
    }

    /** Cuts or extends a file. */
    void resize(ModelNode file, long size, long now) {
        file.requireWritable();
        if (size > file.size() || !file.counted) {
            if (Math.max(size, file.counted ? file.size() : 0) > reachable(file)) {
                throw new ModelError(Errno.NOSPC);
            }
        }
        file.content = Arrays.copyOf(file.content, (int) size);
        file.counted = true;
        file.touch(now);
    }
}
