package dev.wasmsandbox.core.live;

import dev.wasmsandbox.engine.EngineException;
import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.GuestThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work on interpreters beside the runs: saving, giving up. It is carried out on guest threads, as runs are; where those are busy
 * for long, or this process runs no guests itself, on a guest thread of its own, so that nothing that must be saved waits for
 * somebody's endless run.
 *
 * <p>Thread-safe.
 */
final class Housekeeping {
    private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

    /** How long an errand waits for a guest thread before the one of housekeeping takes it. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final DelayQueue<Errand> ERRANDS = new DelayQueue<>();
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private Housekeeping() {}

    /** Carries out an errand soon. What it throws is logged. */
    static void carryOut(Runnable task) {
        boolean alone = !ExecutionEngine.isStarted();
        Errand errand = new Errand(task, System.nanoTime() + (alone ? 0 : PATIENCE_NANOS));
        add(errand);
        if (alone) {
            return;
        }
        try {
            ExecutionEngine.shared().threads().execute(errand::claim);
        } catch (EngineException e) {
            // Their queue is full: it waits for the thread of housekeeping alone.
        }
    }

    /** Carries out a short look at things after some time, on the thread of housekeeping. */
    static void later(long millis, Runnable look) {
        add(new Errand(look, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    private static void add(Errand errand) {
        ERRANDS.add(errand);
        if (!STARTED.getAndSet(true)) {
            GuestThreads.start("wasm-sandbox-housekeeping", Housekeeping::work);
        }
    }

    private static void work() {
        while (true) {
            try {
                ERRANDS.take().claim();
            } catch (InterruptedException e) {
                // Nobody of ours interrupts this thread, and it has work that others wait for: it
                // goes on.
            }
        }
    }

    /** Something to do that whoever comes first does. */
    private static final class Errand implements Delayed {
        private final Runnable task;
        private final long dueNanos;
        private final AtomicBoolean claimed = new AtomicBoolean();

        Errand(Runnable task, long dueNanos) {
            this.task = task;
            this.dueNanos = dueNanos;
        }

        void claim() {
            if (claimed.getAndSet(true)) {
                return;
            }
            try {
                task.run();
            } catch (Throwable failure) {
                // A thread root: the next errand is not to suffer from it.
                LOG.log(Level.ERROR, "Housekeeping of live interpreters failed.", failure);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(dueNanos - ((Errand) other).dueNanos);
        }
    }
}
