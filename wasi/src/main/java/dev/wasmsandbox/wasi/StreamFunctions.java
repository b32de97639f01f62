package dev.wasmsandbox.wasi;

import java.io.IOException;

/**
 * Reading and writing. Bytes go through one buffer of fixed size, so that lengths of the guest's choice cost the host no
 * memory; all vectors are checked before the first byte moves.
 */
final class StreamFunctions {

    private static final int VECTOR_BYTES = 8;

    /** The usual IOV_MAX: without it a guest could keep the host busy with empty vectors. */
    private static final int MAX_VECTORS = 1024;

    /** How many vectors are checked in the time of one step. */
    private static final int VECTORS_PER_STEP = 8;

    private final WasiPreview1 wasi;
    private final DescriptorTable table;
    private final TransferBuffer buffer;
    private final Runnable pause;

    /** Address and length of each vector of the present call: what is read may lie over where they came from. */
    private int[] taken = new int[2 * 8];

    StreamFunctions(WasiPreview1 wasi, TransferBuffer buffer) {
        this.wasi = wasi;
        this.table = wasi.descriptors();
        this.buffer = buffer;
        this.pause = () -> wasi.clocks().checkInterrupted();
    }

    void read(GuestMemory memory, int fd, int vectors, int count, int result) throws IOException {
        Descriptor descriptor = readable(fd);
        long wanted = takeVectors(memory, vectors, count, result);
        if (descriptor instanceof OpenFile open) {
            int done = readFile(memory, open.file(), open.position(), count, wanted);
            open.setPosition(open.position() + done);
            memory.setInt(result, done);
        } else {
            memory.setInt(result, readStream(memory, count));
        }
    }

    void readAt(GuestMemory memory, int fd, int vectors, int count, long position, int result)
            throws IOException {
        if (!(readable(fd) instanceof OpenFile open)) {
            throw Errno.SPIPE.failure();
        }
        open.require(Rights.FD_SEEK);
        if (position < 0) {
            throw Errno.INVAL.failure();
        }
        long wanted = takeVectors(memory, vectors, count, result);
        memory.setInt(result, readFile(memory, open.file(), position, count, wanted));
    }

    void write(GuestMemory memory, int fd, int vectors, int count, int result) throws IOException {
        Descriptor descriptor = writable(fd);
        long wanted = takeVectors(memory, vectors, count, result);
        if (descriptor instanceof OpenFile open) {
            long position = open.appends() ? open.file().size() : open.position();
            int done = writeFile(memory, open.file(), position, count, wanted);
            open.setPosition(position + done);
            memory.setInt(result, done);
        } else if (descriptor instanceof OpenStream stream) {
            memory.setInt(result, writeStream(memory, wasi.sink(stream), count));
        }
    }

    void writeAt(GuestMemory memory, int fd, int vectors, int count, long position, int result)
            throws IOException {
        if (!(writable(fd) instanceof OpenFile open)) {
            throw Errno.SPIPE.failure();
        }
        open.require(Rights.FD_SEEK);
        if (position < 0) {
            throw Errno.INVAL.failure();
        }
        long wanted = takeVectors(memory, vectors, count, result);
        // As in Linux and Wasmtime, appending goes before the position asked for.
        long start = open.appends() ? open.file().size() : position;
        memory.setInt(result, writeFile(memory, open.file(), start, count, wanted));
    }

    private Descriptor readable(int fd) {
        Descriptor descriptor = table.get(fd);
        if (!descriptor.has(Rights.FD_READ)) {
            throw Errno.BADF.failure();
        }
        return descriptor;
    }

    private Descriptor writable(int fd) {
        Descriptor descriptor = table.get(fd);
        if (!descriptor.has(Rights.FD_WRITE)) {
            throw Errno.BADF.failure();
        }
        return descriptor;
    }

