package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory of one run's tree: an immutable listing with changes above it. Nodes are made when a name is first
 * looked up. Files and links of a read-only mount have no state, so their nodes are not even kept: however large a
 * mounted tree is, walking through it costs the host no more than its directories.
 *
 * <p>Each entry has a sequence number, which makes a readdir cookie that stays valid whatever is added or removed:
 * entries of the listing have their position there, later ones get ascending numbers behind.
 */
final class Directory extends Node {

    /** What a name means now; without a node the entry of the listing is hidden. */
    private record Child(String name, @Nullable Node node, long sequence) {}

    /** One entry as a listing shows it; {@code node} is there only if the name was looked up or added before. */
    record Listed(String name, long sequence, long inode, int type, @Nullable Node node) {}

    private final @Nullable DirectoryEntry source;

    /** A tree, because it takes no more than its entries: a hash table would keep the size that it once had. */
    private final Map<String, Child> children = new TreeMap<>();

    private final TreeMap<Long, Child> added = new TreeMap<>();
    private @Nullable Listing listing;
    private @Nullable Directory parent;

    /** The directory's own name, and its length; nothing at the root. */
    private String name = "";

    private int nameBytes;

    private boolean pinned;
    private boolean removed;
    private int hidden;
    private long lastSequence = -1;

    /** The inode of the listing's first entry, the others follow; 0 until the first one is needed. */
    private long firstInode;

    /** Makes the node of an entry that was there before the run. */
    Directory(Mount mount, DirectoryEntry source, long inode) {
        super(mount, inode, mount.timeOf(source));
        this.source = source;
    }

    /** Makes a new, empty directory. */
    Directory(Mount mount, long now) {
        super(mount, mount.storage().nextInode(), now);
        this.source = null;
    }

    @Nullable DirectoryEntry source() {
        return source;
    }

    @Nullable Directory parent() {
        return parent;
    }

    /** Whether it is a mount point or on the way to one, and so has to stay where it is. */
    boolean pinned() {
        return pinned;
    }

    void pin() {
        pinned = true;
    }

    boolean removed() {
        return removed;
    }

    /** Cuts the directory off; while it is still open it must not keep those above alive, removed ones among them. */
    void markRemoved() {
        removed = true;
        parent = null;
    }

    private void place(Directory newParent, String newName) {
        parent = newParent;
        name = newName;
        nameBytes = Names.utf8Length(newName);
    }

    /** The directory's name in its parent. */
    String name() {
        return name;
    }

    /** The length of a path from the root to an entry of this directory. */
    int pathBytes(int entryNameBytes) {
        int bytes = 1 + entryNameBytes;
        for (Directory at = this; at.parent != null; at = at.parent) {
            bytes += 1 + at.nameBytes;
        }
        return bytes;
    }

    /** How many directories are above. */
    int depth() {
        int depth = 0;
        for (Directory above = parent; above != null; above = above.parent) {
            depth++;
        }
        return depth;
    }

    @Override
    int type() {
        return FileType.DIRECTORY;
    }

    @Override
    long size() {
        return 0;
    }

    @Override
    void recharge() {
        // A directory holds nothing but its entries, and it is removed only without any.
    }

    @Nullable Node lookup(String name) {
        Child child = children.get(name);
        if (child != null) {
            return child.node;
        }
        Listing listing = listing();
        int position = listing.position(name);
        return position < 0 ? null : materialize(listing, position);
    }

    /** Adds a name which is not there; the quota was charged before. */
    void add(String name, Node node, long now) {
        lastSequence = Math.max(lastSequence, listing().size() - 1L) + 1;
        Child child = new Child(name, node, lastSequence);
        children.put(name, child);
        added.put(child.sequence, child);
        if (node instanceof Directory directory) {
            directory.place(this, name);
        }
        touch(now);
    }

    /** Whether a name that was looked up counts against the quota: those of a private layer's base do not. */
    boolean counts(String name) {
        return mount().countsOrigins() || isAdded(name);
    }

    /** Whether a name that was looked up is of the guest's making, and so was charged for its memory. */
    boolean isAdded(String name) {
        Child child = children.get(name);
        return child != null && child.sequence >= listing().size();
    }

