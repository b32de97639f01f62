package dev.wasmsandbox.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a page of a slot may have become private since the slot was handed out, without a look at the pages.
 *
 * <p>A page becomes private by a page fault, and the kernel counts each thread's. So where one thread had the slot all the time and took not one
 * fault, its own pages or others, no page is new. Everything else counts as seen: another thread, a count that cannot be had.
 *
 * <p>{@link #writtenElsewhere} may be called by any thread; all else by the one that owns the slot.
 */
final class FaultWatch {
    private static final int SELF_TESTS = 16;

    private final boolean usable;
    private final long scratch;
    private final AtomicBoolean seen = new AtomicBoolean();
    private @Nullable Thread thread;
    private long faults;

    /**
     * Prepares a watch, which begins with {@link #begin}.
     *
     * @param usable whether the kernel {@linkplain #works counts}; if not, everything is as if something had been seen
     * @param scratch native memory for calls of the owner
     */
    FaultWatch(boolean usable, long scratch) {
        this.usable = usable;
        this.scratch = scratch;
    }

    /** Begins: what happens from now on is seen. To be called before the owner can write anything. */
    void begin() {
        if (usable) {
            // The faults of a virtual thread are those of whichever threads carry it.
            thread = Thread.currentThread().isVirtual() ? null : Thread.currentThread();
            faults = NativeMemory.pageFaults(scratch);
        }
    }

    /** Notes that the current thread may write from now on. */
    void enter() {
        if (Thread.currentThread() != thread) {
            seen.set(true);
        }
    }

    /** Notes that another thread writes, has written or will write before the owner is done. */
    void writtenElsewhere() {
        seen.set(true);
    }

    /** Ends the watch, and says whether nothing was seen. What others note from now on is for the next one. */
    boolean endedQuietly() {
        boolean noted = seen.getAndSet(false);
        boolean sameThread = Thread.currentThread() == thread;
        thread = null;
        return usable
                && !noted
                && sameThread
                && faults >= 0
                && NativeMemory.pageFaults(scratch) == faults;
    }

    /**
     * Whether the count of this system is to be trusted: each first write to a page moves it, by an instruction and by a system call alike,
     * and it stands still now and then when a page is written again.
     */
    static boolean works() {
        int page = NativeMemory.PAGE_BYTES;
        long bytes = 2L * SELF_TESTS * page;
        int file = NativeMemory.memoryFile("wasm-sandbox-self-test", bytes);
        long view = NativeMemory.reserve(bytes);
        long scratch = NativeMemory.reserve(page);
        try {
            NativeMemory.mapPrivate(view, bytes, file);
            if (!NativeMemory.allowAccess(scratch, page)) {
                return false;
            }
            int still = 0;
            for (int i = 0; i < SELF_TESTS; i++) {
                long at = view + 2L * i * page;
                // The first time it is mapped for reading, as most pages of an image are.
                byte value = (byte) (NativeMemory.getByte(at) + 1);
                long before = NativeMemory.pageFaults(scratch);
                NativeMemory.putByte(at, value);
                long written = NativeMemory.pageFaults(scratch);
                NativeMemory.putByte(at, (byte) 0);
                long again = NativeMemory.pageFaults(scratch);
                boolean read = NativeMemory.readAt(file, at + page, 1, 0) == 1;
                long received = NativeMemory.pageFaults(scratch);
                if (before < 0 || written <= before || !read || received <= again) {
                    return false;
                }
                still += written == again ? 1 : 0;
            }
            return still > 0;
        } finally {
            NativeMemory.unmap(scratch, page);
            NativeMemory.unmap(view, bytes);
            NativeMemory.closeFile(file);
        }
    }
}
