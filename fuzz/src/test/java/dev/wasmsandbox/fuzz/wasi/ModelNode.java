package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.wasi.Errno;
import dev.wasmsandbox.wasi.MountAccess;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file, directory or link of the model: everything is there, nothing is shared, nothing is loaded later. */
final class ModelNode {
    enum Kind {
        DIRECTORY(3),
        FILE(4),
        LINK(7);

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /**
     * A name in a directory.
     *
     * @param counted whether it counts against the quota
     */
    record Child(String name, ModelNode node, boolean counted) {}

    final Kind kind;
    final MountAccess access;
    final int device;

    /** Of a file its bytes, of a link its target. */
    byte[] content = {};

    /** Whether the content counts against the quota. */
    boolean counted;

    /** By their place in listings; a new name comes last. */
    final TreeMap<Long, Child> children = new TreeMap<>();

    long nextPlace;
    @Nullable ModelNode parent;
    boolean pinned;
    boolean removed;
    int links = 1;
    long accessed;
    long modified;
    long changed;

    ModelNode(Kind kind, MountAccess access, int device, long time) {
        this.kind = kind;
        this.access = access;
        this.device = device;
        this.accessed = time;
        this.modified = time;
        this.changed = time;
    }

    boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    long size() {
        return content.length;
    }

    /** How many times the content counts: once for each name, and once while it is open without one. */
    int weight() {
        return Math.max(1, links);
    }

    String target() {
        return new String(content, StandardCharsets.UTF_8);
    }

    Map.@Nullable Entry<Long, Child> entry(String name) {
        for (Map.Entry<Long, Child> entry : children.entrySet()) {
            if (entry.getValue().name().equals(name)) {
                return entry;
            }
        }
        return null;
    }

    @Nullable ModelNode child(String name) {
        Map.Entry<Long, Child> entry = entry(name);
        return entry == null ? null : entry.getValue().node();
    }

    /** Adds a name that is not there. */
    void add(String name, ModelNode node, boolean nameCounted) {
        children.put(nextPlace++, new Child(name, node, nameCounted));
        if (node.isDirectory()) {
            node.parent = this;
        }
    }

    /** Takes a name away that is there. */
    Child remove(String name) {
        Map.Entry<Long, Child> entry = entry(name);
        if (entry == null) {
            throw new IllegalStateException("no name " + name + " to remove");
        }
        // Before the removal: the map reuses its entries.
        Child child = entry.getValue();
        children.remove(entry.getKey());
        return child;
    }

    void touch(long now) {
        modified = now;
        changed = now;
    }

    void requireWritable() {
        if (access == MountAccess.READ_ONLY) {
            throw new ModelError(Errno.ROFS);
        }
    }

    /** Directories above it. */
    int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    /** Levels of directories from here on downwards. */
    int height() {
        int below = 0;
        for (Child child : children.values()) {
            if (child.node().isDirectory()) {
                below = Math.max(below, child.node().height());
            }
        }
        return below + 1;
    }

    boolean isInside(ModelNode other) {
        for (ModelNode above = this; above != null; above = above.parent) {
            if (above == other) {
                return true;
            }
        }
        return false;
    }
}
