package dev.wasmsandbox.core.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether the interpreter of a session is awake in this process, whether somebody works with it, and when somebody last did: what
 * {@link LivePool} goes by when it chooses who falls asleep. It knows nothing of what the interpreter is, see {@link
 * PersistentState}.
 *
 * <p>Locks are waited for in this order, each only by a thread that has none of those after it:
 *
 * <ol>
 *   <li>the turn of the session, {@code StorageAdapter.lease};
 *   <li>the lock of whoever works with the interpreter, here. A thread that has it takes turn and lock of another session too only
 *       where it waits for nobody: with a turn that is free at once, for a fork that nobody knows yet, or by {@link #cleanUpIfFree};
 *   <li>the lock of {@link LiveSessions};
 *   <li>the monitors of {@link Ownership} and of {@link LiveUsers}, never both at once;
 *   <li>the lock of {@link LivePool}.
 * </ol>
 *
 * <p>Storages, guests and loggers are called with the first two at most.
 *
 * <p>Thread-safe.
 */
final class Activation {
    private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Ownership ownership;

    /** Held by whoever works with what is in memory. He has the session's turn as well, unless the session is gone. */
    private final ReentrantLock inUse = new ReentrantLock();

    private volatile boolean served;
    private volatile long ownedSinceNanos;
    private volatile long lastUseNanos;

    /**
     * Begins asleep.
     *
     * @param source what takes the right to have the interpreter awake
     * @param awake hears when it is taken, and {@code asleep} when it is not held any more, in order; must not wait for anybody
     */
    Activation(Ownership.Source source, Runnable awake, Runnable asleep) {
        this.ownership =
                new Ownership(
                        source,
                        () -> {
                            taken();
                            awake.run();
                        },
                        asleep);
    }

    private void taken() {
        served = false;
        ownedSinceNanos = System.nanoTime();
        lastUseNanos = ownedSinceNanos;
    }

    /** Wakes it up for this process, see {@link Ownership#take}. */
    boolean take(Duration patience) {
        return ownership.take(patience);
    }

    /** Lets others have it, if it is awake here. */
    void giveUp() {
        ownership.giveUp();
    }

    /** Whether this process owns the interpreter. */
    boolean isAwake() {
        return ownership.isHeld();
    }

    /** Whether it is awake and not this process's any more, because the session was deleted. */
    boolean isLost() {
        return ownership.isLost();
    }

    /** Whether another process waits for it. */
    boolean isWanted() {
        return ownership.isWanted();
    }

    /** Whether it was taken for a run that has not begun, and is not to be given up before. */
    boolean isNewlyAwake() {
        return !served && System.nanoTime() - ownedSinceNanos < LONGEST_START_NANOS;
    }

    /** Whether somebody works with what is in memory. */
    boolean isAtWork() {
        return inUse.isLocked();
    }

    /** Whether this thread does. */
    boolean isAtWorkHere() {
        return inUse.isHeldByCurrentThread();
    }

    /** How long nobody has worked with it. */
    long idleNanos() {
        return isAtWork() ? 0 : System.nanoTime() - lastUseNanos;
    }

    /** Begins work, in the session's turn and on the thread that is to {@link #end} it. */
    void begin() {
        inUse.lock();
        served = true;
    }

    /** Ends work that this thread began. */
    void end() {
        lastUseNanos = System.nanoTime();
        inUse.unlock();
    }

    /** Cleans up when nobody is at work. That does not count as work. */
    void cleanUp(Runnable task) {
        inUse.lock();
        try {
            task.run();
        } finally {
            inUse.unlock();
        }
    }

    /** Cleans up unless somebody is at work. */
    void cleanUpIfFree(Runnable task) {
        if (inUse.tryLock()) {
            try {
                task.run();
            } finally {
                inUse.unlock();
            }
        }
    }
}
