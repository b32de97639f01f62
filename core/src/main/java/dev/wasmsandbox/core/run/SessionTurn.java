package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The use of a session by one run, among sandboxes and processes.
 *
 * <p>If nobody else has the session it is taken at once, on the thread that asks; else a thread of its own waits, so that
 * neither a guest thread nor an asynchronous caller does. What the run needs besides is never waited for in the turn: whoever
 * has it may need the turn to give it up.
 */
public final class SessionTurn {
    private final @Nullable StorageAdapter storage;
    private final String sessionId;
    private final Duration patience;
    private final Admission admission;
    private @Nullable SessionLease lease;
    private @Nullable Thread waiting;
    private boolean givenUp;
    private boolean ended;

    private SessionTurn(
            @Nullable StorageAdapter storage,
            String sessionId,
            Duration patience,
            Admission admission) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.patience = patience;
        this.admission = admission;
    }

    /** Prepares to take a session. */
    public static SessionTurn of(
            StorageAdapter storage, String sessionId, Duration patience, Admission admission) {
        return new SessionTurn(storage, sessionId, patience, admission);
    }

    /** For work that does not touch the session. */
    public static SessionTurn none() {
        return new SessionTurn(null, "", Duration.ZERO, Admission.FREE);
    }

    /** Goes on when the session is taken, or tells why it cannot be. */
    public void take(Runnable taken, Consumer<SandboxException> failed) {
        StorageAdapter adapter = storage;
        if (adapter == null) {
            taken.run();
            return;
        }
        boolean ready;
        boolean had;
        try {
            had = lease(adapter, Duration.ZERO);
            ready = had && isReady();
        } catch (SandboxException e) {
            failed.accept(e);
            return;
        }
        if (ready) {
            taken.run();
        } else if (patience.isZero()) {
            failed.accept(busy(had));
        } else {
            Thread thread =
                    Thread.ofVirtual()
                            .name("wasm-sandbox-session")
                            .unstarted(() -> await(adapter, taken, failed));
            synchronized (this) {
                waiting = thread;
            }
            thread.start();
        }
    }

    private void await(StorageAdapter adapter, Runnable taken, Consumer<SandboxException> failed) {
        SandboxException refused;
        try {
            refused = await(adapter);
        } catch (SandboxException e) {
            refused = e;
        } finally {
            synchronized (this) {
                waiting = null;
                // Of no meaning to what follows.
                boolean _ = Thread.interrupted();
            }
        }
        if (refused == null) {
            taken.run();
        } else {
            failed.accept(refused);
        }
    }

    /** Waits for both, one after the other; who loses the one while he waits for the other begins again. */
    private @Nullable SandboxException await(StorageAdapter adapter) {
        long begin = System.nanoTime();
        Duration left = patience;
        do {
            if (isGivenUp() || !admission.await(left)) {
                return busy(true);
            }
            left = left(begin);
            if (isGivenUp() || !lease(adapter, left)) {
                return busy(false);
            }
            if (isReady()) {
                return null;
            }
            left = left(begin);
        } while (!left.isZero());
        return busy(true);
    }

    private Duration left(long begin) {
        Duration left = patience.minusNanos(System.nanoTime() - begin);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private synchronized boolean isGivenUp() {
        return givenUp;
    }

    /** Whether the task can begin; if not, the session is free again. */
    private boolean isReady() {
        boolean ready = false;
        try {
            ready = admission.ready();
            return ready;
        } finally {
            if (!ready) {
                release(false);
            }
        }
    }

    private boolean lease(StorageAdapter adapter, Duration time) {
        SessionLease taken = adapter.lease(sessionId, time).orElse(null);
        if (taken == null) {
            return false;
        }
        synchronized (this) {
            if (!ended) {
                lease = taken;
                return true;
            }
        }
        taken.close();
        return false;
    }

    /** Stops waiting. */
    public synchronized void giveUp() {
        givenUp = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** Gives the session free. */
    public void end() {
        release(true);
    }

    private void release(boolean forGood) {
        SessionLease taken;
        synchronized (this) {
            ended |= forGood;
            taken = lease;
            lease = null;
        }
        if (taken != null) {
            taken.close();
        }
    }

    private StorageException busy(boolean hadSession) {
        String who =
                hadSession
                        ? admission.refusal()
                        : "session " + sessionId + " is used by another sandbox or process";
        return new StorageException(
                ErrorCode.SESSION_BUSY,
                isGivenUp()
                        ? "the run was cancelled while it waited: " + who
                        : who
                                + ", and was not given free within "
                                + patience.toMillis()
                                + " ms; try again later, use another session, or allow more time with SandboxBuilder.sessionPatience");
    }
}
