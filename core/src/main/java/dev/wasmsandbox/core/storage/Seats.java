package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.SessionLease;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets users of this process take sessions in turn, in the order in which they came.
 *
 * <p>Thread-safe; a seat may be left by another thread than took it.
 */
public final class Seats {
    private static final class Seat {
        private final Semaphore free = new Semaphore(1, true);
        private int users;
    }

    private final Map<String, Seat> seats = new HashMap<>();

    /** Creates seats that nobody has. */
    public Seats() {}

    /**
     * Takes a seat.
     *
     * @return empty if somebody else still has it after that time, or the thread was interrupted, which it stays
     */
    public Optional<SessionLease> take(String sessionId, Duration patience) {
        Seat seat;
        synchronized (seats) {
            seat = seats.computeIfAbsent(sessionId, _ -> new Seat());
            seat.users++;
        }
        boolean taken = false;
        try {
            taken =
                    patience.isZero()
                            // This form alone does not jump the queue.
                            ? !seat.free.hasQueuedThreads() && seat.free.tryAcquire()
                            : seat.free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!taken) {
                forget(sessionId, seat);
            }
        }
        if (!taken) {
            return Optional.empty();
        }
        AtomicBoolean left = new AtomicBoolean();
        return Optional.of(() -> {
            if (left.compareAndSet(false, true)) {
                seat.free.release();
                forget(sessionId, seat);
            }
        });
    }

    /** Tells whether somebody waits for a seat that is taken. */
    public boolean isWaitedFor(String sessionId) {
        synchronized (seats) {
            Seat seat = seats.get(sessionId);
            return seat != null && seat.free.hasQueuedThreads();
        }
    }

    private void forget(String sessionId, Seat seat) {
        synchronized (seats) {
            if (--seat.users == 0) {
                seats.remove(sessionId);
            }
        }
    }
}
