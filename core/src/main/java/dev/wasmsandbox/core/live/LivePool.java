package dev.wasmsandbox.core.live;

import dev.wasmsandbox.SandboxEvent.SessionEvicted.Reason;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.run.Admission;
import dev.wasmsandbox.core.run.RunThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The interpreters that are awake, at most so many and so large ones, and what becomes of them when nobody runs them. What runs is
 * never put to sleep: so there may be more of them than the limit by as many as there are guest threads.
 *
 * <p>Thread-safe; its own lock is never held while anybody else is called.
 */
public final class LivePool {
    /** How often it looks who else wants one of them, and who is idle. */
    private static final long LOOK_MILLIS = 250;

    /** How long it waits for the turn of a session that somebody else wants; it tries again after that. */
    private static final Duration HAND_OVER_PATIENCE = Duration.ofSeconds(1);

    private static final LivePool SHARED = new LivePool(LiveLimits.ofProperties(), _ -> {});

    private final LiveLimits limits;
    private final Consumer<String> asleep;
    private final LiveCounters counters = new LiveCounters();

    /** With what each takes. The one that was used longest ago first. */
    private final Map<LiveSession, Long> awake = new LinkedHashMap<>();

    /** Those of them that are being put to sleep. */
    private final Set<LiveSession> leaving = new HashSet<>();

    /** What those take that are not leaving. */
    private long stayingBytes;

    private boolean looking;

    /**
     * Begins with none.
     *
     * @param asleep hears the id of a session that fell asleep, on the thread of housekeeping; must not wait for anybody
     */
    public LivePool(LiveLimits limits, Consumer<String> asleep) {
        this.limits = limits;
        this.asleep = asleep;
    }

    /** The pool of all sandboxes that have no other one. */
    public static LivePool shared() {
        return SHARED;
    }

    /** What happened to its interpreters. */
    public LiveCounters counters() {
        return counters;
    }

    /** How many are awake. */
    public int size() {
        synchronized (awake) {
            return awake.size();
        }
    }

