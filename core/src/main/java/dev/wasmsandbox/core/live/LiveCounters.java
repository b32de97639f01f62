package dev.wasmsandbox.core.live;

import java.util.concurrent.atomic.LongAdder;

/** What happened to the interpreters of a pool. Thread-safe. */
public final class LiveCounters {
    private final LongAdder restored = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private final LongAdder saved = new LongAdder();
    private final LongAdder savedBytes = new LongAdder();

    /** Begins at zero. */
    LiveCounters() {}

    void countRestored() {
        restored.increment();
    }

    void countEvicted() {
        evicted.increment();
    }

    void countSaved(long bytes) {
        saved.increment();
        savedBytes.add(bytes);
    }

    /** How often one was read from the storage. */
    public long restored() {
        return restored.sum();
    }

    /** How often one was put to sleep that somebody still had open. */
    public long evicted() {
        return evicted.sum();
    }

    /** How often one was written to the storage. */
    public long saved() {
        return saved.sum();
    }

    /** How many bytes that took together. */
    public long savedBytes() {
        return savedBytes.sum();
    }
}
