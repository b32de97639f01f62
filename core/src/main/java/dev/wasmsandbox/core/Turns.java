package dev.wasmsandbox.core;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets the runs of one session take turns, in the order in which they came, without a thread that waits.
 *
 * <p>Thread-safe.
 */
final class Turns {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean taken;

    /** Starts a turn now, or when those before it are over. Whoever starts must call {@link #leave} in the end. */
    void enter(Runnable start) {
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
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        taken = next != null;
        return next;
    }
}
