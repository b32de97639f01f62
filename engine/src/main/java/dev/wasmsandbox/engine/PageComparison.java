package dev.wasmsandbox.engine;

/** Finds the blocks of a live memory that differ from its image. The memory must be at rest. */
final class PageComparison {
    private static final int PAGE = NativeMemory.PAGE_BYTES;
    private static final int BLOCK = MemorySnapshot.BLOCK_BYTES;

    /** What memory behind the image shows at first. */
    private static final long ZEROS = NativeMemory.allocateForever(PAGE);

    private final long base;
    private final MemoryImage image;
    private final MemorySnapshot.Builder builder;

    PageComparison(long base, long memoryBytes, MemoryImage image) {
        this.base = base;
        this.image = image;
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
            long mask = mask(address, original(page));
            if (mask != 0) {
                builder.add(page, mask, blocks(address, mask));
            }
        }
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
        return mask;
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
