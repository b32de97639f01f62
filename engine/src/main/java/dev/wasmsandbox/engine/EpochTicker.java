package dev.wasmsandbox.engine;

import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Moves the engine's epoch on while guests run, so that each of them looks up every millisecond whether it shall stop.
 *
 * <p>One daemon thread. It sleeps while no guest runs, and goes on ticking for a moment after the last one, because waking it costs more than
 * a short run.
 */
final class EpochTicker {
    /** The granularity of time limits and cancellation. */
    static final long TICK_NANOS = 1_000_000;

    private static final int IDLE_TICKS = 50;

    private static final Logger LOG = System.getLogger(EpochTicker.class.getName());

    private final Runnable tick;
    private final AtomicInteger running = new AtomicInteger();
    private final Thread thread;
    private volatile boolean asleep;

    EpochTicker(Runnable tick) {
        this.tick = tick;
        this.thread = new Thread(this::work, "wasm-sandbox-ticker");
        thread.setDaemon(true);
        thread.start();
    }

    /** A guest begins to run. */
    void enter() {
        running.incrementAndGet();
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /** A guest has ended. */
    void leave() {
        running.decrementAndGet();
    }

    private void work() {
        int idle = 0;
        while (true) {
            if (running.get() > 0) {
                idle = 0;
                tick();
            } else if (++idle > IDLE_TICKS) {
                sleepUntilNeeded();
                idle = 0;
            }
            LockSupport.parkNanos(this, TICK_NANOS);
        }
    }

    /** Whatever goes wrong, the next tick comes: without them no time limit would hold any more. */
    private void tick() {
        try {
            tick.run();
        } catch (Throwable failure) {
            Failures.log(LOG, "A tick of the engine's clock failed.", failure);
        }
    }

    private void sleepUntilNeeded() {
        asleep = true;
        // Asked again after the flag is up: who entered before it saw nothing to wake.
        while (running.get() == 0) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
