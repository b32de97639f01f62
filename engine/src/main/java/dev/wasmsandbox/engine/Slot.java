package dev.wasmsandbox.engine;

import dev.wasmsandbox.engine.metering.MeteredCode;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of address space that holds the linear memory of one instance at a time: 4 GiB and a guard without access rights, with the
 * memory image laid copy-on-write over its beginning.
 *
 * <p>After a run the slot is neither unmapped nor discarded: {@link #reset} copies the image over the pages that were written, so the next
 * run takes no page faults. A page fault costs far more than copying the page (measured: 0.31 ms against 1.2–1.5 ms for a whole hello).
 *
 * <p>A page that was written once stays the slot's own. Which ones those are, a slot remembers; the kernel is only asked again when there
 * may be new ones, because it looks at every page of the image then (measured: 134 µs of 140 for Python).
 *
 * <p>Owned by one thread at a time.
 */
final class Slot {
    /** What a slot reserves for memory; the engine leaves out bounds checks because of it. */
    static final long RESERVED_BYTES = 4L << 30;

    /** What follows without access rights, so that an offset in an instruction cannot reach beyond. */
    static final long GUARD_BYTES = 32L << 20;

    private static final long HOST_BYTES = MeteredCode.LIMIT_MEMORY_BYTES;
    private static final long ALL_BYTES = RESERVED_BYTES + GUARD_BYTES + HOST_BYTES;

    /** The limit itself, and space up to the next line of the processor's cache. */
    private static final long LIMIT_BYTES = 64;

    /** Of memory beyond the image: more written pages than this (1 MiB) are dropped instead of zeroed. */
    private static final int MOST_PAGES_ZEROED = 256;

    private final MemoryImage image;
    private final DirtyPages dirtyPages;
    private final FaultWatch watch;
    private final OwnPages own;
    private final PageRuns runs = new PageRuns();
    private final long base;

    /** Behind the guard, where no address of a guest leads: the limit's memory, whose unused part is scratch memory, so that both are one page. */
    private final long hostPart;

    private long size;
    private long limit;
    private boolean growthRefused;

    /**
     * Reserves a slot and lays the image over it.
     *
     * @param faultsCount whether the system {@linkplain FaultWatch#works counts page faults}
     * @throws EngineException when the system has no address space left
     */
    Slot(MemoryImage image, DirtyPages dirtyPages, boolean faultsCount) {
        this.image = image;
        this.dirtyPages = dirtyPages;
        this.base = NativeMemory.reserve(ALL_BYTES);
        this.hostPart = base + RESERVED_BYTES + GUARD_BYTES;
        this.size = image.memoryBytes();
        boolean remembers = faultsCount && dirtyPages.tellsUnchangedPages();
        this.own = new OwnPages(image, base, remembers);
        this.watch = new FaultWatch(remembers, scratch());
        NativeMemory.avoidHugePages(base, RESERVED_BYTES);
        NativeMemory.mapPrivate(base, image.memoryBytes(), image.file());
        if (!NativeMemory.allowAccess(hostPart, HOST_BYTES)) {
            throw new EngineException("cannot make the host's part of a slot accessible");
        }
    }

    /** The address of the memory that tells the guest when to stop. */
    long limit() {
        return hostPart;
    }

    private long scratch() {
        return hostPart + LIMIT_BYTES;
    }

    /** Makes the slot ready for an instance whose memory may grow up to {@code limitBytes}. */
    void begin(long limitBytes) {
        watch.begin();
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

    /** Begins a run on the current thread, which is not to blame for what an earlier one asked for. */
    void beginRun() {
        watch.enter();
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
     * Notes that a thread other than the one that runs the guest writes to its memory, so that the next reset looks at all pages. By any thread,
     * before it writes, and before the reset.
     */
    void writtenElsewhere() {
        watch.writtenElsewhere();
    }

    /** How often {@link #reset} asked the kernel which pages were written. */
    long scans() {
        return own.scans();
    }

    /**
     * Gives the slot back the content of the image, to the last byte.
     *
     * @return false when the kernel refused a step: the slot is then to be {@linkplain #unmap unmapped}, never used again
     */
    boolean reset() {
        long imageBytes = image.memoryBytes();
        boolean quiet = watch.endedQuietly();
        boolean locked = isLocked();
        boolean nothingNew = quiet && own.isKnown() && size == imageBytes && !locked;
        if (!nothingNew && !own.find(dirtyPages, scratch(), locked)) {
            return false;
        }
        return own.copyBack() && resetGrownPart(imageBytes);
    }

    /**
     * Whether the process keeps all its memory from being swapped out: {@code mlockall(2)} makes every page of a slot private, by the faults
     * of whichever thread calls it. Memory that is locked cannot be discarded, not even where nothing is, as in the guard.
     */
    private boolean isLocked() {
        return !NativeMemory.discard(hostPart - NativeMemory.PAGE_BYTES, NativeMemory.PAGE_BYTES);
    }

    private boolean resetGrownPart(long imageBytes) {
        long grown = size - imageBytes;
        size = imageBytes;
        if (grown == 0) {
            return true;
        }
        long start = base + imageBytes;
        runs.clear();
        if (!dirtyPages.find(start, grown, 0, scratch(), runs)) {
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
        boolean found = finder.find(base, imageBytes, image.view(), scratch(), runs);
        comparison.compare(0, runs);
        if (found && size > imageBytes) {
            runs.clear();
            found = finder.find(base + imageBytes, size - imageBytes, 0, scratch(), runs);
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
        NativeMemory.unmap(base, ALL_BYTES);
    }
}
