package dev.wasmsandbox.core.live;

import dev.wasmsandbox.InterpreterLease;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.run.Admission;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The right of this process to have one interpreter awake, which all who use that here share. Thread-safe. */
final class Ownership {
    /** What takes the right from the storage. */
    @FunctionalInterface
    interface Source {
        @Nullable InterpreterLease lease(Duration patience);
    }

    private final Source source;
    private final Runnable taken;
    private final Runnable givenUp;
    private @Nullable InterpreterLease lease;
    private boolean taking;

    /**
     * Begins without the right.
     *
     * @param taken hears when it is taken, and {@code givenUp} when it is not held any more, in order; must not wait for anybody
     */
    Ownership(Source source, Runnable taken, Runnable givenUp) {
        this.source = source;
        this.taken = taken;
        this.givenUp = givenUp;
    }

    private synchronized @Nullable InterpreterLease lease() {
        return lease;
    }

    boolean isHeld() {
        return lease() != null;
    }

    /** Whether another process waits for it. */
    boolean isWanted() {
        InterpreterLease held = lease();
        return held != null && held.isWanted();
    }

    /** Whether it is held and worth nothing any more, because the session was deleted. */
    boolean isLost() {
        InterpreterLease held = lease();
        return held != null && !held.isValid();
    }

    /**
     * Takes it, unless it is held already; waits together with whoever takes it for this process at the moment. See {@link
     * Admission} for when to wait.
     *
     * @return whether it is held now; if not, time is over, or the thread was interrupted, which it stays
     * @throws StorageException if it cannot be taken for another reason
     */
    boolean take(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        if (!mayTake(end)) {
            return isHeld();
        }
        InterpreterLease had = null;
        try {
            had = source.lease(patience.isZero() ? patience : left(end));
        } finally {
            synchronized (this) {
                taking = false;
                lease = had;
                if (had != null) {
                    taken.run();
                }
                notifyAll();
            }
        }
        return had != null;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Whether this thread is to take it, and not somebody else. */
    private synchronized boolean mayTake(long end) {
        while (lease == null && taking) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        taking = lease == null;
        return taking;
    }

    /** Gives it up, if it is held. */
    void giveUp() {
        InterpreterLease held;
        synchronized (this) {
            held = lease;
            lease = null;
            if (held != null) {
                givenUp.run();
            }
        }
        if (held != null) {
            held.close();
        }
    }
}
