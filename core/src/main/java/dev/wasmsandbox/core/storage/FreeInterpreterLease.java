package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.InterpreterLease;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import java.time.Instant;
import java.util.Optional;

/** The lease of an interpreter that no other process can want. Knows its session by the time at which that was created. */
public final class FreeInterpreterLease implements InterpreterLease {
    private final StorageAdapter storage;
    private final String sessionId;
    private final Optional<Instant> createdAt;

    /** Takes the lease for the session as it is now. */
    public FreeInterpreterLease(StorageAdapter storage, String sessionId) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.createdAt = storage.metadata(sessionId).map(SessionMetadata::createdAt);
    }

    @Override
    public boolean isWanted() {
        return false;
    }

    @Override
    public boolean isValid() {
        Optional<Instant> now = storage.metadata(sessionId).map(SessionMetadata::createdAt);
        if (now.isEmpty() || createdAt.isEmpty()) {
            return storage.exists(sessionId);
        }
        return now.equals(createdAt);
    }

    @Override
    public void close() {
        // Nobody waits for it.
    }
}