    /** What they take together, about. */
    public long bytes() {
        synchronized (awake) {
            return awake.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** How many are at work. */
    public int atWork() {
        synchronized (awake) {
            return (int)
                    awake.keySet().stream()
                            .filter(session -> session.activation().isAtWork())
                            .count();
        }
    }

    /** A session woke up. */
    void entered(LiveSession session) {
        synchronized (awake) {
            awake.put(session, 0L);
            if (looking) {
                return;
            }
            looking = true;
        }
        Housekeeping.later(LOOK_MILLIS, this::look);
    }

    /** A session fell asleep. */
    void left(LiveSession session) {
        synchronized (awake) {
            Long bytes = awake.remove(session);
            if (bytes != null && !leaving.contains(session)) {
                stayingBytes -= bytes;
            }
        }
        // Not here, where the caller has locks.
        Housekeeping.later(0, () -> asleep.accept(session.key().sessionId()));
    }

    /** A run of a session ended; this is its turn still, and a thread for it. */
    void ranIn(LiveSession session) {
        makeRoom(session);
        if (session.activation().isWanted()) {
            sleepNow(session, Reason.WANTED);
        } else if (isOver()) {
            // Nobody else can go: it is too large by itself, or all others are at work.
            sleepNow(session, Reason.LIMIT);
        }
    }

    /** Somebody worked with a session, which takes so many bytes now. */
    void used(LiveSession session, long bytes) {
        synchronized (awake) {
            Long before = awake.remove(session);
            if (before != null) {
                awake.put(session, bytes);
                stayingBytes += leaving.contains(session) ? 0 : bytes - before;
            }
        }
    }

    private void sleepNow(LiveSession session, Reason reason) {
        try {
            session.sleep(reason);
        } catch (StorageException e) {
            session.retries().failed(session.key().sessionId(), e);
        }
    }

    /**
     * Puts those to sleep that were used longest ago until the limits hold, as far as they can go at once. A thread that
     * carries out no runs leaves that to one that does.
     *
     * @param except who stays
     */
    void makeRoom(LiveSession except) {
        if (!RunThread.isHere()) {
            if (isOver()) {
                Housekeeping.carryOut(() -> makeRoom(except));
            }
            return;
        }
        Set<LiveSession> staying = new HashSet<>();
        staying.add(except);
        while (true) {
            LiveSession oldest = nextToGo(staying);
            if (oldest == null) {
                return;
            }
            staying.add(oldest);
            Throwable failure =
                    LiveTurns.tryNow(
                            oldest, new StillOwned(oldest), () -> oldest.sleep(Reason.LIMIT));
            left(oldest, failure);
        }
    }

    private boolean isOver() {
        synchronized (awake) {
            return awake.size() - leaving.size() > limits.sessions()
                    || stayingBytes > limits.bytes();
        }
    }

    private @Nullable LiveSession nextToGo(Set<LiveSession> staying) {
        synchronized (awake) {
            if (!isOver()) {
                return null;
            }
            for (LiveSession session : awake.keySet()) {
                if (!staying.contains(session)
                        && !leaving.contains(session)
                        && !session.activation().isAtWork()
                        && !session.activation().isNewlyAwake()
                        && session.retries().isTime()) {
                    leaves(session);
                    return session;
                }
            }
            return null;
        }
    }

    /** Notes that a session is being put to sleep; called with the lock. */
    private boolean leaves(LiveSession session) {
        Long bytes = awake.get(session);
        if (bytes == null || !leaving.add(session)) {
            return false;
        }
        stayingBytes -= bytes;
        return true;
    }

    private void look() {
        List<LiveSession> now;
        synchronized (awake) {
            now = new ArrayList<>(awake.keySet());
            looking = !now.isEmpty();
        }
        for (LiveSession session : now) {
            if (session.activation().isWanted() && !session.activation().isNewlyAwake()) {
                putToSleep(session, HAND_OVER_PATIENCE, Reason.WANTED);
            } else if (session.retries().isTime()
                    && (session.users().isEmpty()
                            // Its last user could not save it.
                            || session.activation().idleNanos() > limits.idle().toNanos())) {
                putToSleep(session, Duration.ZERO, Reason.IDLE);
            }
        }
        if (!now.isEmpty()) {
            Housekeeping.later(LOOK_MILLIS, this::look);
        }
    }

    /** Saves an interpreter and gives it up, unless that is being done already. */
    private void putToSleep(LiveSession session, Duration patience, Reason reason) {
        synchronized (awake) {
            if (!leaves(session)) {
                return;
            }
        }
        CompletableFuture<Void> _ =
                LiveTurns.carryOut(
                                session,
                                patience,
                                new StillOwned(session),
                                () -> session.sleep(reason))
                        .whenComplete((_, failure) -> left(session, failure));
    }

    private void left(LiveSession session, @Nullable Throwable failure) {
        synchronized (awake) {
            Long stays = awake.get(session);
            if (leaving.remove(session) && stays != null) {
                stayingBytes += stays;
            }
        }
        if (failure instanceof SandboxException known) {
            switch (known.code()) {
                case SESSION_NOT_FOUND -> session.abandon();
                case SESSION_BUSY -> {
                    // Who uses it gives it up then, or it is tried again.
                }
                default -> session.retries().failed(session.key().sessionId(), failure);
            }
        } else if (failure != null) {
            session.retries().failed(session.key().sessionId(), failure);
        }
        LiveSessions.forgetUnused(session);
    }

    /** Of a session that is not owned any more nothing is to be saved. */
    private record StillOwned(LiveSession session) implements Admission {
        @Override
        public boolean ready() {
            return session.stillOwns();
        }

        @Override
        public boolean await(Duration patience) {
            return session.activation().isAwake();
        }

        @Override
        public String refusal() {
            return "the interpreter of the session is not awake here any more";
        }
    }
}
