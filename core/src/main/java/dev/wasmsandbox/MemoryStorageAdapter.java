package dev.wasmsandbox;

import dev.wasmsandbox.core.storage.MemoryWorkspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
    private record StateKey(String sessionId, RuntimeType runtime) {}

    private final ConcurrentMap<String, MemoryWorkspace> sessions = new ConcurrentHashMap<>();
    private final ConcurrentMap<StateKey, byte[]> states = new ConcurrentHashMap<>();

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
        for (RuntimeType runtime : RuntimeType.values()) {
            states.remove(new StateKey(sessionId, runtime));
        }
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

    @Override
    public Optional<InputStream> openState(String sessionId, RuntimeType runtime) {
        return Optional.ofNullable(states.get(new StateKey(sessionId, runtime)))
                .map(ByteArrayInputStream::new);
    }

    @Override
    public void saveState(
            String sessionId, RuntimeType runtime, WorkspaceChange.FileContent content) {
        MemoryWorkspace _ = session(sessionId);
        try (InputStream in = content.open()) {
            states.put(new StateKey(sessionId, runtime), in.readAllBytes());
        } catch (IOException e) {
            throw new StorageException("cannot read the interpreter of session " + sessionId, e);
        }
    }

    @Override
    public boolean deleteState(String sessionId, RuntimeType runtime) {
        return states.remove(new StateKey(sessionId, runtime)) != null;
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
