package dev.wasmsandbox.engine;

/**
 * Finds the pages of a private mapping that were written to since it was laid: they no longer show the file but belong to this process.
 *
 * <p>Three ways, best first; {@link ResetMethod#detect} picks the first that passes a self-test on the running kernel. Thread-safe.
 */
sealed interface DirtyPages {
    /** Bytes of scratch memory that {@link #find} needs. */
    int SCRATCH_BYTES = 16 * 1024;

    /**
     * Adds the written pages of a range to {@code runs}, counted from the start of the range.
     *
     * @param base where the range begins, on a page boundary
     * @param bytes its length, whole pages
     * @param image what the range showed at first, or 0 when it was anonymous memory (zeros)
     * @param scratch {@link #SCRATCH_BYTES} bytes of native memory for this call alone
     * @return false when the kernel refused to tell; {@code runs} is of no use then
     */
    boolean find(long base, long bytes, long image, long scratch, PageRuns runs);

    /**
     * Whether {@link #find} tells all pages that can be written without another page fault, those too that show what they showed at first.
     */
    boolean tellsUnchangedPages();

    /** Asks the kernel by {@code ioctl(PAGEMAP_SCAN)}: Linux 6.7 and newer, one call for a whole slot. */
    final class Scan implements DirtyPages {
        // From linux/fs.h: _IOWR('f', 16, struct pm_scan_arg), a struct of twelve u64.
        private static final long PAGEMAP_SCAN = 0xC0606610L;
        private static final int ARGUMENT_BYTES = 96;
        private static final int REGION_BYTES = 24;
        private static final int REGIONS = (SCRATCH_BYTES - ARGUMENT_BYTES) / REGION_BYTES;
        private static final long PAGE_IS_FILE = 1 << 2;
        private static final long PAGE_IS_PRESENT = 1 << 3;
        private static final long PAGE_IS_SWAPPED = 1 << 4;
        private static final long PAGE_IS_PFNZERO = 1 << 5;

        private final int pagemap;

        Scan(int pagemap) {
            this.pagemap = pagemap;
        }

        @Override
        public boolean tellsUnchangedPages() {
            return true;
        }

        @Override
        public boolean find(long base, long bytes, long image, long scratch, PageRuns runs) {
            long regions = scratch + ARGUMENT_BYTES;
            long end = base + bytes;
            // Of a file, the shared zero page shows only where deduplication has put it in the
            // place of a written one.
            long unwritten = image == 0 ? PAGE_IS_FILE | PAGE_IS_PFNZERO : PAGE_IS_FILE;
            for (long at = base; at < end; ) {
                NativeMemory.putLong(scratch, ARGUMENT_BYTES);
                NativeMemory.putLong(scratch + 8, 0); // flags
                NativeMemory.putLong(scratch + 16, at);
                NativeMemory.putLong(scratch + 24, end);
                NativeMemory.putLong(scratch + 32, 0); // walk_end, set by the kernel
                NativeMemory.putLong(scratch + 40, regions);
                NativeMemory.putLong(scratch + 48, REGIONS);
                NativeMemory.putLong(scratch + 56, 0); // max_pages: no limit
                // Written = not what was there at first, but there or swapped out.
                NativeMemory.putLong(scratch + 64, unwritten);
                NativeMemory.putLong(scratch + 72, unwritten);
                NativeMemory.putLong(scratch + 80, PAGE_IS_PRESENT | PAGE_IS_SWAPPED);
                NativeMemory.putLong(scratch + 88, PAGE_IS_PRESENT);
                int found = NativeMemory.control(pagemap, PAGEMAP_SCAN, scratch);
                if (found < 0) {
                    return false;
                }
                long stop = at;
                for (int i = 0; i < found; i++) {
                    long start = NativeMemory.getLong(regions + (long) i * REGION_BYTES);
                    stop = NativeMemory.getLong(regions + (long) i * REGION_BYTES + 8);
                    runs.add(
                            (int) ((start - base) / NativeMemory.PAGE_BYTES),
                            (int) ((stop - start) / NativeMemory.PAGE_BYTES));
                }
                // A kernel that had to empty its own buffer of 512 regions on the way leaves
                // walk_end where that was (seen in 6.18): what it found behind that is known.
                long walked = Math.max(NativeMemory.getLong(scratch + 32), stop);
                if (walked <= at) {
                    return false;
                }
                at = walked;
            }
            return true;
        }
    }

    /** Reads {@code /proc/self/pagemap}: every Linux since 3.5, eight bytes for each page. */
    final class Pagemap implements DirtyPages {
        private static final int ENTRIES = SCRATCH_BYTES / Long.BYTES;
        private static final long PRESENT_OR_SWAPPED = 3L << 62;
        private static final long FILE_OR_SHARED = 1L << 61;

        private final int pagemap;

        Pagemap(int pagemap) {
            this.pagemap = pagemap;
        }

        @Override
        public boolean tellsUnchangedPages() {
            return true;
        }

        @Override
        public boolean find(long base, long bytes, long image, long scratch, PageRuns runs) {
            int pages = (int) (bytes / NativeMemory.PAGE_BYTES);
            long firstPage = base / NativeMemory.PAGE_BYTES;
            for (int done = 0; done < pages; ) {
                int wanted = Math.min(ENTRIES, pages - done);
                long read =
                        NativeMemory.readAt(
                                pagemap,
                                scratch,
                                (long) wanted * Long.BYTES,
                                (firstPage + done) * Long.BYTES);
                if (read != (long) wanted * Long.BYTES) {
                    return false;
                }
                for (int i = 0; i < wanted; i++) {
                    long entry = NativeMemory.getLong(scratch + (long) i * Long.BYTES);
                    if ((entry & PRESENT_OR_SWAPPED) != 0 && (entry & FILE_OR_SHARED) == 0) {
                        runs.add(done + i, 1);
                    }
                }
                done += wanted;
            }
            return true;
        }
    }

    /** Compares every page with what it showed at first: needs nothing of the kernel, and costs a read of the whole memory. */
    final class Compare implements DirtyPages {
        @Override
        public boolean tellsUnchangedPages() {
            return false;
        }

        @Override
        public boolean find(long base, long bytes, long image, long scratch, PageRuns runs) {
            for (long offset = 0; offset < bytes; offset += NativeMemory.PAGE_BYTES) {
                boolean clean =
                        image == 0
                                ? NativeMemory.isZero(base + offset, NativeMemory.PAGE_BYTES)
                                : NativeMemory.same(
                                        base + offset, image + offset, NativeMemory.PAGE_BYTES);
                if (!clean) {
                    runs.add((int) (offset / NativeMemory.PAGE_BYTES), 1);
                }
            }
            return true;
        }
    }
}
