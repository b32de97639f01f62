package dev.wasmsandbox.core.process;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a worker that goes on when it should have stopped: whoever waits for it, or writes to it, comes free by that.
 *
 * <p>Time counts only while the host waits for the worker, or for it to read what is written to it. While the host itself is at work, for
 * instance in an output listener, the worker can do nothing but wait. Thread-safe.
 */
final class Watch implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Runnable end;
    private final long graceNanos;
    private @Nullable Long stopAt;
    private long waitingSince = System.nanoTime();
    private boolean waiting = true;
    private long writingSince;
    private int writers;
    private boolean closed;
    private boolean fired;

    /**
     * Begins to watch; nothing happens before {@link #stopBy}.
     *
     * @param end ends the worker
     * @param grace how long the worker may take to stop by itself
     */
    Watch(Runnable end, Duration grace) {
        this.end = end;
        this.graceNanos = grace.toNanos();
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock =
                new ScheduledThreadPoolExecutor(
                        1,
                        task ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("wasm-sandbox-worker-watch")
                                        .unstarted(task));
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** Tells that the worker is to stop by itself after a time at the latest; the earliest such call counts. */
    synchronized void stopBy(Duration fromNow) {
        long now = System.nanoTime();
        // A century at most, so that times can be compared.
        long nanos =
                Math.min(fromNow.toSeconds(), 36_500L * 86_400) * 1_000_000_000L
                        + fromNow.toNanosPart();
        Long known = stopAt;
        if (known == null || now + nanos - known < 0) {
            stopAt = now + nanos;
            schedule(nanos + graceNanos);
        }
    }

    /** Tells that the host waits for the worker now. */
    synchronized void waiting() {
        waiting = true;
        waitingSince = System.nanoTime();
    }

    /** Tells that the worker has been heard of, and waits for the host. */
    synchronized void serving() {
        waiting = false;
    }

    /** Tells that a thread of the host begins to write to the worker, which may not read. */
    synchronized void writing() {
        writingSince = System.nanoTime();
        writers++;
    }

    /** Tells that what the thread wrote has been taken. */
    synchronized void written() {
        writers--;
    }

    /** Whether it was this that ended the worker. */
    synchronized boolean hasFired() {
        return fired;
    }

    private void schedule(long nanos) {
        var _ = CLOCK.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        synchronized (this) {
            Long stop = stopAt;
            if (closed || stop == null) {
                return;
            }
            long now = System.nanoTime();
            long begin = waiting ? waitingSince : writingSince;
            long since = begin - stop > 0 ? begin : stop;
            long left = waiting || writers > 0 ? since + graceNanos - now : graceNanos;
            if (left > 0) {
                schedule(left);
                return;
            }
            fired = true;
        }
        end.run();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
