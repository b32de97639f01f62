package dev.wasmsandbox.wasi;

/**
 * How much a guest may put into its tree.
 *
 * <p>Besides what is set here, a name has at most 255 bytes of UTF-8 and a path, seen from the root, at most 4095: no
 * name that makes a longer one can be created, by whatever detour ({@code ENAMETOOLONG}).
 *
 * @param maxBytes the sizes of all files (by their length, holes included, once for each name) and link targets in
 *     writable mounts; what was there before counts too, except below a private layer, where a file counts once it is
 *     written to
 * @param maxEntries how many names (files, directories, links) the writable mounts may have, counted likewise
 * @param maxDepth how deep directories may be made, seen from the root
 * @param maxMemoryBytes how much of the written contents stays in host memory before it goes to {@link Scratch}
 * @param maxNodeBytes how much host memory all the rest may take, by a careful estimate: what names, paths and nodes of
 *     the guest's making need until they are committed ({@code ENOSPC}), and what was loaded of mounted trees for its
 *     sake ({@code ENOMEM})
 */
public record TreeLimits(
        long maxBytes, long maxEntries, int maxDepth, long maxMemoryBytes, long maxNodeBytes) {

    private static final long DEFAULT_NODE_BYTES = 48L << 20;

    private static final int DEEPEST = 1_000;

    /** Checks the values. */
    public TreeLimits {
        requireNotNegative("maxBytes", maxBytes);
        requireNotNegative("maxEntries", maxEntries);
        requireNotNegative("maxMemoryBytes", maxMemoryBytes);
        requireNotNegative("maxNodeBytes", maxNodeBytes);
        if (maxDepth < 1 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException(
                    "maxDepth is " + maxDepth + "; allowed are 1 to " + DEEPEST);
        }
    }

    /** Limits with 48 MiB for names and nodes. */
    public TreeLimits(long maxBytes, long maxEntries, int maxDepth, long maxMemoryBytes) {
        this(maxBytes, maxEntries, maxDepth, maxMemoryBytes, DEFAULT_NODE_BYTES);
    }

    /** 256 MiB in 10,000 entries, 128 directories deep, 16 MiB of it in memory, 48 MiB for names and nodes. */
    public static TreeLimits defaults() {
        return new TreeLimits(256L << 20, 10_000, 128, 16L << 20);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
        }
    }
}
