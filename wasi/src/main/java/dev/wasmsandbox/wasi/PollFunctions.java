package dev.wasmsandbox.wasi;

/**
 * {@code poll_oneoff}: files and streams are always ready, and without any of them the call sleeps once, until the first
 * of its clocks.
 */
final class PollFunctions {

    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int EVENT_BYTES = 32;

    /** More than any program has descriptors; without a bound one call could keep the host busy for seconds. */
    private static final int MAX_SUBSCRIPTIONS = 4096;

    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;
    private static final int ABSOLUTE = 1;
    private static final int HANGUP = 1;

    private final WasiPreview1 wasi;
    private final DescriptorTable table;
    private final ProcessFunctions process;

    PollFunctions(WasiPreview1 wasi, ProcessFunctions process) {
        this.wasi = wasi;
        this.table = wasi.descriptors();
        this.process = process;
    }

    void poll(GuestMemory memory, int subscriptions, int events, int count, int result) {
        if (count == 0 || Integer.compareUnsigned(count, MAX_SUBSCRIPTIONS) > 0) {
            throw Errno.INVAL.failure();
        }
        memory.check(subscriptions, (long) SUBSCRIPTION_BYTES * count);
        memory.check(events, (long) EVENT_BYTES * count);
        memory.check(result, Integer.BYTES);
        wasi.effort().steps(count);
        // Taken over first: the events may be written over the subscriptions.
        long[] userData = new long[count];
        int[] types = new int[count];
        long[] values = new long[count];
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            int at = subscriptions + SUBSCRIPTION_BYTES * i;
            userData[i] = memory.longAt(at);
            types[i] = memory.byteAt(at + 8) & 0xff;
            values[i] = types[i] == CLOCK ? waitNanos(memory, at + 16) : memory.intAt(at + 16);
            if (types[i] > FD_WRITE) {
                throw Errno.INVAL.failure();
            }
            earliest = Math.min(earliest, types[i] == CLOCK ? values[i] : 0);
        }
        if (earliest > 0) {
            wasi.clocks().sleep(earliest);
        } else {
            wasi.clocks().checkInterrupted();
        }
        int ready = 0;
        for (int i = 0; i < count; i++) {
            if (types[i] != CLOCK || values[i] <= earliest) {
                writeEvent(
                        memory,
                        events + EVENT_BYTES * ready,
                        userData[i],
                        types[i],
                        (int) values[i]);
                ready++;
            }
        }
        memory.setInt(result, ready);
    }

    /** Tells how long a clock subscription still has to wait. */
    private long waitNanos(GuestMemory memory, int at) {
        int clock = memory.intAt(at);
        long timeout = memory.longAt(at + 8);
        int flags = memory.shortAt(at + 24);
        if ((clock != 0 && clock != 1) || (flags & ~ABSOLUTE) != 0) {
            throw Errno.INVAL.failure();
        }
        // An unsigned number beyond the signed ones is centuries away: as good as for ever.
        long wait = timeout < 0 ? Long.MAX_VALUE : timeout;
        if ((flags & ABSOLUTE) != 0 && wait != Long.MAX_VALUE) {
            wait = Math.max(0, wait - process.time(clock));
        }
        return wait;
    }

    private void writeEvent(GuestMemory memory, int at, long userData, int type, int fd) {
        Errno error = Errno.SUCCESS;
        long bytes = 0;
        int flags = 0;
        if (type != CLOCK) {
            try {
                Descriptor descriptor = table.get(fd);
                bytes = readyBytes(descriptor, type);
                flags = bytes == 0 ? HANGUP : 0;
            } catch (WasiFailure e) {
                error = e.errno();
            }
        }
        memory.setLong(at, userData);
        memory.setLong(at + 8, error.code() | (long) type << 16);
        memory.setLong(at + 16, bytes);
        memory.setLong(at + 24, flags);
    }

    private static long readyBytes(Descriptor descriptor, int type) {
        if (!descriptor.has(type == FD_READ ? Rights.FD_READ : Rights.FD_WRITE)) {
            throw Errno.BADF.failure();
        }
        if (type == FD_READ && descriptor instanceof OpenFile open) {
            return Math.max(0, open.file().size() - open.position());
        }
        return 1;
    }
}
