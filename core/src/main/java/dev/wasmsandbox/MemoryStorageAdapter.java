package dev.wasmsandbox;

import dev.wasmsandbox.core.storage.FreeInterpreterLease;
import dev.wasmsandbox.core.storage.MemoryCheckpoints;
import dev.wasmsandbox.core.storage.MemoryWorkspace;
import dev.wasmsandbox.core.text.CheckpointNames;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps sessions in memory, for as long as the adapter itself is there. Made for tests and for programs that throw each
 * session away: opening a workspace and committing a small change takes about a microsecond, however many files there are.
 */
public final class MemoryStorageAdapter implements StorageAdapter {
    /** What is kept with a session goes with this object, whoever still writes to it. */
    private record Session(MemoryWorkspace workspace, MemoryCheckpoints checkpoints) {}

    private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

    /** Creates an adapter without sessions. */
    public MemoryStorageAdapter() {}

    @Override
    public boolean create(SessionMetadata metadata) {
        Session fresh = new Session(new MemoryWorkspace(metadata), new MemoryCheckpoints());
        return sessions.putIfAbsent(metadata.sessionId(), fresh) == null;
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
        return Optional.ofNullable(sessions.get(sessionId))
                .map(session -> session.workspace.metadata());
    }

    @Override
    public WorkspaceSnapshot open(String sessionId) {
        return session(sessionId).workspace.snapshot();
    }

    @Override
    public List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) {
        return session(sessionId).workspace.commit(changes, updatedAt);
    }

    @Override
    public Optional<InterpreterLease> leaseInterpreter(
            String sessionId, RuntimeType runtime, Duration patience) {
        Session session = session(sessionId);
        return Optional.of(new FreeInterpreterLease(() -> session.equals(sessions.get(sessionId))));
    }

    @Override
    public List<StoredCheckpoint> checkpoints(String sessionId) {
        return session(sessionId).checkpoints.list();
    }

    @Override
    public Optional<InputStream> openCheckpoint(String sessionId, String name) {
        return session(sessionId).checkpoints.open(CheckpointNames.check(name));
    }

    @Override
    public void saveCheckpoint(
            String sessionId,
            String name,
            String contentHash,
            WorkspaceChange.FileContent content) {
        String checked = CheckpointNames.check(name);
        String hash = CheckpointNames.checkHash(contentHash);
        try {
            session(sessionId).checkpoints.save(checked, hash, content);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read checkpoint " + name + " of session " + sessionId, e);
        }
    }

    @Override
    public boolean deleteCheckpoint(String sessionId, String name) {
        return session(sessionId).checkpoints.delete(CheckpointNames.check(name));
    }

    @Override
    public void copy(String from, String to, Instant updatedAt) {
        session(to).workspace.copyOf(session(from).workspace, updatedAt);
    }

    private Session session(String sessionId) {
        Session session = sessions.get(sessionId);
        if (session == null) {
            throw new StorageException(
                    ErrorCode.SESSION_NOT_FOUND, "there is no session " + sessionId);
        }
        return session;
    }
}
