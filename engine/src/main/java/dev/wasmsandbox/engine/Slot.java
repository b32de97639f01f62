package dev.wasmsandbox.engine;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of address space that holds the linear memory of one instance at a time: 4 GiB and a guard without access rights, with the
 * memory image laid copy-on-write over its beginning.
 *
 * <p>After a run the slot is neither unmapped nor discarded: {@link #reset} copies the image over the pages that were written, so the next
 * run takes no page faults. A page fault costs far more than copying the page (measured: 0.31 ms against 1.2–1.5 ms for a whole hello).
 *
 * <p>Owned by one thread at a time.
 */
final class Slot {
    /** What a slot reserves for memory; the engine leaves out bounds checks because of it. */
    static final long RESERVED_BYTES = 4L << 30;

    /** What follows without access rights, so that an offset in an instruction cannot reach beyond. */
    static final long GUARD_BYTES = 32L << 20;

    /** More written pages than this (4 MiB) are discarded instead of copied: cheaper, and the host gets the memory back. */
    private static final int MOST_PAGES_COPIED = 1024;

    /** Of memory beyond the image: more written pages than this (1 MiB) are dropped instead of zeroed. */
    private static final int MOST_PAGES_ZEROED = 256;

    private final MemoryImage image;
    private final DirtyPages dirtyPages;
    private final PageRuns runs = new PageRuns();
    private final long base;
    private final long scratch;

    private long size;
    private long limit;
    private boolean growthRefused;

    /**
     * Reserves a slot and lays the image over it.
     *
     * @throws EngineException when the system has no address space left
     */
    Slot(MemoryImage image, DirtyPages dirtyPages) {
        this.image = image;
        this.dirtyPages = dirtyPages;
        this.base = NativeMemory.reserve(RESERVED_BYTES + GUARD_BYTES + DirtyPages.SCRATCH_BYTES);
        // Behind the guard, where no address of a guest leads.
        this.scratch = base + RESERVED_BYTES + GUARD_BYTES;
        this.size = image.memoryBytes();
        NativeMemory.avoidHugePages(base, RESERVED_BYTES);
        NativeMemory.mapPrivate(base, image.memoryBytes(), image.file());
        if (!NativeMemory.allowAccess(scratch, DirtyPages.SCRATCH_BYTES)) {
            throw new EngineException("cannot make the scratch memory of a slot accessible");
        }
    }

    /** Makes the slot ready for an instance whose memory may grow up to {@code limitBytes}. */
    void begin(long limitBytes) {
        limit = limitBytes;
        growthRefused = false;
    }

    long address() {
        return base;
    }

    /** The size of the guest's memory now, in bytes. */
    long size() {
        return size;
    }

    /** Begins a run, which is not to blame for what an earlier one asked for. */
    void beginRun() {
        growthRefused = false;
    }

    /** Whether the guest asked for more memory than its limit in this run. */
    boolean growthRefused() {
        return growthRefused;
    }

    /** Grows the accessible part; false when that would pass the limit, or the system has no more. */
    boolean grow(long newSize) {
        if (newSize < size || newSize > limit || newSize > RESERVED_BYTES) {
            growthRefused = true;
            return false;
        }
        if (newSize > size && !NativeMemory.allowAccess(base + size, newSize - size)) {
            growthRefused = true;
            return false;
        }
        size = newSize;
        return true;
    }

    /**
     * Gives the slot back the content of the image, to the last byte.
     *
     * @return false when the kernel refused a step: the slot is then to be {@linkplain #unmap unmapped}, never used again
     */
    boolean reset() {
        long imageBytes = image.memoryBytes();
        runs.clear();
        if (!dirtyPages.find(base, imageBytes, image.view(), scratch, runs)) {
            return false;
        }
        if (runs.pages() > MOST_PAGES_COPIED) {
            if (!NativeMemory.discard(base, imageBytes)) {
                return false;
            }
        } else {
            for (int i = 0; i < runs.count(); i++) {
                long offset = runs.offset(i);
                NativeMemory.copy(image.view() + offset, base + offset, runs.bytes(i));
            }
        }
        return resetGrownPart(imageBytes);
    }

    private boolean resetGrownPart(long imageBytes) {
        long grown = size - imageBytes;
        size = imageBytes;
        if (grown == 0) {
            return true;
        }
        long start = base + imageBytes;
        runs.clear();
        if (!dirtyPages.find(start, grown, 0, scratch, runs)) {
            return false;
        }
        if (runs.pages() > MOST_PAGES_ZEROED) {
            NativeMemory.dropToReserved(start, grown);
            return true;
        }
        for (int i = 0; i < runs.count(); i++) {
            NativeMemory.zero(start + runs.offset(i), runs.bytes(i));
        }
        // The next guest must trap beyond its memory, as the first did.
        return NativeMemory.denyAccess(start, grown);
    }

    /**
     * Describes how the guest's memory differs from the image.
     *
     * @param finder finds the written pages; each of them is compared
     * @param earlier a snapshot to share unchanged pages with; null for none
     * @throws EngineException when the kernel does not tell which pages were written
     */
    MemorySnapshot capture(DirtyPages finder, @Nullable MemorySnapshot earlier) {
        PageComparison comparison = new PageComparison(base, size, image, earlier);
        long imageBytes = image.memoryBytes();
        runs.clear();
        boolean found = finder.find(base, imageBytes, image.view(), scratch, runs);
        comparison.compare(0, runs);
        if (found && size > imageBytes) {
            runs.clear();
            found = finder.find(base + imageBytes, size - imageBytes, 0, scratch, runs);
            comparison.compare((int) (imageBytes / NativeMemory.PAGE_BYTES), runs);
        }
        if (!found) {
            throw new EngineException("the kernel does not tell which pages a guest wrote to");
        }
        return comparison.result();
    }

    /** Whether the slot shows exactly the image: a full comparison. */
    boolean isClean() {
        return size == image.memoryBytes() && NativeMemory.same(base, image.view(), size);
    }

    /** Gives the address space back. The slot is of no use afterwards. */
    void unmap() {
        NativeMemory.unmap(base, RESERVED_BYTES + GUARD_BYTES + DirtyPages.SCRATCH_BYTES);
    }
}
