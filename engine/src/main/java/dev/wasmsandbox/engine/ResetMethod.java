package dev.wasmsandbox.engine;

import java.util.Locale;
import java.util.Optional;

/** How memory is given back clean after a run. */
public enum ResetMethod {
    /** Copy-on-write slots; the kernel lists the written pages ({@code ioctl(PAGEMAP_SCAN)}, Linux 6.7). */
    SCAN,
    /** Copy-on-write slots; the written pages are read from {@code /proc/self/pagemap} (Linux). */
    PAGEMAP,
    /** Copy-on-write slots; every page is compared with the image (Linux that hides page maps). */
    COMPARE,
    /** A fresh memory of the engine's own for every instance, with the image copied in: any system. */
    COPY;

    /** The system property that forces a method, by its name in lower case: {@value}. */
    public static final String PROPERTY = "dev.wasmsandbox.reset";

    /** Whether instances live in slots that are used again, which only Linux has. */
    public boolean usesSlots() {
        return this != COPY;
    }

    /**
     * The best method that works here, or the one that the system property {@value #PROPERTY} names.
     *
     * @throws EngineException when the property names no method, or one that does not work here
     */
    static ResetMethod detect() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted != null) {
            return forced(wanted);
        }
        for (ResetMethod method : values()) {
            if (method.works()) {
                return method;
            }
        }
        return COPY;
    }

    private static ResetMethod forced(String wanted) {
        for (ResetMethod method : values()) {
            if (method.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                if (!method.works()) {
                    throw new EngineException(
                            "-D"
                                    + PROPERTY
                                    + "="
                                    + wanted
                                    + " does not work on this system; leave it out");
                }
                return method;
            }
        }
        throw new EngineException(
                "-D"
                        + PROPERTY
                        + "="
                        + wanted
                        + " is unknown; allowed are scan, pagemap, compare and copy");
    }

    private boolean works() {
        if (this == COPY) {
            return true;
        }
        return NativeMemory.isLinux()
                && dirtyPages().map(ResetMethod::passesSelfTest).orElse(false);
    }

    /** The page finder of this method; empty where the system has none, and for {@link #COPY}. */
    Optional<DirtyPages> dirtyPages() {
        if (this == COPY) {
            return Optional.empty();
        }
        if (this == COMPARE) {
            return Optional.of(new DirtyPages.Compare());
        }
        int pagemap = NativeMemory.openForReading("/proc/self/pagemap");
        if (pagemap < 0) {
            return Optional.empty();
        }
        return Optional.of(
                this == SCAN ? new DirtyPages.Scan(pagemap) : new DirtyPages.Pagemap(pagemap));
    }

    /** Writes one page of eight, reads another, and expects exactly the written one. */
    private static boolean passesSelfTest(DirtyPages finder) {
        int page = NativeMemory.PAGE_BYTES;
        long bytes = 8L * page;
        int file = NativeMemory.memoryFile("wasm-sandbox-self-test", bytes);
        long image = NativeMemory.mapShared(bytes, file, true);
        long view = NativeMemory.reserve(bytes);
        long scratch = NativeMemory.reserve(DirtyPages.SCRATCH_BYTES);
        try {
            NativeMemory.allowAccess(scratch, DirtyPages.SCRATCH_BYTES);
            NativeMemory.putByte(image + 5L * page, (byte) 7);
            NativeMemory.mapPrivate(view, bytes, file);
            NativeMemory.putByte(view + 3L * page, (byte) 1);
            boolean sees = NativeMemory.getByte(view + 5L * page) == 7;
            PageRuns runs = new PageRuns();
            return sees
                    && finder.find(view, bytes, image, scratch, runs)
                    && runs.count() == 1
                    && runs.start(0) == 3
                    && runs.length(0) == 1;
        } finally {
            NativeMemory.unmap(scratch, DirtyPages.SCRATCH_BYTES);
            NativeMemory.unmap(view, bytes);
            NativeMemory.unmap(image, bytes);
            NativeMemory.closeFile(file);
        }
    }
}
