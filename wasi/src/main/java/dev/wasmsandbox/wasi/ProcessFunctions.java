package dev.wasmsandbox.wasi;

import java.util.ArrayList;
import java.util.List;

/** Arguments, environment, clocks, randomness and the end of the program. */
final class ProcessFunctions {

    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int HIGHEST_SIGNAL = 30;

    /** How much text is encoded in the time of one step. */
    private static final int CHARACTERS_PER_STEP = 512;

    private final WasiPreview1 wasi;
    private final TransferBuffer buffer;

    ProcessFunctions(WasiPreview1 wasi, TransferBuffer buffer) {
        this.wasi = wasi;
        this.buffer = buffer;
    }

    void argsGet(GuestMemory memory, int pointers, int bytes) {
        writeStrings(memory, arguments(), pointers, bytes);
    }

    void argsSizesGet(GuestMemory memory, int count, int size) {
        writeSizes(memory, arguments(), count, size);
    }

    void environGet(GuestMemory memory, int pointers, int bytes) {
        writeStrings(memory, environment(), pointers, bytes);
    }

    void environSizesGet(GuestMemory memory, int count, int size) {
        writeSizes(memory, environment(), count, size);
    }

    void clockResolutionGet(GuestMemory memory, int clock, int result) {
        requireClock(clock);
        memory.setLong(result, Math.max(1, wasi.clocks().resolutionNanos()));
    }

    void clockTimeGet(GuestMemory memory, int clock, int result) {
        requireClock(clock);
        memory.setLong(result, time(clock));
    }

    /** Tells the time of a clock, rounded down to what the guest may see. */
    long time(int clock) {
        Clocks clocks = wasi.clocks();
        long nanos = clock == REALTIME ? clocks.realtimeNanos() : clocks.monotonicNanos();
        long resolution = Math.max(1, clocks.resolutionNanos());
        return Math.max(0, nanos - Math.floorMod(nanos, resolution));
    }

    /** The other two clocks count processor time, of which a guest has no own: unsupported, says the specification. */
    static void requireClock(int clock) {
        if (clock != REALTIME && clock != MONOTONIC) {
            throw Errno.INVAL.failure();
        }
    }

    /** A guest has no signals; tells the error for one that there is elsewhere, and for one that is nowhere. */
    static Errno raise(int signal) {
        return Integer.compareUnsigned(signal, HIGHEST_SIGNAL) > 0 ? Errno.INVAL : Errno.NOTSUP;
    }

    void randomGet(GuestMemory memory, int address, int length) {
        long total = Integer.toUnsignedLong(length);
        memory.check(address, total);
        byte[] bytes = buffer.atLeast(total);
        for (long done = 0; done < total; done += bytes.length) {
            int count = (int) Math.min(bytes.length, total - done);
            wasi.config().entropy().fill(bytes, 0, count);
            memory.write(GuestMemory.offset(address, done), bytes, 0, count);
            if (total > bytes.length) {
                wasi.clocks().checkInterrupted();
            }
        }
    }

    void yieldProcessor() {
        wasi.clocks().checkInterrupted();
    }

    // A program asks once, when it starts, so keeping the bytes would not pay.
    private List<byte[]> arguments() {
        List<byte[]> strings = new ArrayList<>();
        for (String argument : wasi.config().arguments()) {
            strings.add(encoded(argument));
        }
        return strings;
    }

    private List<byte[]> environment() {
        List<byte[]> variables = new ArrayList<>();
        wasi.config()
                .environment()
                .forEach((name, value) -> variables.add(encoded(name + "=" + value)));
        return variables;
    }

    private byte[] encoded(String string) {
        wasi.effort().steps(1 + string.length() / CHARACTERS_PER_STEP);
        return Names.encode(string);
    }

    private static void writeSizes(GuestMemory memory, List<byte[]> strings, int count, int size) {
        memory.check(count, Integer.BYTES);
        memory.check(size, Integer.BYTES);
        memory.setInt(count, strings.size());
        memory.setInt(size, Math.toIntExact(totalBytes(strings)));
    }

    private static void writeStrings(
            GuestMemory memory, List<byte[]> strings, int pointers, int bytes) {
        memory.check(pointers, (long) Integer.BYTES * strings.size());
        memory.check(bytes, totalBytes(strings));
        int pointer = pointers;
        int address = bytes;
        for (byte[] string : strings) {
            memory.setInt(pointer, address);
            memory.write(address, string, 0, string.length);
            memory.setByte(address + string.length, (byte) 0);
            pointer += Integer.BYTES;
            address += string.length + 1;
        }
    }

    private static long totalBytes(List<byte[]> strings) {
        long total = 0;
        for (byte[] string : strings) {
            total += string.length + 1L;
        }
        return total;
    }
}
