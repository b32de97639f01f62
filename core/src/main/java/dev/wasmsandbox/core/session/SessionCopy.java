package dev.wasmsandbox.core.session;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.core.storage.SpillOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** Copies all that is kept of a session into a new one. */
final class SessionCopy {
    private SessionCopy() {}

    /** Makes the copy, all of it or none. */
    static void make(StorageAdapter storage, String from, String to, Instant now) {
        storage.open(from).close();
        if (!storage.create(SessionMetadata.createdAt(to, now))) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "there is a session "
                            + to
                            + " already; copy to another id, or delete it first");
        }
        boolean complete = false;
        try {
            storage.copy(from, to, now);
            for (StoredCheckpoint kept : storage.checkpoints(from)) {
                copy(storage, from, to, kept);
            }
            complete = true;
        } finally {
            if (!complete) {
                storage.delete(to);
            }
        }
    }

    /** Copies a checkpoint, also of those that the library keeps for itself. */
    private static void copy(
            StorageAdapter storage, String from, String to, StoredCheckpoint kept) {
        Optional<InputStream> saved = storage.openCheckpoint(from, kept.name());
        if (saved.isEmpty()) {
            return;
        }
        try (InputStream in = saved.get();
                SpillOutput bytes = new SpillOutput(storage)) {
            in.transferTo(bytes);
            storage.saveCheckpoint(to, kept.name(), kept.contentHash(), bytes.content());
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read checkpoint "
                            + kept.name()
                            + " of session "
                            + from
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
