package dev.wasmsandbox.hostfs;

/**
 * Bounds for what an archive may cost, whoever made it.
 *
 * @param maxEntryBytes the largest content that is shown; larger ones are left out
 * @param maxEntries how many files and directories an archive may have, those implied by longer names included
 * @param cacheBytes how much inflated content of up to 1 MiB each stays in memory, shared by all runs; larger
 *     ones are kept in temporary files
 */
public record ArchiveLimits(long maxEntryBytes, int maxEntries, long cacheBytes) {

    /** An inflated content is one array. */
    private static final long LARGEST_ENTRY = Integer.MAX_VALUE - 8L;

    /** Checks the values. */
    public ArchiveLimits {
        if (maxEntryBytes < 0 || maxEntryBytes > LARGEST_ENTRY) {
            throw new IllegalArgumentException(
                    "maxEntryBytes is " + maxEntryBytes + "; allowed are 0 to " + LARGEST_ENTRY);
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException(
                    "maxEntries is " + maxEntries + "; at least 1 is needed");
        }
        if (cacheBytes < 0) {
            throw new IllegalArgumentException(
                    "cacheBytes is " + cacheBytes + "; it must not be negative");
        }
    }

    /** 64 MiB an entry, 200,000 entries, 32 MiB of cache. */
    public static ArchiveLimits defaults() {
        return new ArchiveLimits(64L << 20, 200_000, 32L << 20);
    }
}
