package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.fuzz.wasi.ModelGuest.Check;
import dev.wasmsandbox.wasi.Errno;
import java.util.Arrays;
import java.util.List;

/** What the model does with arguments, clocks, randomness and waiting. */
final class ModelProcess {
    static final long RESOLUTION = 1_000;
    private static final int MAX_SUBSCRIPTIONS = 4096;
    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int WRITE = 2;

    private final ModelGuest guest;
    private final ModelMemory memory;

    ModelProcess(ModelGuest guest) {
        this.guest = guest;
        this.memory = guest.memory;
    }

    private static long total(List<byte[]> strings) {
        return strings.stream().mapToLong(string -> string.length + 1L).sum();
    }

    void sizes(List<byte[]> strings, int count, int size) {
        guest.check().range(count, 4).range(size, 4).require();
        memory.setInt(count, strings.size());
        memory.setInt(size, (int) total(strings));
    }

    void strings(List<byte[]> strings, int pointers, int bytes) {
        guest.check().range(pointers, 4L * strings.size()).range(bytes, total(strings)).require();
        int pointer = pointers;
        int address = bytes;
        for (byte[] string : strings) {
            memory.setInt(pointer, address);
            memory.write(address, Arrays.copyOf(string, string.length + 1));
            pointer += 4;
            address += string.length + 1;
        }
    }

    void clock(int clock, int result, boolean resolution) {
        Check check = guest.check().range(result, 8);
        check.when(clock != 0 && clock != 1, Errno.INVAL).require();
        memory.setLong(result, resolution ? RESOLUTION : guest.now);
    }

    /** Random numbers are all the same here: what counts is where they go. */
    void random(int address, int length) {
        guest.check().range(address, Integer.toUnsignedLong(length)).require();
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, RandomByte.VALUE);
        memory.write(address, bytes);
    }

    void socket(int fd, int flags, int known) {
        Check check = guest.check().when((flags & ~known) != 0, Errno.INVAL);
        check.descriptor(fd);
        check.require();
        throw new ModelError(Errno.NOTSOCK);
    }

    /** A subscription as it was when the call began. */
    private record Subscription(long userData, int type, int fd, long delay) {}

    void poll(int subscriptions, int events, int count, int result) {
        Check check = guest.check();
        boolean tooMany = count == 0 || Integer.compareUnsigned(count, MAX_SUBSCRIPTIONS) > 0;
        check.when(tooMany, Errno.INVAL);
        check.range(subscriptions, 48 * Integer.toUnsignedLong(count));
        check.range(events, 32 * Integer.toUnsignedLong(count)).range(result, 4);
        if (tooMany || !memory.holds(subscriptions, 48L * count)) {
            check.require();
        }
        Subscription[] all = new Subscription[count];
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            all[i] = subscription(check, subscriptions + 48 * i);
            earliest = Math.min(earliest, all[i].delay);
        }
        check.require();
        guest.slept += earliest;
        int ready = 0;
        for (Subscription subscription : all) {
            if (subscription.delay <= earliest) {
                event(events + 32 * ready++, subscription);
            }
        }
        memory.setInt(result, ready);
    }

    private Subscription subscription(Check check, int at) {
        int type = memory.byteAt(at + 8);
        check.when(type > WRITE, Errno.INVAL);
        long wait = 0;
        if (type == CLOCK) {
            int clock = memory.intAt(at + 16);
            int flags = memory.byteAt(at + 40) | memory.byteAt(at + 41) << 8;
            check.when((clock != 0 && clock != 1) || (flags & ~1) != 0, Errno.INVAL);
            long timeout = memory.longAt(at + 24);
            wait = timeout < 0 ? Long.MAX_VALUE : timeout;
            if (flags == 1 && wait != Long.MAX_VALUE) {
                wait = Math.max(0, wait - guest.now);
            }
        }
        return new Subscription(memory.longAt(at), type, memory.intAt(at + 16), wait);
    }

    private void event(int at, Subscription subscription) {
        int error = 0;
        long bytes = 0;
        int flags = 0;
        if (subscription.type != CLOCK) {
            ModelDescriptor descriptor = guest.descriptors.get(subscription.fd);
            long right = subscription.type == READ ? ModelRights.FD_READ : ModelRights.FD_WRITE;
            if (descriptor == null || !descriptor.has(right)) {
                error = Errno.BADF.code();
            } else {
                ModelNode file = subscription.type == READ ? descriptor.file() : null;
                bytes = file == null ? 1 : Math.max(0, file.size() - descriptor.position);
                flags = bytes == 0 ? 1 : 0;
            }
        }
        memory.setLong(at, subscription.userData);
        memory.setLong(at + 8, error | (long) subscription.type << 16);
        memory.setLong(at + 16, bytes);
        memory.setLong(at + 24, flags);
    }
}
