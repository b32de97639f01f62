package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.MemoryFault;

/**
 * Asks the program of one instance where it is, by a word in its memory that it looks at in each loop and call anyway. It answers by {@code
 * host.position}. For the thread that runs the instance, but for {@link #isDue} and {@link #ask}.
 */
final class PositionProbe {
    /** Of a guest that cannot be asked. */
    static final int NO_BEACON = 0;

    private final LinearMemory memory;
    private final int beacon;
    private final PositionLog log = new PositionLog();

    /**
     * Asks the program in a memory.
     *
     * @param beacon the address of the guest's beacon, or {@link #NO_BEACON}
     */
    PositionProbe(LinearMemory memory, int beacon) {
        this.memory = memory;
        this.beacon = beacon;
    }

    PositionLog log() {
        return log;
    }

    /** A millisecond has passed; true when it is time to ask the program. By any thread. */
    boolean isDue() {
        return beacon != NO_BEACON && log.tick();
    }

    /**
     * Asks the program. By any thread, as long as the instance is open.
     *
     * <p>SECURITY: a forged beacon names any word of the guest's own memory, and spoils that.
     */
    void ask() {
        try {
            int word = memory.sharedIntAt(beacon);
            memory.setSharedBits(word, memory.sharedIntAt(beacon + Integer.BYTES));
        } catch (MemoryFault _) {
            // No guest of ours; so it is not asked.
        }
    }

    /** Takes what the program tells. */
    int told(int address, int length, long fuelConsumed) {
        if (length < 0 || length > PositionTrace.LONGEST_POSITION) {
            return 0;
        }
        try {
            memory.check(address, length);
            byte[] position = new byte[length];
            memory.read(address, position, 0, length);
            return log.add(fuelConsumed, position);
        } catch (MemoryFault _) {
            return 0;
        }
    }
}
