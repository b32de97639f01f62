package dev.wasmsandbox.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run be stopped, from outside or by its time limit; also while the guest sleeps.
 *
 * <p>{@link #cancel} may be called from any thread and at any time, also before the run begins; everything else belongs to the run's thread.
 * For one run only.
 */
public final class RunControl {
    private static final long NO_DEADLINE = Long.MAX_VALUE;

    private volatile boolean cancelled;
    private volatile @Nullable Thread runner;
    private volatile Runnable cancelAction = () -> {};
    private long startNanos;
    private long limitNanos = NO_DEADLINE;

    /** A control that nobody has used. */
    public RunControl() {}

    /** Stops the run as soon as it looks up: within about a millisecond. */
    public void cancel() {
        cancelled = true;
        Thread thread = runner;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
        cancelAction.run();
    }

    /**
     * Names what else is to be done when {@link #cancel} is called, by the thread that calls it: for a run whose guest is not in this process.
     * It is done at once if that has happened already. It may be done twice.
     */
    public void onCancel(Runnable action) {
        cancelAction = action;
        if (cancelled) {
            action.run();
        }
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    void begin(@Nullable Duration timeLimit) {
        startNanos = System.nanoTime();
        limitNanos = timeLimit == null ? NO_DEADLINE : saturatedNanos(timeLimit);
        runner = Thread.currentThread();
    }

    void end() {
        runner = null;
    }

    boolean timedOut() {
        return limitNanos != NO_DEADLINE && System.nanoTime() - startNanos >= limitNanos;
    }

    boolean shouldStop() {
        return cancelled || timedOut();
    }

    /** Sleeps; false when the run shall stop instead. */
    boolean sleep(long nanos) {
        long begin = System.nanoTime();
        while (!shouldStop()) {
            long now = System.nanoTime();
            long left = nanos - (now - begin);
            if (left <= 0) {
                return true;
            }
            long untilLimit =
                    limitNanos == NO_DEADLINE ? Long.MAX_VALUE : limitNanos - (now - startNanos);
            LockSupport.parkNanos(this, Math.min(left, untilLimit));
        }
        return false;
    }

    private static long saturatedNanos(Duration limit) {
        return limit.compareTo(Duration.ofDays(36_500)) > 0 ? NO_DEADLINE : limit.toNanos();
    }
}
