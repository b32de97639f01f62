package dev.wasmsandbox.wasi;

import java.time.Duration;
import java.time.Instant;

/** {@link Clocks} over the Java runtime. */
final class SystemClocks implements Clocks {

    static final SystemClocks INSTANCE = new SystemClocks();

    private SystemClocks() {}

    @Override
    public long realtimeNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public void sleep(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            // The flag stays set: whoever interrupted the thread looks at it again further up.
            Thread.currentThread().interrupt();
            throw RunInterrupted.INSTANCE;
        }
    }

    @Override
    public void checkInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw RunInterrupted.INSTANCE;
        }
    }
}
