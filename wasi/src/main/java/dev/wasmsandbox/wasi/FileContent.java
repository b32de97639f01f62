package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that was written to: pages over an immutable base. They are in memory until they take too much of
 * it; then they move to a scratch file, and what nobody wrote to still comes from the base: moving never copies more
 * than what was in memory. Holes take no space.
 *
 * <p>A page in memory holds all that its range has, zeros beyond its array included; a page of the scratch file all its
 * range. Any other page shows the base up to {@code baseLimit} and zeros behind. Nothing beyond {@code size} is kept.
 */
final class FileContent implements Blob {

    static final int PAGE_BYTES = 1 << 16;

    /** What a page costs beside its bytes: the array's header, the map's entry, the key. */
    static final int PAGE_OVERHEAD = 128;

    private static final int LEAST_PAGE_BYTES = 256;

    private final Storage storage;

    /** A tree, because it takes no more than its entries; a hash table would keep the size it once had. */
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();

    /** Pages below {@code baseLimit} that the scratch file holds. */
    private BitSet replaced = new BitSet(0);

    private Blob base;
    private long baseLimit;
    private long size;
    private long memory;
    private long nodeMemory = Storage.CONTENT_BYTES;
    private @Nullable ScratchFile spilled;

    FileContent(Storage storage, Blob base, long keep) {
        storage.chargeNodes(nodeMemory);
        this.storage = storage;
        this.base = base;
        this.baseLimit = Math.min(base.size(), keep);
        this.size = baseLimit;
    }

    @Override
    public long size() {
        return size;
    }

    /** The content for a commit: the scratch file itself if it has everything. */
    Blob snapshot() {
        return spilled != null && replaced.cardinality() == pagesOf(baseLimit) ? spilled : this;
    }

    @Override
    public void prepare(Runnable pause) throws IOException {
        if (baseLimit > 0) {
            base.prepare(pause);
        }
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Blob.checkRange(position, length, size);
        for (int done = 0; done < length; ) {
            long at = position + done;
            long number = at / PAGE_BYTES;
            int inPage = (int) (at % PAGE_BYTES);
            int count = Math.min(length - done, PAGE_BYTES - inPage);
            byte[] page = pages.get(number);
            if (page != null) {
                int there = Math.clamp(page.length - inPage, 0, count);
                System.arraycopy(page, Math.min(inPage, page.length), target, offset + done, there);
                Arrays.fill(target, offset + done + there, offset + done + count, (byte) 0);
            } else if (spilled != null && inScratch(number)) {
                count = at >= baseLimit ? length - done : count;
                spilled.read(at, target, offset + done, count);
            } else {
                readBase(at, target, offset + done, count);
            }
            done += count;
        }
    }

