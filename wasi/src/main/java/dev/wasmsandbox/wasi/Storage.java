package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The accounts of one tree: quotas, memory, scratch files, inode numbers. */
final class Storage {

    private static final int MEMORY_SHARE = 4;

    private final TreeLimits limits;
    private final Scratch scratch;
    private final Set<ScratchFile> scratchFiles = new HashSet<>();
    private long bytesUsed;
    private long entriesUsed;
    private long memoryUsed;
    private long lastInode;

    Storage(TreeLimits limits, Scratch scratch) {
        this.limits = limits;
        this.scratch = scratch;
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

    void chargeEntry() {
        if (entriesUsed >= limits.maxEntries()) {
            throw Errno.NOSPC.failure();
        }
        entriesUsed++;
    }

    void releaseEntry() {
        entriesUsed--;
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
