package dev.wasmsandbox.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one memory image: hands out clean ones, takes used ones back.
 *
 * <p>A bounded number of clean slots is kept warm, the last used first, because its pages are in the processor's caches. Thread-safe,
 * without a lock that all runs take.
 */
final class Slots {
    private static final Logger LOG = System.getLogger(Slots.class.getName());

    private final MemoryImage image;
    private final DirtyPages dirtyPages;
    private final int mostWarm;
    private final boolean faultsCount;

    /** Every so many resets and captures the whole slot is compared with its image: a watch over the kernel's word, at no measurable cost. */
    private final int operationsPerFullCheck = EngineSettings.operationsPerFullCheck();

    private final ConcurrentLinkedDeque<Slot> warm = new ConcurrentLinkedDeque<>();
    private final AtomicInteger warmCount = new AtomicInteger();
    private final AtomicLong captures = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final AtomicLong discarded = new AtomicLong();

    Slots(MemoryImage image, DirtyPages dirtyPages, boolean faultsCount, int mostWarm) {
        this.image = image;
        this.dirtyPages = dirtyPages;
        this.faultsCount = faultsCount;
        this.mostWarm = mostWarm;
    }

    /**
     * A clean slot for one owner.
     *
     * @param limitBytes how large its memory may become
     * @throws EngineException when the system has no address space left
     */
    Slot acquire(long limitBytes) {
        Slot slot = warm.pollFirst();
        if (slot == null) {
            slot = new Slot(image, dirtyPages, faultsCount);
        } else {
            warmCount.decrementAndGet();
        }
        slot.begin(limitBytes);
        return slot;
    }

    /**
     * Describes the memory of a slot whose guest is at rest. Now and then the kernel's word is not taken for it, and all
     * pages are compared.
     */
    MemorySnapshot capture(Slot slot, @Nullable MemorySnapshot earlier) {
        MemorySnapshot told = slot.capture(dirtyPages, earlier);
        if (captures.incrementAndGet() % operationsPerFullCheck != 0) {
            return told;
        }
        MemorySnapshot all = slot.capture(new DirtyPages.Compare(), earlier);
        if (!told.equals(all)) {
            LOG.log(
                    Level.ERROR,
                    "A guest wrote to pages that the kernel did not tell; this checkpoint has them, earlier ones may "
                            + "not. Please report this with the kernel's version; -D"
                            + ResetMethod.PROPERTY
                            + "=compare avoids the kernel's page map.");
        }
        return all;
    }

    /** Takes a slot back, cleans it, and keeps it warm or gives its address space back. */
    void release(Slot slot) {
        if (!makesClean(slot)) {
            discarded.incrementAndGet();
            slot.unmap();
        } else if (warmCount.incrementAndGet() <= mostWarm) {
            warm.addFirst(slot);
        } else {
            warmCount.decrementAndGet();
            slot.unmap();
        }
    }

    private boolean makesClean(Slot slot) {
        if (!slot.reset()) {
            LOG.log(
                    Level.WARNING,
                    "A slot could not be reset and is not used again; runs go on with new ones.");
            return false;
        }
        if (resets.incrementAndGet() % operationsPerFullCheck == 0 && !slot.isClean()) {
            LOG.log(
                    Level.ERROR,
                    "A slot differed from its memory image after its reset and is not used again. "
                            + "Please report this with the kernel's version; -D"
                            + ResetMethod.PROPERTY
                            + "=compare avoids the kernel's page map.");
            return false;
        }
        return true;
    }

    /** How many clean slots wait. */
    int warm() {
        return warmCount.get();
    }

    /** How many slots had to be thrown away because they could not be proved clean. */
    long discarded() {
        return discarded.get();
    }
}
