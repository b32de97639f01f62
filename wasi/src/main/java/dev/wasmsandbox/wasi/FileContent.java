package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that was written to: pages in memory over an immutable base, until they take too much of it; then
 * all bytes move to a scratch file. Holes take no space.
 *
 * <p>A page that exists holds all that its range has, zeros beyond its array included; a page that doesn't exist shows
 * the base up to {@code baseLimit} and zeros behind. Nothing beyond {@code size} is kept.
 */
final class FileContent implements Blob {

    static final int PAGE_BYTES = 1 << 16;

    private static final int LEAST_PAGE_BYTES = 256;

    private final Storage storage;
    private final Map<Long, byte[]> pages = new HashMap<>();
    private Blob base;
    private long baseLimit;
    private long size;
    private long memory;
    private @Nullable ScratchFile spilled;

    FileContent(Storage storage, Blob base, long keep) {
        this.storage = storage;
        this.base = base;
        this.baseLimit = Math.min(base.size(), keep);
        this.size = baseLimit;
    }

    @Override
    public long size() {
        return size;
    }

    Blob snapshot() {
        return spilled == null ? this : spilled;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Blob.checkRange(position, length, size);
        if (spilled != null) {
            spilled.read(position, target, offset, length);
            return;
        }
        for (int done = 0; done < length; ) {
            long at = position + done;
            int inPage = (int) (at % PAGE_BYTES);
            int count = Math.min(length - done, PAGE_BYTES - inPage);
            byte[] page = pages.get(at / PAGE_BYTES);
            if (page == null) {
                readBase(at, target, offset + done, count);
            } else {
                int there = Math.clamp(page.length - inPage, 0, count);
                System.arraycopy(page, Math.min(inPage, page.length), target, offset + done, there);
                Arrays.fill(target, offset + done + there, offset + done + count, (byte) 0);
            }
            done += count;
        }
    }

    /** Writes bytes; the quota was charged before. */
    void write(long position, byte[] source, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            long at = position + done;
            int inPage = (int) (at % PAGE_BYTES);
            int count = Math.min(length - done, PAGE_BYTES - inPage);
            byte[] page = spilled == null ? writablePage(at / PAGE_BYTES, inPage, count) : null;
            if (page == null) {
                count = length - done;
                writeScratch(at, source, offset + done, count);
            } else {
                System.arraycopy(source, offset + done, page, inPage, count);
            }
            done += count;
            size = Math.max(size, at + count);
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
        } else if (newSize < size) {
            pages.entrySet().removeIf(page -> cut(page, newSize));
            baseLimit = Math.min(baseLimit, newSize);
        }
        size = newSize;
    }

    /** Gives memory and scratch space back. */
    void discard() {
        dropPages();
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
            addMemory(-bytes.length);
            return true;
        }
        if (start + bytes.length > newSize) {
            Arrays.fill(bytes, (int) (newSize - start), bytes.length, (byte) 0);
        }
        return false;
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
        int oldLength = page == null ? 0 : page.length;
        int length =
                Math.clamp(
                        Integer.highestOneBit(
                                        Math.max(Math.max(needed, fromBase), LEAST_PAGE_BYTES) - 1)
                                * 2L,
                        LEAST_PAGE_BYTES,
                        PAGE_BYTES);
        if (memory + length - oldLength > storage.maxMemoryPerFile()
                || !storage.chargeMemory(length - oldLength)) {
            spill();
            return null;
        }
        memory += length - oldLength;
        byte[] larger = new byte[length];
        if (page != null) {
            System.arraycopy(page, 0, larger, 0, oldLength);
        } else if (fromBase > 0 && !(inPage == 0 && count >= fromBase)) {
            readBaseOrReturnMemory(start, larger, fromBase);
        }
        pages.put(number, larger);
        return larger;
    }

    private void readBaseOrReturnMemory(long start, byte[] target, int length) throws IOException {
        try {
            base.read(start, target, 0, length);
        } catch (IOException e) {
            addMemory(-target.length);
            throw e;
        }
    }

    private void writeScratch(long position, byte[] source, int offset, int length) {
        try {
            if (spilled != null) {
                spilled.write(position, source, offset, length);
            }
        } catch (IOException e) {
            throw Errno.NOSPC.failure();
        }
    }

    private void spill() throws IOException {
        ScratchFile file;
        try {
            file = storage.createScratchFile();
        } catch (IOException e) {
            throw Errno.NOSPC.failure();
        }
        try {
            copyTo(file);
        } catch (IOException | RuntimeException e) {
            storage.discard(file);
            throw e;
        }
        spilled = file;
        dropPages();
        base = Blob.of(new byte[0]);
        baseLimit = 0;
    }

    private void copyTo(ScratchFile file) throws IOException {
        byte[] piece = new byte[PAGE_BYTES];
        try {
            file.resize(size);
        } catch (IOException e) {
            throw Errno.NOSPC.failure();
        }
        for (long start = 0; start < size; start += PAGE_BYTES) {
            if (start < baseLimit || pages.containsKey(start / PAGE_BYTES)) {
                int length = (int) Math.min(PAGE_BYTES, size - start);
                read(start, piece, 0, length);
                try {
                    file.write(start, piece, 0, length);
                } catch (IOException e) {
                    throw Errno.NOSPC.failure();
                }
            }
        }
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
