package dev.wasmsandbox.engine;

import org.jspecify.annotations.Nullable;

/** Finds the blocks of a live memory that differ from its image. The memory must be at rest. */
final class PageComparison {
    private static final int PAGE = NativeMemory.PAGE_BYTES;
    private static final int BLOCK = MemorySnapshot.BLOCK_BYTES;
    private static final int MANY = Long.SIZE / 2;

    /** What memory behind the image shows at first. */
    private static final long ZEROS = NativeMemory.allocateForever(PAGE);

    private final long base;
    private final MemoryImage image;
    private final @Nullable MemorySnapshot earlier;
    private final MemorySnapshot.Builder builder;
    private int nextEarlier;

    /**
     * Begins a comparison.
     *
     * @param earlier a snapshot to share unchanged pages with; null for none
     */
    PageComparison(
            long base, long memoryBytes, MemoryImage image, @Nullable MemorySnapshot earlier) {
        this.base = base;
        this.image = image;
        this.earlier = earlier;
        this.builder = MemorySnapshot.builder(memoryBytes);
    }

    /** Compares the pages of runs, counted from {@code firstPage} on. */
    void compare(int firstPage, PageRuns runs) {
        for (int i = 0; i < runs.count(); i++) {
            compare(firstPage + runs.start(i), runs.length(i));
        }
    }

    /** Compares neighbouring pages. */
    void compare(int first, int count) {
        for (int page = first; page < first + count; page++) {
            long address = base + (long) page * PAGE;
            long original = original(page);
            if (!addIfUnchanged(page, address, original)) {
                long mask = mask(address, original);
                if (mask != 0) {
                    builder.add(page, mask, blocks(address, mask));
                }
            }
        }
    }

    /** Most pages are as they were after the last run, which is found out faster than what differs. */
    private boolean addIfUnchanged(int page, long address, long original) {
        MemorySnapshot other = earlier;
        if (other == null) {
            return false;
        }
        while (nextEarlier < other.pageCount() && other.number(nextEarlier) < page) {
            nextEarlier++;
        }
        if (nextEarlier == other.pageCount() || other.number(nextEarlier) != page) {
            return false;
        }
        MemorySnapshot.Page known = other.page(nextEarlier);
        if (!shows(address, original, known.mask(), known.blocks())) {
            return false;
        }
        builder.add(page, known);
        return true;
    }

    private static boolean shows(long address, long original, long mask, byte[] blocks) {
        int offset = 0;
        for (int block = 0; block < Long.SIZE; ) {
            long rest = mask >>> block;
            boolean kept = (rest & 1) != 0;
            int count =
                    Math.min(Long.SIZE - block, Long.numberOfTrailingZeros(kept ? ~rest : rest));
            long at = (long) block * BLOCK;
            int bytes = count * BLOCK;
            if (kept
                    ? !NativeMemory.same(address + at, blocks, offset, bytes)
                    : !NativeMemory.same(address + at, original + at, bytes)) {
                return false;
            }
            offset += kept ? bytes : 0;
            block += count;
        }
        return true;
    }

    MemorySnapshot result() {
        return builder.build();
    }

    private long original(int page) {
        long address = image.pageAddress(page);
        return address == 0 ? ZEROS : address;
    }

    private static long mask(long page, long original) {
        long mask = 0;
        for (long at = 0; at < PAGE; ) {
            long found = NativeMemory.mismatch(page + at, original + at, PAGE - at);
            if (found < 0) {
                break;
            }
            long block = (at + found) / BLOCK;
            mask |= 1L << block;
            at = (block + 1) * BLOCK;
        }
        // Where most blocks differ, keeping the whole page is cheaper in every way but size.
        return Long.bitCount(mask) > MANY ? -1L : mask;
    }

    private static byte[] blocks(long page, long mask) {
        byte[] blocks = new byte[Long.bitCount(mask) * BLOCK];
        int offset = 0;
        for (long left = mask; left != 0; left &= left - 1) {
            int block = Long.numberOfTrailingZeros(left);
            NativeMemory.read(page + (long) block * BLOCK, blocks, offset, BLOCK);
            offset += BLOCK;
        }
        return blocks;
    }
}
