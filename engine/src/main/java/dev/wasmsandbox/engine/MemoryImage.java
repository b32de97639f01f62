package dev.wasmsandbox.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The linear memory of a guest that has booted: what every fresh instance of it starts from. Immutable, shared by all instances, and kept
 * until the process ends.
 *
 * <p>On Linux it is a sealed memory file, so that not even this process can change what live instances show: truncating or editing a plain
 * file would reach into them.
 *
 * <p>The file format (all numbers little-endian): the magic {@code WSBXIMG1}, u32 format version, u32 page size, u64 bytes of memory, u32
 * number of runs, u32 zero; then for each run of pages u32 first page and u32 number of pages; then, on the next page boundary, their
 * contents. Pages outside of the runs are zero.
 */
final class MemoryImage {
    private static final byte[] MAGIC = {'W', 'S', 'B', 'X', 'I', 'M', 'G', '1'};
    private static final int FORMAT = 1;
    private static final int HEADER_BYTES = 32;
    private static final int PAGE = NativeMemory.PAGE_BYTES;
    private static final long WASM_PAGE = 65536;
    private static final long MAX_BYTES = 256L << 20;
    private static final int MAX_RUNS = 1 << 16;

    private final long memoryBytes;
    private final PageRuns runs;
    private final long contents;
    private final int file;
    private final long view;

    private MemoryImage(long memoryBytes, PageRuns runs, long contents, int file, long view) {
        this.memoryBytes = memoryBytes;
        this.runs = runs;
        this.contents = contents;
        this.file = file;
        this.view = view;
    }