    /**
     * Writes bytes; the quota was charged before.
     *
     * @return how many were written, fewer only if there is no more space for them, but at least one
     */
    int write(long position, byte[] source, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            long at = position + done;
            int inPage = (int) (at % PAGE_BYTES);
            int count = Math.min(length - done, PAGE_BYTES - inPage);
            try {
                writePage(at, inPage, source, offset + done, count);
            } catch (IOException | WasiFailure e) {
                if (done > 0) {
                    return done;
                }
                throw e;
            }
            done += count;
            size = Math.max(size, at + count);
        }
        return done;
    }

    private void writePage(long at, int inPage, byte[] source, int offset, int count)
            throws IOException {
        long number = at / PAGE_BYTES;
        byte[] page = spilled == null ? writablePage(number, inPage, count) : null;
        if (page != null) {
            System.arraycopy(source, offset, page, inPage, count);
        } else if (spilled != null) {
            writeScratch(spilled, number, inPage, source, offset, count);
        }
    }

    private void writeScratch(
            ScratchFile scratch, long number, int inPage, byte[] source, int offset, int count)
            throws IOException {
        long start = number * PAGE_BYTES;
        boolean first = !inScratch(number);
        int fromBase = first ? Math.clamp(baseLimit - start, 0, PAGE_BYTES) : 0;
        boolean covered = inPage == 0 && count >= fromBase;
        byte[] old = new byte[covered ? 0 : fromBase];
        if (old.length > 0) {
            base.read(start, old, 0, old.length);
        }
        try {
            if (old.length > 0) {
                scratch.write(start, old, 0, old.length);
            }
            scratch.write(start + inPage, source, offset, count);
        } catch (IOException e) {
            throw Errno.NOSPC.failure();
        }
        if (first) {
            replaced.set((int) number);
        }
    }

    /** Cuts or extends the content. */
    void resize(long newSize) throws IOException {
        if (spilled != null) {
            try {
                spilled.resize(newSize);
            } catch (IOException e) {
                throw Errno.NOSPC.failure();
            }
        }
        if (newSize < size) {
            // Those before stay as they are, and are not looked at: a guest may cut a large file
            // often.
            pages.tailMap(newSize / PAGE_BYTES, true)
                    .entrySet()
                    .removeIf(page -> cut(page, newSize));
            baseLimit = Math.min(baseLimit, newSize);
            if (pagesOf(baseLimit) < replaced.length()) {
                replaced.clear((int) pagesOf(baseLimit), replaced.length());
            }
        }
        size = newSize;
    }

    /** Gives memory and scratch space back. */
    void discard() {
        dropPages();
        storage.releaseNodes(nodeMemory);
        nodeMemory = 0;
        if (spilled != null) {
            storage.discard(spilled);
        }
        base = Blob.of(new byte[0]);
        baseLimit = 0;
    }

    private boolean cut(Map.Entry<Long, byte[]> page, long newSize) {
        long start = page.getKey() * PAGE_BYTES;
        byte[] bytes = page.getValue();
        if (start >= newSize) {
            addMemory(-(bytes.length + PAGE_OVERHEAD));
            return true;
        }
        if (start + bytes.length > newSize) {
            Arrays.fill(bytes, (int) (newSize - start), bytes.length, (byte) 0);
        }
        return false;
    }

    private boolean inScratch(long number) {
        return number >= pagesOf(baseLimit) || replaced.get((int) number);
    }

    private static long pagesOf(long bytes) {
        return bytes / PAGE_BYTES + (bytes % PAGE_BYTES == 0 ? 0 : 1);
    }

    private void readBase(long position, byte[] target, int offset, int length) throws IOException {
        int there = Math.clamp(baseLimit - position, 0, length);
        if (there > 0) {
            base.read(position, target, offset, there);
        }
        Arrays.fill(target, offset + there, offset + length, (byte) 0);
    }

    /** Finds or makes a page with room for a write; null if the content had to move to scratch space. */
    private byte @Nullable [] writablePage(long number, int inPage, int count) throws IOException {
        byte[] page = pages.get(number);
        int needed = inPage + count;
        if (page != null && page.length >= needed) {
            return page;
        }
        long start = number * PAGE_BYTES;
        int fromBase = page == null ? Math.clamp(baseLimit - start, 0, PAGE_BYTES) : 0;
        int oldCost = page == null ? 0 : page.length + PAGE_OVERHEAD;
        int length =
                Math.clamp(
                        Integer.highestOneBit(
                                        Math.max(Math.max(needed, fromBase), LEAST_PAGE_BYTES) - 1)
                                * 2L,
                        LEAST_PAGE_BYTES,
                        PAGE_BYTES);
        int cost = length + PAGE_OVERHEAD - oldCost;
        if (memory + cost > storage.maxMemoryPerFile() || !storage.chargeMemory(cost)) {
            spill();
            return null;
        }
        memory += cost;
        byte[] larger = new byte[length];
        if (page != null) {
            System.arraycopy(page, 0, larger, 0, page.length);
        } else if (fromBase > 0 && !(inPage == 0 && count >= fromBase)) {
            readBaseOrReturnMemory(start, larger, fromBase, cost);
        }
        pages.put(number, larger);
        return larger;
    }

    private void readBaseOrReturnMemory(long start, byte[] target, int length, int cost)
            throws IOException {
        try {
            base.read(start, target, 0, length);
        } catch (IOException e) {
            addMemory(-cost);
            throw e;
        }
    }

    private void spill() {
        long basePages = pagesOf(baseLimit);
        if (basePages > Integer.MAX_VALUE) {
            throw Errno.FBIG.failure();
        }
        long cost = Storage.SCRATCH_BYTES + basePages / Byte.SIZE;
        storage.chargeNodes(cost);
        try {
            ScratchFile file = storage.createScratchFile();
            try {
                movePages(file, (int) basePages);
            } catch (IOException e) {
                storage.discard(file);
                throw e;
            }
            spilled = file;
        } catch (IOException e) {
            storage.releaseNodes(cost);
            throw Errno.NOSPC.failure();
        }
        nodeMemory += cost;
        dropPages();
    }

    private void movePages(ScratchFile file, int basePages) throws IOException {
        BitSet moved = new BitSet(basePages);
        file.resize(size);
        for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
            long start = page.getKey() * PAGE_BYTES;
            byte[] bytes = page.getValue();
            file.write(start, bytes, 0, (int) Math.min(bytes.length, size - start));
            if (page.getKey() < basePages) {
                moved.set(page.getKey().intValue());
            }
        }
        replaced = moved;
    }

    private void dropPages() {
        storage.chargeMemory(-memory);
        memory = 0;
        pages.clear();
    }

    private void addMemory(long delta) {
        storage.chargeMemory(delta);
        memory += delta;
    }
}
