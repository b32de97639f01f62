package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The accounts of one tree: quotas, memory, scratch files, inode numbers. */
final class Storage {

    /**
     * What a name costs beside the name itself: its node, its places in the directory and, at a commit, in the lists of
     * changes. Measured in JVMs without compressed references, and rounded up.
     */
    static final int ENTRY_BYTES = 768;

    /** A path is kept once at a commit, with two bytes for what was one to four of UTF-8; so is the name in its directory. */
    static final int BYTES_PER_PATH_BYTE = 2;

    /** What a node costs that stands for something mounted. */
    static final int NODE_BYTES = 384;

    /** What each entry of a listing costs that is loaded for the guest's sake. */
    static final int LISTED_BYTES = 448;

    /** What the content of a written file costs beside its pages. */
    static final int CONTENT_BYTES = 256;

    /** What a scratch file costs. */
    static final int SCRATCH_BYTES = 512;

    private static final int MEMORY_SHARE = 4;

    private final TreeLimits limits;
    private final Scratch scratch;
    private final Set<ScratchFile> scratchFiles = new HashSet<>();
    private long bytesUsed;
    private long entriesUsed;
    private long memoryUsed;
    private long nodesUsed;
    private long lastInode;
    private Runnable pause = () -> {};

    Storage(TreeLimits limits, Scratch scratch) {
        this.limits = limits;
        this.scratch = scratch;
    }

    /** Says what looks at the end of the run, for work that is done on the way. */
    void pauseWith(Runnable look) {
        pause = look;
    }

    Runnable pause() {
        return pause;
    }

    TreeLimits limits() {
        return limits;
    }

    long nextInode() {
        return ++lastInode;
    }

    /** Reserves several in a row and tells the first. */
    long nextInodes(int count) {
        long first = lastInode + 1;
        lastInode += count;
        return first;
    }

    /** Counts what a mount brings along; it may exceed the quota, which then only means that nothing can be added. */
    void include(Usage usage) {
        bytesUsed = Math.addExact(bytesUsed, usage.bytes());
        entriesUsed = Math.addExact(entriesUsed, usage.entries());
    }

    Usage used() {
        return new Usage(bytesUsed, entriesUsed);
    }

    long freeBytes() {
        return Math.max(0, limits.maxBytes() - bytesUsed);
    }

    /** Takes (or with a negative number gives back) bytes of the quota. */
    void chargeBytes(long delta) {
        if (delta > freeBytes()) {
            throw Errno.NOSPC.failure();
        }
        bytesUsed += delta;
    }

    /** Takes one name of the quota, and what it costs in memory. */
    void chargeEntry(long nodeBytes) {
        if (entriesUsed >= limits.maxEntries()) {
            throw Errno.NOSPC.failure();
        }
        chargeNodes(nodeBytes);
        entriesUsed++;
    }

    /** Gives one name back; what it took of memory is another matter. */
    void releaseEntry() {
        entriesUsed--;
    }

    /** What a name of the guest's making costs in memory. */
    static long entryBytes(int pathBytes) {
        return ENTRY_BYTES + (long) BYTES_PER_PATH_BYTE * pathBytes;
    }

    /** Takes memory for what the guest makes. */
    void chargeNodes(long bytes) {
        if (!takeNodes(bytes)) {
            throw Errno.NOSPC.failure();
        }
    }

    /** Takes memory for what a mount has and the guest looked at. */
    void chargeLoaded(long bytes) {
        if (!takeNodes(bytes)) {
            throw Errno.NOMEM.failure();
        }
    }

    /** Takes memory or, with a negative number, gives it back; a longer path that was there before the run is no credit. */
    private boolean takeNodes(long bytes) {
        if (bytes > 0 && bytes > limits.maxNodeBytes() - nodesUsed) {
            return false;
        }
        releaseNodes(-bytes);
        return true;
    }

    void releaseNodes(long bytes) {
        nodesUsed = Math.max(0, nodesUsed - bytes);
    }

    long nodesUsed() {
        return nodesUsed;
    }

    /** Takes host memory for written contents; false if there is not enough of it left. */
    boolean chargeMemory(long delta) {
        if (delta > 0 && delta > limits.maxMemoryBytes() - memoryUsed) {
            return false;
        }
        memoryUsed += delta;
        return true;
    }

    /** With scratch space at hand, one large file must not drive all others out of memory. */
    long maxMemoryPerFile() {
        return scratch == NoScratch.INSTANCE
                ? limits.maxMemoryBytes()
                : limits.maxMemoryBytes() / MEMORY_SHARE;
    }

    long memoryUsed() {
        return memoryUsed;
    }

    ScratchFile createScratchFile() throws IOException {
        ScratchFile file = scratch.create();
        scratchFiles.add(file);
        return file;
    }

    void discard(ScratchFile file) {
        if (scratchFiles.remove(file)) {
            file.close();
        }
    }

    void close() {
        scratchFiles.forEach(ScratchFile::close);
        scratchFiles.clear();
    }
}