    /**
     * Reads an image.
     *
     * @param path a file that nobody else can change while it is read
     * @param mappable whether slots will map it (Linux), or only {@link #copyTo} is used
     * @throws EngineException when it cannot be read, or is no image of this format
     */
    static MemoryImage read(Path path, boolean mappable) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer header = readFully(channel, 0, HEADER_BYTES, path);
            byte[] magic = new byte[MAGIC.length];
            header.get(magic);
            int format = header.getInt();
            int pageSize = header.getInt();
            long memoryBytes = header.getLong();
            int runCount = header.getInt();
            if (!Arrays.equals(magic, MAGIC) || format != FORMAT || pageSize != PAGE) {
                throw damaged(path, "its header is not that of a memory image of format " + FORMAT);
            }
            if (memoryBytes <= 0
                    || memoryBytes % WASM_PAGE != 0
                    || memoryBytes > MAX_BYTES
                    || runCount < 0
                    || runCount > MAX_RUNS) {
                throw damaged(
                        path, memoryBytes + " bytes in " + runCount + " runs are out of range");
            }
            PageRuns runs =
                    parseRuns(
                            readFully(channel, HEADER_BYTES, runCount * 8, path),
                            runCount,
                            memoryBytes,
                            path);
            long start = pageCeiling(HEADER_BYTES + runCount * 8L);
            if (channel.size() != start + (long) runs.pages() * PAGE) {
                throw damaged(path, "it is " + channel.size() + " bytes long");
            }
            return mappable
                    ? sealed(channel, start, memoryBytes, runs, path)
                    : inHeapOfC(channel, start, memoryBytes, runs, path);
        } catch (IOException e) {
            throw new EngineException("cannot read the memory image " + path, e);
        }
    }

    private static MemoryImage sealed(
            FileChannel channel, long start, long memoryBytes, PageRuns runs, Path path)
            throws IOException {
        int file = NativeMemory.memoryFile("wasm-sandbox-image", memoryBytes);
        // Through the descriptor's path Java's channel copies within the kernel; a mapping would
        // fault on every page twice.
        try (FileChannel target =
                FileChannel.open(Path.of("/proc/self/fd/" + file), StandardOpenOption.WRITE)) {
            long at = start;
            for (int i = 0; i < runs.count(); i++) {
                channel.position(at);
                long left = runs.bytes(i);
                long to = runs.offset(i);
                while (left > 0) {
                    long moved = target.transferFrom(channel, to, left);
                    if (moved <= 0) {
                        throw damaged(path, "it ended early");
                    }
                    left -= moved;
                    to += moved;
                }
                at += runs.bytes(i);
            }
        }
        NativeMemory.seal(file);
        return new MemoryImage(
                memoryBytes, runs, 0, file, NativeMemory.mapShared(memoryBytes, file, false));
    }

    private static MemoryImage inHeapOfC(
            FileChannel channel, long start, long memoryBytes, PageRuns runs, Path path)
            throws IOException {
        long contents = NativeMemory.allocateForever((long) runs.pages() * PAGE);
        byte[] chunk = new byte[64 * 1024];
        long length = (long) runs.pages() * PAGE;
        for (long done = 0; done < length; ) {
            int wanted = (int) Math.min(chunk.length, length - done);
            readFully(channel, start + done, wanted, path).get(chunk, 0, wanted);
            NativeMemory.write(contents + done, chunk, 0, wanted);
            done += wanted;
        }
        return new MemoryImage(memoryBytes, runs, contents, -1, 0);
    }

    private static PageRuns parseRuns(ByteBuffer table, int count, long memoryBytes, Path path) {
        PageRuns runs = new PageRuns();
        long next = 0;
        for (int i = 0; i < count; i++) {
            long first = Integer.toUnsignedLong(table.getInt());
            long length = Integer.toUnsignedLong(table.getInt());
            if (first < next || length == 0 || (first + length) * PAGE > memoryBytes) {
                throw damaged(path, "run " + i + " of its page table is out of range");
            }
            runs.add((int) first, (int) length);
            next = first + length;
        }
        return runs;
    }

    private static ByteBuffer readFully(FileChannel channel, long offset, int bytes, Path path)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw damaged(path, "it ended early");
            }
        }
        return buffer.flip();
    }

    private static EngineException damaged(Path path, String why) {
        return new EngineException(
                "the memory image "
                        + path
                        + " is damaged: "
                        + why
                        + "; remove the file, it is made again");
    }

    private static long pageCeiling(long bytes) {
        return (bytes + PAGE - 1) / PAGE * PAGE;
    }

    /**
     * Writes the memory that begins at an address as an image.
     *
     * @param address the start of a live memory that does not change meanwhile
     */
    static void write(long address, long memoryBytes, Path target) {
        PageRuns runs = new PageRuns();
        for (long offset = 0; offset < memoryBytes; offset += PAGE) {
            if (!NativeMemory.isZero(address + offset, PAGE)) {
                runs.add((int) (offset / PAGE), 1);
            }
        }
        ByteBuffer head =
                ByteBuffer.allocate((int) pageCeiling(HEADER_BYTES + runs.count() * 8L))
                        .order(ByteOrder.LITTLE_ENDIAN);
        head.put(MAGIC).putInt(FORMAT).putInt(PAGE).putLong(memoryBytes);
        head.putInt(runs.count()).putInt(0);
        for (int i = 0; i < runs.count(); i++) {
            head.putInt(runs.start(i)).putInt(runs.length(i));
        }
        try (FileChannel channel =
                FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeFully(channel, head.rewind());
            byte[] page = new byte[PAGE];
            for (int i = 0; i < runs.count(); i++) {
                for (long at = 0; at < runs.bytes(i); at += PAGE) {
                    NativeMemory.read(address + runs.offset(i) + at, page, 0, PAGE);
                    writeFully(channel, ByteBuffer.wrap(page));
                }
            }
        } catch (IOException e) {
            throw new EngineException("cannot write the memory image " + target, e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            int ignored = channel.write(buffer);
        }
    }

    /** The size of the memory at start, in bytes; a multiple of 64 KiB. */
    long memoryBytes() {
        return memoryBytes;
    }

    /** How many bytes of it are in pages that are not all zero. */
    long contentBytes() {
        return (long) runs.pages() * PAGE;
    }

    /** The sealed memory file; only of a mappable image. */
    int file() {
        return file;
    }

    /** A read-only view of the whole memory; only of a mappable image. */
    long view() {
        return view;
    }

    /** Where the content of a page lies; 0 for one that is all zero because the image has nothing there. */
    long pageAddress(int page) {
        if ((page + 1L) * PAGE > memoryBytes) {
            return 0;
        }
        if (view != 0) {
            return view + (long) page * PAGE;
        }
        int run = runs.find(page);
        return run < 0 ? 0 : contents + (runs.before(run) + page - runs.start(run)) * PAGE;
    }

    /** Copies the image into fresh memory, which must be all zero and at least {@link #memoryBytes} long. */
    void copyTo(long address) {
        long from = contents;
        for (int i = 0; i < runs.count(); i++) {
            NativeMemory.copy(from, address + runs.offset(i), runs.bytes(i));
            from += runs.bytes(i);
        }
    }
}
