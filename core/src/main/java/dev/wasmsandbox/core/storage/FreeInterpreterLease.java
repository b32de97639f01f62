package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.InterpreterLease;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The lease of an interpreter that no other process can want.
 *
 * @param valid tells whether the session is still the one that it was taken for
 */
public record FreeInterpreterLease(BooleanSupplier valid) implements InterpreterLease {
    /** Takes the lease for a session as it is now, known by the time at which it was created. */
    public static FreeInterpreterLease of(StorageAdapter storage, String sessionId) {
        Optional<Instant> then = createdAt(storage, sessionId);
        return new FreeInterpreterLease(() -> {
            Optional<Instant> now = createdAt(storage, sessionId);
            return (now.isEmpty() || then.isEmpty()) ? storage.exists(sessionId) : now.equals(then);
        });
    }

    private static Optional<Instant> createdAt(StorageAdapter storage, String sessionId) {
        return storage.metadata(sessionId).map(SessionMetadata::createdAt);
    }

    @Override
    public boolean isWanted() {
        return false;
    }

    @Override
    public boolean isValid() {
        return valid.getAsBoolean();
    }

    @Override
    public void close() {
        // Nobody waits for it.
    }
}
