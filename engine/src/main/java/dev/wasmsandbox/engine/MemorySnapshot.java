package dev.wasmsandbox.engine;

import java.util.Arrays;

/**
 * How the memory of a guest at rest differs from its memory image: whole pages are named, and of each only the blocks of
 * {@value #BLOCK_BYTES} bytes that differ, or all of them where most do. Together with the image it is the memory, to the byte; the same memory gives
 * the same snapshot, however it was found. Immutable.
 */
public final class MemorySnapshot {
    /** The bytes of a page. */
    public static final int PAGE_BYTES = NativeMemory.PAGE_BYTES;

    /** The unit in which a page is kept; one bit of a page's mask stands for one. */
    public static final int BLOCK_BYTES = PAGE_BYTES / Long.SIZE;

    /** What a memory of 32-bit addresses can have at most. */
    public static final long MAX_MEMORY_BYTES = 4L << 30;

    private static final long WASM_PAGE_BYTES = 65_536;

    private final long memoryBytes;
    private final int[] pages;
    private final long[] masks;
    private final byte[][] blocks;
    private final long blockBytes;

    private MemorySnapshot(Builder from) {
        memoryBytes = from.memoryBytes;
        pages = Arrays.copyOf(from.pages, from.count);
        masks = Arrays.copyOf(from.masks, from.count);
        blocks = Arrays.copyOf(from.blocks, from.count);
        blockBytes = from.blockBytes;
    }

    /** Begins a snapshot of a memory of this size. */
    public static Builder builder(long memoryBytes) {
        return new Builder(memoryBytes);
    }

    /** The size of the memory, in bytes. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** How many pages differ from the image. */
    public int pageCount() {
        return pages.length;
    }

    /** How many bytes all blocks have together. */
    public long blockBytes() {
        return blockBytes;
    }

    /** The number of the page at a place of the list, which ascends. */
    public int page(int index) {
        return pages[index];
    }

    /** Which blocks of a page differ: bit 0 stands for the first. */
    public long mask(int index) {
        return masks[index];
    }

    /** The blocks of a page, one behind the other. Not copied, not to be changed. */
    public byte[] blocks(int index) {
        return blocks[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemorySnapshot that
                && memoryBytes == that.memoryBytes
                && Arrays.equals(pages, that.pages)
                && Arrays.equals(masks, that.masks)
                && Arrays.deepEquals(blocks, that.blocks);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(masks) * 31 + Arrays.deepHashCode(blocks);
    }

    @Override
    public String toString() {
        return "MemorySnapshot[%d bytes, %d pages, %d bytes in blocks]"
                .formatted(memoryBytes, pages.length, blockBytes);
    }

    /** Lays the blocks over memory that shows the image, and zeros behind it. */
    void applyTo(long base) {
        for (int i = 0; i < pages.length; i++) {
            long page = base + (long) pages[i] * PAGE_BYTES;
            int offset = 0;
            for (long left = masks[i]; left != 0; ) {
                int first = Long.numberOfTrailingZeros(left);
                int count = Long.numberOfTrailingZeros(~(left >>> first));
                NativeMemory.write(
                        page + (long) first * BLOCK_BYTES, blocks[i], offset, count * BLOCK_BYTES);
                offset += count * BLOCK_BYTES;
                left = first + count == Long.SIZE ? 0 : left & (-1L << (first + count));
            }
        }
    }

    /** Collects pages in ascending order. Checks everything: what it is given may come from anywhere. */
    public static final class Builder {
        private final long memoryBytes;
        private int[] pages = new int[64];
        private long[] masks = new long[64];
        private byte[][] blocks = new byte[64][];
        private int count;
        private long blockBytes;

        private Builder(long memoryBytes) {
            if (memoryBytes < 0
                    || memoryBytes > MAX_MEMORY_BYTES
                    || memoryBytes % WASM_PAGE_BYTES != 0) {
                throw new IllegalArgumentException(
                        "a memory of "
                                + memoryBytes
                                + " bytes; allowed are multiples of 65536 up to "
                                + MAX_MEMORY_BYTES);
            }
            this.memoryBytes = memoryBytes;
        }

        /**
         * Adds a page behind those that are there.
         *
         * @param number its number in the memory
         * @param mask which blocks differ, at least one
         * @param bytes the blocks, one behind the other; not copied, not to be changed
         * @throws IllegalArgumentException if the page is not behind the last one, lies outside of the memory, or has
         *     another number of blocks than its mask says
         */
        public Builder add(int number, long mask, byte[] bytes) {
            boolean ascends = number >= 0 && (count == 0 || number > pages[count - 1]);
            if (!ascends || (number + 1L) * PAGE_BYTES > memoryBytes) {
                throw new IllegalArgumentException(
                        "page " + number + " is out of order or outside of the memory");
            }
            if (mask == 0 || bytes.length != Long.bitCount(mask) * BLOCK_BYTES) {
                throw new IllegalArgumentException(
                        "page " + number + " has " + bytes.length + " bytes for its blocks");
            }
            if (count == pages.length) {
                pages = Arrays.copyOf(pages, count * 2);
                masks = Arrays.copyOf(masks, count * 2);
                blocks = Arrays.copyOf(blocks, count * 2);
            }
            pages[count] = number;
            masks[count] = mask;
            blocks[count] = bytes;
            count++;
            blockBytes += bytes.length;
            return this;
        }

        /** Builds the snapshot. */
        public MemorySnapshot build() {
            return new MemorySnapshot(this);
        }
    }
}
