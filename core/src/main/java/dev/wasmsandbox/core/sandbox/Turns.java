package dev.wasmsandbox.core.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets the runs of one session take turns, in the order in which they came, without a thread that waits.
 *
 * <p>Thread-safe.
 */
final class Turns {
    private final int capacity;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean taken;

    /** Whether a thread starts turns. Those that end while they are started are left to it, or each would stand on the stack of the last one. */
    private boolean starting;

    private int endedMeanwhile;

    /**
     * Begins without anybody.
     *
     * @param capacity how many may wait
     */
    Turns(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Starts a turn now, or when those before it are over. Whoever starts must call {@link #leave} in the end.
     *
     * @return false if as many wait as may; nothing will be started then
     */
    boolean enter(Runnable start) {
        synchronized (this) {
            if (taken) {
                return waiting.size() < capacity && waiting.add(start);
            }
            taken = true;
        }
        start.run();
        return true;
    }

    /** Starts a turn when those before it are over, however many they are. */
    void enterLast(Runnable start) {
        synchronized (this) {
            if (taken) {
                waiting.add(start);
                return;
            }
            taken = true;
        }
        start.run();
    }

    /** Ends a turn, and starts the next one. */
    void leave() {
        synchronized (this) {
            if (starting) {
                endedMeanwhile++;
                return;
            }
            starting = true;
        }
        boolean more = true;
        while (more) {
            Runnable next;
            synchronized (this) {
                next = waiting.poll();
                taken = next != null;
            }
            if (next != null) {
                next.run();
            }
            synchronized (this) {
                more = endedMeanwhile > 0;
                if (more) {
                    endedMeanwhile--;
                } else {
                    starting = false;
                }
            }
        }
    }
}
