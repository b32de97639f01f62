package dev.wasmsandbox.core.session;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import java.time.Duration;
import java.util.Optional;

/** Takes sessions for changes that the host makes, behind the runs that use them. */
final class HostTurns {
    private final StorageAdapter storage;
    private final Duration patience;

    /**
     * Takes sessions of a storage.
     *
     * @param patience how long to wait for one that somebody else uses
     */
    HostTurns(StorageAdapter storage, Duration patience) {
        this.storage = storage;
        this.patience = patience;
    }

    /** Waits for a session. */
    SessionLease take(String sessionId) {
        return storage.lease(sessionId, patience).orElseThrow(() -> busy(sessionId));
    }

    /** Takes a session if nobody uses it. */
    Optional<SessionLease> takeNow(String sessionId) {
        return storage.lease(sessionId, Duration.ZERO);
    }

    private StorageException busy(String sessionId) {
        return new StorageException(
                ErrorCode.SESSION_BUSY,
                "session "
                        + sessionId
                        + " is used by a sandbox or another process, and was not given free within "
                        + patience.toMillis()
                        + " ms; try again later, or allow more time with Sessions.withPatience");
    }
}
