package dev.wasmsandbox.core.session;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.checkpoint.SavedWorkspace;
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
            SavedWorkspace.copy(storage, from, to, now);
            for (RuntimeType runtime : RuntimeType.values()) {
                copyInterpreter(storage, from, to, runtime);
            }
            complete = true;
        } finally {
            if (!complete) {
                storage.delete(to);
            }
        }
    }

    private static void copyInterpreter(
            StorageAdapter storage, String from, String to, RuntimeType runtime) {
        Optional<InputStream> saved = storage.openState(from, runtime);
        if (saved.isEmpty()) {
            return;
        }
        try (InputStream in = saved.get();
                IncomingContent content = IncomingContent.of(in, storage)) {
            storage.saveState(to, runtime, content.content());
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read the interpreter of session " + from + ": " + e.getMessage(), e);
        }
    }
}
