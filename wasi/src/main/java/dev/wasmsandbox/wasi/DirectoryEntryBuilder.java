package dev.wasmsandbox.wasi;

import java.util.Map;
import java.util.TreeMap;

/**
 * Builds an immutable tree from paths. A path is relative, with {@code /} between names; directories on the way are
 * made. Not thread-safe.
 */
public final class DirectoryEntryBuilder {

    private static final int MAX_DEPTH = 1_000;

    private final Map<String, Entry> leaves = new TreeMap<>();
    private final Map<String, DirectoryEntryBuilder> directories = new TreeMap<>();
    private final int depth;
    private long modifiedNanos;

    DirectoryEntryBuilder() {
        this(0);
    }

    private DirectoryEntryBuilder(int depth) {
        this.depth = depth;
    }

    /** Adds a file. */
    public DirectoryEntryBuilder file(String path, Blob content, long modifiedNanos) {
        return entry(path, new FileEntry(content, modifiedNanos));
    }

    /** Adds a symbolic link. */
    public DirectoryEntryBuilder link(String path, String target, long modifiedNanos) {
        return entry(path, new LinkEntry(target, modifiedNanos));
    }

    /** Adds a directory, or sets the time of one that is there. */
    public DirectoryEntryBuilder directory(String path, long modifiedNanos) {
        descend(path).modifiedNanos = modifiedNanos;
        return this;
    }

    /** Sets the time of the top of the tree; default 1970. */
    public DirectoryEntryBuilder modified(long nanos) {
        modifiedNanos = nanos;
        return this;
    }

    /** Adds any entry, for instance a directory that is listed later. */
    public DirectoryEntryBuilder entry(String path, Entry entry) {
        int slash = path.lastIndexOf('/');
        DirectoryEntryBuilder parent = slash < 0 ? this : descend(path.substring(0, slash));
        String name = checked(path.substring(slash + 1), path);
        if (parent.directories.containsKey(name)
                || parent.leaves.putIfAbsent(name, entry) != null) {
            throw new IllegalArgumentException("the path \"" + path + "\" is given twice");
        }
        return this;
    }

    /** Builds the tree. */
    public DirectoryEntry build() {
        Map<String, Entry> all = new TreeMap<>(leaves);
        directories.forEach((name, builder) -> all.put(name, builder.build()));
        return DirectoryEntry.of(all, modifiedNanos);
    }

    private DirectoryEntryBuilder descend(String path) {
        DirectoryEntryBuilder current = this;
        for (String part : path.split("/", -1)) {
            String name = checked(part, path);
            if (current.leaves.containsKey(name)) {
                throw new IllegalArgumentException(
                        "in \"" + path + "\", \"" + name + "\" is no directory");
            }
            int below = current.depth + 1;
            if (below > MAX_DEPTH) {
                throw new IllegalArgumentException(
                        "\"" + path + "\" is deeper than " + MAX_DEPTH + " directories");
            }
            current =
                    current.directories.computeIfAbsent(
                            name, key -> new DirectoryEntryBuilder(below));
        }
        return current;
    }

    private static String checked(String name, String path) {
        if (!Names.usable(name)) {
            throw new IllegalArgumentException(
                    "the path \""
                            + path
                            + "\" must be relative, and its names not empty,"
                            + " not . or .., at most "
                            + Names.MAX_NAME_BYTES
                            + " bytes long and free of NUL");
        }
        return name;
    }
}
