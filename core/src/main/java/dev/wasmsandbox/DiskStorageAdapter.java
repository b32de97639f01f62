package dev.wasmsandbox;

import dev.wasmsandbox.core.disk.DiskSessions;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps each session as a folder of plain files below one root.
 *
 * <p>A file is replaced at one stroke, by renaming. What the host puts into a workspace and is neither a plain file nor
 * a folder (links, devices, names that cannot be decoded) is neither shown to the guest nor touched. Links that a guest
 * makes are noted in {@code .metadata.json} and not made on the host. What was committed survives the end of the
 * process; whether that of the machine, too, is a matter of {@link Durability}.
 *
 * <p>Checkpoints are files {@code .state/<session>/<name>}: the bytes of the checkpoint, and behind them 40 more, {@code
 * WSBXHASH} and its content hash.
 *
 * <p>Sandboxes of several processes may use the same root, one session taking turns, and an interpreter that lives on moves from
 * one to the other. Their locks are files in the folders {@code .locks}, {@code .awake-python} and {@code .awake-javascript} of
 * the root, which must be on a file system that has locks. An interpreter that is awake takes a file handle for its lock.
 */
public final class DiskStorageAdapter implements StorageAdapter {
    private final DiskSessions sessions;

    /**
     * Creates an adapter with its sessions below a root, which is created when it is first needed. What it stores
     * survives the end of the process.
     */
    public DiskStorageAdapter(Path root) {
        this(root, Durability.PROCESS);
    }

    /** Creates an adapter with its sessions below a root, which is created when it is first needed. */
    public DiskStorageAdapter(Path root, Durability durability) {
        sessions =
                new DiskSessions(
                        root.toAbsolutePath().normalize(), durability == Durability.MACHINE);
    }

    /** Returns the folder in which the sessions' folders are. */
    public Path root() {
        return sessions.root();
    }

    @Override
    public boolean create(SessionMetadata metadata) {
        return sessions.create(metadata);
    }

    @Override
    public boolean exists(String sessionId) {
        return sessions.exists(sessionId);
    }

    @Override
    public boolean delete(String sessionId) {
        return sessions.delete(sessionId);
    }

    @Override
    public List<String> sessions() {
        return sessions.list();
    }

    @Override
    public Optional<SessionMetadata> metadata(String sessionId) {
        return sessions.metadata(sessionId);
    }

    @Override
    public WorkspaceSnapshot open(String sessionId) {
        return sessions.open(sessionId);
    }

    @Override
    public List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) {
        return sessions.commit(sessionId, changes, updatedAt);
    }

    @Override
    public Optional<SessionLease> lease(String sessionId, Duration patience) {
        return sessions.lease(sessionId, patience);
    }

    @Override
    public Optional<InterpreterLease> leaseInterpreter(
            String sessionId, RuntimeType runtime, Duration patience) {
        return sessions.leaseInterpreter(sessionId, runtime, patience);
    }

    @Override
    public List<StoredCheckpoint> checkpoints(String sessionId) {
        return sessions.checkpoints(sessionId);
    }

    @Override
    public Optional<InputStream> openCheckpoint(String sessionId, String name) {
        return sessions.openCheckpoint(sessionId, name);
    }

    @Override
    public void saveCheckpoint(
            String sessionId,
            String name,
            String contentHash,
            WorkspaceChange.FileContent content) {
        sessions.saveCheckpoint(sessionId, name, contentHash, content);
    }

    @Override
    public boolean deleteCheckpoint(String sessionId, String name) {
        return sessions.deleteCheckpoint(sessionId, name);
    }

    @Override
    public Optional<Path> localPath(String sessionId) {
        return Optional.of(sessions.path(sessionId));
    }

    /**
     * Returns the folder beside the workspaces for contents that are not yet in their place. It is on the workspaces'
     * file system, and what is forgotten there is removed after a day.
     */
    public Path stagingPath() {
        return sessions.stagingPath();
    }
}
