package dev.wasmsandbox.core.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** When to try again to save an interpreter that could not be saved: at growing intervals. Thread-safe. */
final class SaveRetries {
    private static final Logger LOG = System.getLogger(LiveSession.class.getName());
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int MOST_DOUBLINGS = 20;

    private final AtomicInteger failures = new AtomicInteger();
    private volatile long nextNanos;

    /** It was saved. */
    void succeeded() {
        failures.set(0);
    }

    /** It could not be saved beside the runs. */
    void failed(String sessionId, Throwable failure) {
        int before = failures.getAndIncrement();
        nextNanos =
                System.nanoTime()
                        + Math.min(
                                LONGEST_PAUSE_NANOS,
                                SHORTEST_PAUSE_NANOS << Math.min(MOST_DOUBLINGS, before));
        LOG.log(
                before == 0 ? Level.WARNING : Level.DEBUG,
                "The interpreter of session "
                        + sessionId
                        + " could not be saved, and stays in memory; this is tried again.",
                failure);
    }

    /** Whether it is time to try. */
    boolean isTime() {
        return failures.get() == 0 || System.nanoTime() - nextNanos >= 0;
    }
}
