package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.Scratch;

/**
 * Where the inflated contents of an archive are kept.
 *
 * @param small those that are kept in memory
 * @param large those that are kept in scratch files
 * @param scratch where those files are made
 */
record ArchiveContents(ContentCache small, ContentCache large, Scratch scratch) {

    /** How much the scratch files of one archive may take; one content always fits. */
    private static final long LARGE_BYTES = 512L << 20;

    static ArchiveContents of(ArchiveLimits limits, Scratch scratch) {
        return new ArchiveContents(
                new ContentCache(limits.cacheBytes()), new ContentCache(LARGE_BYTES), scratch);
    }

    void clear() {
        small.clear();
        large.clear();
    }
}