    /** Takes a name away which is there. */
    void remove(String name, long now) {
        Child child = children.remove(name);
        if (child != null) {
            added.remove(child.sequence);
        }
        int position = listing().position(name);
        if (position >= 0) {
            // Unless it was hidden already by the entry that goes now.
            if (child == null || child.sequence == position) {
                hidden++;
            }
            children.put(name, new Child(name, null, position));
        }
        touch(now);
    }

    /** Puts a mount point, or a directory on the way to one, above whatever has the name. */
    void graft(String name, Directory directory) {
        if (lookup(name) != null) {
            remove(name, modified());
        }
        add(name, directory, modified());
        directory.pin();
    }

    boolean isEmpty() {
        return added.isEmpty() && hidden == listing().size();
    }

    /** Finds the first entry at or behind a sequence number. */
    @Nullable Listed next(long sequence, Effort effort) {
        Listing listing = listing();
        effort.step();
        for (int i = Math.clamp(sequence, 0, listing.size()); i < listing.size(); i++) {
            effort.step();
            String name = listing.name(i);
            Child child = children.get(name);
            if (child == null) {
                return new Listed(name, i, inode(listing, i), FileType.of(listing.entry(i)), null);
            }
            if (child.node != null && child.sequence == i) {
                return listed(child, child.node);
            }
        }
        Map.Entry<Long, Child> entry = added.ceilingEntry(sequence);
        if (entry == null || entry.getValue().node == null) {
            return null;
        }
        return listed(entry.getValue(), entry.getValue().node);
    }

    private static Listed listed(Child child, Node node) {
        return new Listed(child.name, child.sequence, node.inode(), node.type(), node);
    }

    /** Measures what is here and below. */
    TreeShape shape(Effort effort) {
        TreeShape shape = TreeShape.ROOT;
        for (Listed child = next(0, effort);
                child != null;
                child = next(child.sequence + 1, effort)) {
            TreeShape below = TreeShape.LEAF;
            if (child.node instanceof Directory inner) {
                below = inner.shape(effort);
            } else if (child.node == null && original(child.name) instanceof DirectoryEntry inner) {
                try {
                    below = inner.shape(effort);
                    // All of it, whoever measured it first: what a run pays must not depend on
                    // others.
                    effort.steps(below.entries());
                } catch (IOException e) {
                    throw Errno.IO.failure();
                }
            }
            shape = shape.with(child.name, below);
        }
        return shape;
    }

    /** Tells all names that were looked up, added or removed; without a node the name is gone. Loads nothing. */
    Map<String, @Nullable Node> known() {
        Map<String, @Nullable Node> known = HashMap.newHashMap(children.size());
        for (Child child : children.values()) {
            known.put(child.name, child.node);
        }
        return known;
    }

    /** Tells what the listing says of a name, regardless of changes. */
    @Nullable Entry original(String name) {
        return listing().find(name);
    }

    Listing listing() {
        if (source == null) {
            return Listing.EMPTY;
        }
        Listing known = listing;
        if (known == null) {
            try {
                known = source.listing(mount().storage().pause());
            } catch (IOException e) {
                throw Errno.IO.failure();
            }
            if (source.isReloadable()) {
                // Kept for this run alone from now on, and so at its expense.
                mount().storage().chargeLoaded((long) Storage.LISTED_BYTES * known.size());
            }
            listing = known;
        }
        return known;
    }

    private Node materialize(Listing listing, int position) {
        long inode = inode(listing, position);
        Entry entry = listing.entry(position);
        Node node;
        if (entry instanceof FileEntry file) {
            RegularFile made = new RegularFile(mount(), file, inode);
            if (!mount().access().writable()) {
                made.settle(this, listing.name(position));
            }
            node = made;
        } else if (entry instanceof DirectoryEntry directory) {
            Directory made = new Directory(mount(), directory, inode);
            made.place(this, listing.name(position));
            node = made;
        } else {
            node = new SymbolicLink(mount(), (LinkEntry) entry, inode);
        }
        if (mount().access().writable() || node instanceof Directory) {
            if (!mount().countsOrigins()) {
                // A workspace is loaded as a whole, so its nodes are bounded by it; other mounts
                // may be of any size.
                mount().storage().chargeLoaded(Storage.NODE_BYTES);
            }
            String name = listing.name(position);
            children.put(name, new Child(name, node, position));
        }
        return node;
    }

    private long inode(Listing listing, int position) {
        if (firstInode == 0) {
            firstInode = mount().storage().nextInodes(listing.size());
        }
        return firstInode + position;
    }
}
