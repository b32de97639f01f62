package dev.wasmsandbox.wasi;

/**
 * How much a guest may put into its tree.
 *
 * @param maxBytes the sizes of all files (by their length, holes included) and link targets in writable mounts; what
 *     was there before counts too, except below a private layer, where a file counts once it is written to
 * @param maxEntries how many names (files, directories, links) the writable mounts may have, counted likewise
 * @param maxDepth how deep directories may be made, seen from the root
 * @param maxMemoryBytes how much of the written contents stays in host memory before it goes to {@link Scratch}
 */
public record TreeLimits(long maxBytes, long maxEntries, int maxDepth, long maxMemoryBytes) {

    private static final int DEEPEST = 1_000;

    /** Checks the values. */
    public TreeLimits {
        requireNotNegative("maxBytes", maxBytes);
        requireNotNegative("maxEntries", maxEntries);
        requireNotNegative("maxMemoryBytes", maxMemoryBytes);
        if (maxDepth < 1 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException(
                    "maxDepth is " + maxDepth + "; allowed are 1 to " + DEEPEST);
        }
    }

    /** 256 MiB in 10,000 entries, 128 directories deep, 16 MiB of it in memory. */
    public static TreeLimits defaults() {
        return new TreeLimits(256L << 20, 10_000, 128, 16L << 20);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
        }
    }
}
