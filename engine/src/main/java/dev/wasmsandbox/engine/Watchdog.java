package dev.wasmsandbox.engine;

import java.lang.System.Logger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after each guest that runs, once a millisecond: whether its time is over, or somebody cancelled it.
 *
 * <p>One daemon thread. It sleeps while no guest runs, and goes on for a moment after the last one, because waking it costs more than a
 * short run.
 */
final class Watchdog {
    /** The granularity of time limits and cancellation. */
    static final long TICK_NANOS = 1_000_000;

    private static final int IDLE_TICKS = 50;

    private static final Logger LOG = System.getLogger(Watchdog.class.getName());

    private final Set<Watched> running = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean asleep;

    /** Something that runs. */
    @FunctionalInterface
    interface Watched {
        /** A millisecond or more has passed since it began, or since the last look. By the watchdog's thread. */
        void look();
    }

    Watchdog() {
        this.thread = new Thread(this::work, "wasm-sandbox-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** A guest begins to run. */
    void enter(Watched guest) {
        running.add(guest);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /** A guest has ended. A look at it may still be under way. */
    void leave(Watched guest) {
        running.remove(guest);
    }

    private void work() {
        int idle = 0;
        while (true) {
            if (!running.isEmpty()) {
                idle = 0;
                running.forEach(Watchdog::look);
            } else if (++idle > IDLE_TICKS) {
                sleepUntilNeeded();
                idle = 0;
            }
            LockSupport.parkNanos(this, TICK_NANOS);
        }
    }

    /** Whatever goes wrong, the next look comes: without them no time limit would hold any more. */
    private static void look(Watched guest) {
        try {
            guest.look();
        } catch (Throwable failure) {
            Failures.log(LOG, "A look at a running guest failed.", failure);
        }
    }

    private void sleepUntilNeeded() {
        asleep = true;
        // Asked again after the flag is up: who entered before it saw nothing to wake.
        while (running.isEmpty()) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
