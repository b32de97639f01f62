package dev.wasmsandbox;

import dev.wasmsandbox.core.MemoryWorkspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps sessions in memory, for as long as the adapter itself is there. Made for tests and for programs that throw each
 * session away: opening and committing a small workspace takes about a microsecond.
 */
public final class MemoryStorageAdapter implements StorageAdapter {
    private final ConcurrentMap<String, MemoryWorkspace> sessions = new ConcurrentHashMap<>();

    /** Creates an adapter without sessions. */
    public MemoryStorageAdapter() {}

    @Override
    public boolean create(SessionMetadata metadata) {
        return sessions.putIfAbsent(metadata.sessionId(), new MemoryWorkspace(metadata)) == null;
    }

    @Override
    public boolean exists(String sessionId) {
        return sessions.containsKey(sessionId);
    }

    @Override
    public boolean delete(String sessionId) {
        return sessions.remove(sessionId) != null;
    }

    @Override
    public List<String> sessions() {
        return sessions.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<SessionMetadata> metadata(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId)).map(MemoryWorkspace::metadata);
    }

    @Override
    public WorkspaceSnapshot open(String sessionId) {
        return session(sessionId).snapshot();
    }

    @Override
    public List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) {
        return session(sessionId).commit(changes, updatedAt);
    }

    private MemoryWorkspace session(String sessionId) {
        MemoryWorkspace session = sessions.get(sessionId);
        if (session == null) {
            throw new StorageException(
                    ErrorCode.SESSION_NOT_FOUND, "there is no session " + sessionId);
        }
        return session;
    }
}
