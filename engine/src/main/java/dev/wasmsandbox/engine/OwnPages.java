package dev.wasmsandbox.engine;

/**
 * The pages of an image's copy-on-write mapping that no longer show the image's file but belong to the mapping alone, as the kernel told them last:
 * all of them, unless a page fault has added one since.
 *
 * <p>Not thread-safe; owned by one slot.
 */
final class OwnPages {
    /** More than this (4 MiB) are discarded instead of copied: cheaper, and the host gets the memory back. */
    private static final int MOST_COPIED = 1024;

    /**
     * When so many (32 MiB) were copied, those that the last run did not change are dropped, if they are most: a large program does not
     * burden the small ones that follow it for ever. That costs no more than the copying did.
     */
    private static final int COPIED_UNTIL_TRIM = 8192;

    private static final int PAGE = NativeMemory.PAGE_BYTES;

    private final MemoryImage image;
    private final long base;
    private final boolean remembers;

    private PageRuns runs = new PageRuns();
    private boolean known;
    private int copied;
    private long scans;

    /**
     * Knows nothing at first.
     *
     * @param base where the image is mapped
     * @param remembers whether {@link #isKnown} may ever be true
     */
    OwnPages(MemoryImage image, long base, boolean remembers) {
        this.image = image;
        this.base = base;
        this.remembers = remembers;
    }

    /** Whether the pages that were found last are to be relied on, if there was no page fault since. */
    boolean isKnown() {
        return known;
    }

    /** How often the kernel was asked. */
    long scans() {
        return scans;
    }

    /**
     * Asks which pages there are.
     *
     * @param locked whether others may be making pages private at this moment: then the answer holds only now
     * @return false when the kernel refused
     */
    boolean find(DirtyPages finder, long scratch, boolean locked) {
        scans++;
        runs.clear();
        known = remembers && !locked;
        if (!finder.find(base, image.memoryBytes(), image.view(), scratch, runs)) {
            return false;
        }
        if (runs.pages() > MOST_COPIED) {
            runs.clear();
            return NativeMemory.discard(base, image.memoryBytes());
        }
        return true;
    }

    /** Gives the pages the image's content back; false when the kernel refused. */
    boolean copyBack() {
        copied += runs.pages();
        if (copied >= COPIED_UNTIL_TRIM && known) {
            copied = 0;
            if (!dropUnchanged()) {
                return false;
            }
        }
        for (int i = 0; i < runs.count(); i++) {
            long offset = runs.offset(i);
            NativeMemory.copy(image.view() + offset, base + offset, runs.bytes(i));
        }
        return true;
    }

    /** Drops the pages that were not changed, where they are the larger part: they show the image either way. */
    private boolean dropUnchanged() {
        PageRuns unchanged = new PageRuns();
        PageRuns changed = new PageRuns();
        for (int i = 0; i < runs.count(); i++) {
            for (int page = runs.start(i); page < runs.start(i) + runs.length(i); page++) {
                (isUnchanged(page) ? unchanged : changed).add(page, 1);
            }
        }
        if (unchanged.pages() <= changed.pages()) {
            // Small runs write to those, too, and would fault on each of them again.
            return true;
        }
        runs = changed;
        for (int i = 0; i < unchanged.count(); i++) {
            if (!NativeMemory.discard(base + unchanged.offset(i), unchanged.bytes(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isUnchanged(int page) {
        long offset = (long) page * PAGE;
        return NativeMemory.same(image.view() + offset, base + offset, PAGE);
    }
}
