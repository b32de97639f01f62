package dev.wasmsandbox.engine;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    private final int[] numbers;
    private final Page[] pages;
    private final long blockBytes;

    private MemorySnapshot(Builder from) {
        memoryBytes = from.memoryBytes;
        numbers = Arrays.copyOf(from.numbers, from.count);
        pages = Arrays.copyOf(from.pages, from.count);
        blockBytes = from.blockBytes;
    }

    /**
     * How one page differs from the image. Immutable, and shared by all snapshots in which it is the same; so its hash is worked out
     * once.
     */
    public static final class Page {
        private final long mask;
        private final byte[] blocks;

        /** Worked out when it is first asked for, perhaps by several threads at once, which all find the same. */
        private byte @Nullable [] hash;

        private Page(long mask, byte[] blocks) {
            this.mask = mask;
            this.blocks = blocks;
        }

        /**
         * Describes a page.
         *
         * @param mask which blocks differ, at least one
         * @param blocks the blocks, one behind the other; not copied, not to be changed
         * @throws IllegalArgumentException if it has another number of blocks than its mask says
         */
        public static Page of(long mask, byte[] blocks) {
            if (mask == 0 || blocks.length != Long.bitCount(mask) * BLOCK_BYTES) {
                throw new IllegalArgumentException(
                        "a page has " + blocks.length + " bytes for its blocks");
            }
            return new Page(mask, blocks);
        }

        /** Which blocks differ: bit 0 stands for the first. */
        public long mask() {
            return mask;
        }

        /** The blocks, one behind the other. Not copied, not to be changed. */
        public byte[] blocks() {
            return blocks;
        }

        /**
         * SHA-256 of mask and blocks. Not copied, not to be changed.
         *
         * @param digest works it out if need be; is left reset
         */
        public byte[] hash(MessageDigest digest) {
            byte[] known = hash;
            if (known == null) {
                for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                    digest.update((byte) (mask >>> shift));
                }
                known = digest.digest(blocks);
                hash = known;
            }
            return known;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Page that
                    && mask == that.mask
                    && Arrays.equals(blocks, that.blocks);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(mask) * 31 + Arrays.hashCode(blocks);
        }
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
    public int number(int index) {
        return numbers[index];
    }

    /** How the page at a place of the list differs. */
    public Page page(int index) {
        return pages[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemorySnapshot that
                && memoryBytes == that.memoryBytes
                && Arrays.equals(numbers, that.numbers)
                && Arrays.equals(pages, that.pages);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers) * 31 + Arrays.hashCode(pages);
    }

    @Override
    public String toString() {
        return "MemorySnapshot[%d bytes, %d pages, %d bytes in blocks]"
                .formatted(memoryBytes, pages.length, blockBytes);
    }

    /** Lays the blocks over memory that shows the image, and zeros behind it. */
    void applyTo(long base) {
        for (int i = 0; i < pages.length; i++) {
            long page = base + (long) numbers[i] * PAGE_BYTES;
            byte[] blocks = pages[i].blocks;
            int offset = 0;
            for (long left = pages[i].mask; left != 0; ) {
                int first = Long.numberOfTrailingZeros(left);
                int count = Long.numberOfTrailingZeros(~(left >>> first));
                NativeMemory.write(
                        page + (long) first * BLOCK_BYTES, blocks, offset, count * BLOCK_BYTES);
                offset += count * BLOCK_BYTES;
                left = first + count == Long.SIZE ? 0 : left & (-1L << (first + count));
            }
        }
    }

    /** Collects pages in ascending order. Checks everything: what it is given may come from anywhere. */
    public static final class Builder {
        private final long memoryBytes;
        private int[] numbers = new int[64];
        private Page[] pages = new Page[64];
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
            return add(number, Page.of(mask, bytes));
        }

        /**
         * Adds a page of another snapshot behind those that are there.
         *
         * @param number its number in the memory
         * @throws IllegalArgumentException if the page is not behind the last one, or lies outside of the memory
         */
        public Builder add(int number, Page page) {
            boolean ascends = number >= 0 && (count == 0 || number > numbers[count - 1]);
            if (!ascends || (number + 1L) * PAGE_BYTES > memoryBytes) {
                throw new IllegalArgumentException(
                        "page " + number + " is out of order or outside of the memory");
            }
            if (count == pages.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
                pages = Arrays.copyOf(pages, count * 2);
            }
            numbers[count] = number;
            pages[count] = page;
            count++;
            blockBytes += page.blocks.length;
            return this;
        }

        /** Builds the snapshot. */
        public MemorySnapshot build() {
            return new MemorySnapshot(this);
        }
    }
}
