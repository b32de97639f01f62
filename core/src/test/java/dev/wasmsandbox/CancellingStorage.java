package dev.wasmsandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Cancels a run at the moment when its changes are being stored. */
final class CancellingStorage implements StorageAdapter {
    private final StorageAdapter storage = new MemoryStorageAdapter();
    private final CompletableFuture<CompletableFuture<SandboxResult>> run;

    CancellingStorage(CompletableFuture<CompletableFuture<SandboxResult>> run) {
        this.run = run;
    }

    @Override
    public List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) {
        run.join().cancel(true);
        return storage.commit(sessionId, changes, updatedAt);
    }

    @Override
    public boolean create(SessionMetadata metadata) {
        return storage.create(metadata);
    }

    @Override
    public boolean exists(String sessionId) {
        return storage.exists(sessionId);
    }

    @Override
    public boolean delete(String sessionId) {
        return storage.delete(sessionId);
    }

    @Override
    public List<String> sessions() {
        return storage.sessions();
    }

    @Override
    public Optional<SessionMetadata> metadata(String sessionId) {
        return storage.metadata(sessionId);
    }

    @Override
    public WorkspaceSnapshot open(String sessionId) {
        return storage.open(sessionId);
    }
}