    /** Takes the vectors over, checks where they lie and point to, and tells the sum of their lengths. */
    private long takeVectors(GuestMemory memory, int vectors, int count, int result) {
        if (Integer.compareUnsigned(count, MAX_VECTORS) > 0) {
            throw Errno.INVAL.failure();
        }
        memory.check(vectors, (long) VECTOR_BYTES * count);
        memory.check(result, Integer.BYTES);
        if (taken.length < 2 * count) {
            taken = new int[2 * count];
        }
        wasi.effort().steps(count / VECTORS_PER_STEP);
        long total = 0;
        for (int i = 0; i < count; i++) {
            taken[2 * i] = memory.intAt(vectors + VECTOR_BYTES * i);
            taken[2 * i + 1] = memory.intAt(vectors + VECTOR_BYTES * i + Integer.BYTES);
            memory.check(address(i), length(i));
            total += length(i);
        }
        if (total > Integer.MAX_VALUE) {
            // POSIX: more than ssize_t can tell, and that has 32 bits here.
            throw Errno.INVAL.failure();
        }
        return total;
    }

    private int address(int index) {
        return taken[2 * index];
    }

    private long length(int index) {
        return Integer.toUnsignedLong(taken[2 * index + 1]);
    }

    private int readFile(GuestMemory memory, RegularFile file, long start, int count, long wanted)
            throws IOException {
        file.prepare(pause);
        byte[] bytes = buffer.atLeast(Math.min(wanted, Math.max(0, file.size() - start)));
        int done = 0;
        for (int i = 0; i < count; i++) {
            int address = address(i);
            long length = length(i);
            for (long part = 0; part < length; ) {
                int piece = (int) Math.min(bytes.length, length - part);
                int got = readPiece(file, start + done, bytes, piece, done);
                if (got == 0) {
                    return done;
                }
                memory.write(GuestMemory.offset(address, part), bytes, 0, got);
                part += got;
                done += got;
                pause(wanted);
            }
        }
        return done;
    }

    private static int readPiece(
            RegularFile file, long position, byte[] bytes, int length, int done)
            throws IOException {
        try {
            return file.read(position, bytes, 0, length);
        } catch (IOException e) {
            if (done > 0) {
                return 0;
            }
            throw e;
        }
    }

    /** Fills the first vector that has room, with what one read of the source gives. */
    private int readStream(GuestMemory memory, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            long length = length(i);
            if (length > 0) {
                byte[] bytes = buffer.atLeast(length);
                int room = (int) Math.min(bytes.length, length);
                int got = Math.clamp(wasi.config().standardInput().read(bytes, 0, room), 0, room);
                memory.write(address(i), bytes, 0, got);
                return got;
            }
        }
        return 0;
    }

    private int writeFile(GuestMemory memory, RegularFile file, long start, int count, long wanted)
            throws IOException {
        file.prepare(pause);
        byte[] bytes = buffer.atLeast(wanted);
        long now = wasi.now();
        int done = 0;
        for (int i = 0; i < count; i++) {
            int address = address(i);
            long length = length(i);
            for (long part = 0; part < length; ) {
                int piece = (int) Math.min(bytes.length, length - part);
                memory.read(GuestMemory.offset(address, part), bytes, 0, piece);
                int put = writePiece(file, start + done, bytes, piece, done, now);
                part += put;
                done += put;
                if (put < piece) {
                    return done;
                }
                pause(wanted);
            }
        }
        return done;
    }

    /** Like a disk that gets full: what fits is written, and only a write of nothing at all fails. */
    private static int writePiece(
            RegularFile file, long position, byte[] bytes, int length, int done, long now)
            throws IOException {
        try {
            return file.write(position, bytes, 0, length, now);
        } catch (IOException | WasiFailure e) {
            if (done > 0) {
                return 0;
            }
            throw e;
        }
    }

    private int writeStream(GuestMemory memory, OutputSink sink, int count) {
        int done = 0;
        for (int i = 0; i < count; i++) {
            int address = address(i);
            long length = length(i);
            byte[] bytes = buffer.atLeast(length);
            for (long part = 0; part < length && !sink.full(); ) {
                int piece = (int) Math.min(bytes.length, length - part);
                memory.read(GuestMemory.offset(address, part), bytes, 0, piece);
                sink.write(bytes, 0, piece);
                part += piece;
                pause(length);
            }
            done += (int) length;
        }
        return done;
    }

    private void pause(long wanted) {
        if (wanted > TransferBuffer.MAX_BYTES) {
            wasi.clocks().checkInterrupted();
        }
    }
}
