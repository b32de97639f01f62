package dev.wasmsandbox.core.sandbox;

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
 * neither a guest thread nor an asynchronous caller does.
 */
final class SessionTurn {
    private final @Nullable StorageAdapter storage;
    private final String sessionId;
    private final Duration patience;
    private @Nullable SessionLease lease;
    private @Nullable Thread waiting;
    private boolean givenUp;
    private boolean ended;

    private SessionTurn(@Nullable StorageAdapter storage, String sessionId, Duration patience) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.patience = patience;
    }

    /** Prepares to take a session. */
    static SessionTurn of(StorageAdapter storage, String sessionId, Duration patience) {
        return new SessionTurn(storage, sessionId, patience);
    }

    /** For work that does not touch the session. */
    static SessionTurn none() {
        return new SessionTurn(null, "", Duration.ZERO);
    }

    /** Goes on when the session is taken, or tells why it cannot be. */
    void take(Runnable taken, Consumer<SandboxException> failed) {
        StorageAdapter adapter = storage;
        if (adapter == null) {
            taken.run();
            return;
        }
        boolean taking;
        try {
            taking = take(adapter, Duration.ZERO);
        } catch (SandboxException e) {
            failed.accept(e);
            return;
        }
        if (taking) {
            taken.run();
        } else if (patience.isZero()) {
            failed.accept(busy());
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
        boolean taking;
        try {
            taking = !isGivenUp() && take(adapter, patience);
        } catch (SandboxException e) {
            failed.accept(e);
            return;
        } finally {
            synchronized (this) {
                waiting = null;
                // Of no meaning to what follows.
                boolean _ = Thread.interrupted();
            }
        }
        if (taking) {
            taken.run();
        } else {
            failed.accept(busy());
        }
    }

    private synchronized boolean isGivenUp() {
        return givenUp;
    }

    private boolean take(StorageAdapter adapter, Duration time) {
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
    synchronized void giveUp() {
        givenUp = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** Gives the session free. */
    void end() {
        SessionLease taken;
        synchronized (this) {
            ended = true;
            taken = lease;
            lease = null;
        }
        if (taken != null) {
            taken.close();
        }
    }

    private StorageException busy() {
        return new StorageException(
                ErrorCode.SESSION_BUSY,
                isGivenUp()
                        ? "the run was cancelled while it waited for session "
                                + sessionId
                                + ", which somebody else uses"
                        : "session "
                                + sessionId
                                + " is used by another sandbox or process, and was not given free within "
                                + patience.toMillis()
                                + " ms; try again later, use another session, or allow more time with SandboxBuilder.sessionPatience");
    }
}
