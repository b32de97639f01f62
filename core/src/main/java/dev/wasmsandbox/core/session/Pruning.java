package dev.wasmsandbox.core.session;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.PruneResult;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One look at all sessions for those that nobody used. */
final class Pruning {
    private final StorageAdapter storage;
    private final HostTurns turns;
    private final Instant limit;
    private final boolean dryRun;
    private final List<String> deleted = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final Map<String, String> errors = new TreeMap<>();
    private long reclaimed;

    Pruning(
            StorageAdapter storage,
            HostTurns turns,
            Instant now,
            Duration olderThan,
            boolean dryRun) {
        this.storage = storage;
        this.turns = turns;
        this.limit = before(now, olderThan);
        this.dryRun = dryRun;
    }

    private static Instant before(Instant now, Duration time) {
        try {
            return now.minus(time);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MIN;
        }
    }

    PruneResult run() {
        for (String id : storage.sessions()) {
            try {
                look(id);
            } catch (SandboxException e) {
                if (e.code() == ErrorCode.SESSION_NOT_FOUND) {
                    // Somebody else deleted it meanwhile.
                    continue;
                }
                errors.put(id, String.valueOf(e.getMessage()));
            }
        }
        return new PruneResult(deleted, skipped, reclaimed, errors, dryRun);
    }

    private void look(String id) {
        Optional<SessionMetadata> metadata = storage.metadata(id);
        if (metadata.isEmpty()) {
            if (storage.exists(id)) {
                skipped.add(id);
            }
            return;
        }
        if (!isOld(metadata.get())) {
            return;
        }
        Optional<SessionLease> free = turns.takeNow(id);
        if (free.isEmpty()) {
            skipped.add(id);
            return;
        }
        try (SessionLease _ = free.get()) {
            // Whoever had the turn until now has used the session.
            if (storage.metadata(id).filter(this::isOld).isPresent()) {
                delete(id);
            }
        }
    }

    private boolean isOld(SessionMetadata metadata) {
        return metadata.updatedAt().isBefore(limit);
    }

    private void delete(String id) {
        long bytes = 0;
        try (WorkspaceSnapshot snapshot = storage.open(id)) {
            for (WorkspaceEntry entry : snapshot.entries()) {
                bytes += entry.size();
            }
        }
        if (dryRun || storage.delete(id)) {
            deleted.add(id);
            reclaimed += bytes;
        }
    }
}
