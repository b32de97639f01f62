package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InterpreterLease;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.text.CheckpointNames;
import dev.wasmsandbox.core.text.SessionIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The folders of all sessions below one root. */
public final class DiskSessions {
    /** No session can have this name, since ids do not begin with a dot. */
    private static final String STAGING = ".staging";

    /** Where {@link RunLogs} keeps what sessions printed. */
    static final String LOGS = ".logs";

    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final Duration REMAINS_PATIENCE = Duration.ofSeconds(10);

    private final Path root;
    private final boolean durable;
    private final AtomicBoolean swept = new AtomicBoolean();
    private @Nullable DiskLocks locks;

    /**
     * Names the root, which need not be there yet.
     *
     * @param durable whether what is stored must be on the disk before a commit is done
     */
    public DiskSessions(Path root, boolean durable) {
        this.root = root;
        this.durable = durable;
    }

    /** Returns the folder of the sessions' folders. */
    public Path root() {
        return root;
    }

    /** Returns the folder of a session. */
    public Path path(String sessionId) {
        return root.resolve(SessionIds.check(sessionId, true));
    }

    /** Returns the folder beside the workspaces. */
    public Path stagingPath() {
        return root.resolve(STAGING);
    }

    /** Creates a session. */
    public boolean create(SessionMetadata metadata) {
        String id = SessionIds.check(metadata.sessionId(), true);
        try {
            Files.createDirectories(stagingPath());
            sweepOnce();
            removeRemains(id);
            try {
                Files.createDirectory(path(id));
            } catch (FileAlreadyExistsException e) {
                if (!exists(id)) {
                    throw new StorageException(
                            "session " + id + " cannot be created: " + path(id) + " is no folder",
                            e);
                }
                return false;
            }
            try (DiskWorkspace workspace = workspace(id)) {
                workspace.writeMetadata(metadata, Map.of());
            }
            return true;
        } catch (IOException e) {
            throw failed("cannot create session " + id, e);
        }
    }

    /**
     * Removes what is left of a session whose folder is gone, because somebody removed it by hand: it must not turn up in the next
     * one of its id. An interpreter of it that is awake somewhere is not saved any more.
     */
    private void removeRemains(String id) throws IOException {
        try (HostFolder top = HostFolder.open(root);
                HostFolder staging = staging(top)) {
            DiskCheckpoints remains = new DiskCheckpoints(top, id);
            if (exists(id) || (!remains.any() && !locks().anyInterpreter(id))) {
                return;
            }
            SessionLease turn =
                    locks().turns()
                            .take(id, REMAINS_PATIENCE)
                            .orElseThrow(() ->
                                    new IOException("another process is at work with its remains"));
            try (turn) {
                if (!exists(id)) {
                    // In this order: who sees neither any more may begin.
                    locks().dropInterpreters(id);
                    remains.deleteAll(staging, UUID.randomUUID() + ".tmp");
                }
            }
        }
    }

    /** Tells whether there is a folder of a session. */
    public boolean exists(String sessionId) {
        return Files.isDirectory(path(sessionId), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Deletes a session: its checkpoints and then itself disappear, each at one stroke, and then the files are removed. Who has the
     * interpreter awake sees so before anything is gone, and its logs go first of all.
     */
    public boolean delete(String sessionId) {
        boolean there = exists(sessionId);
        deleteLogs(sessionId);
        if (!there) {
            return false;
        }
        String trash = UUID.randomUUID() + ".tmp";
        try {
            Files.createDirectories(stagingPath());
            locks().dropInterpreters(sessionId);
            try (HostFolder top = HostFolder.open(root);
                    HostFolder staging = top.child(STAGING)) {
                new DiskCheckpoints(top, sessionId).deleteAll(staging, UUID.randomUUID() + ".tmp");
                top.move(sessionId, staging, trash);
                staging.deleteTree(staging.fileName(trash));
                DiskStaging.sweep(staging, sessionId);
            }
            locks().turns().forget(sessionId);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw failed("cannot delete session " + sessionId, e);
        }
    }

    private void deleteLogs(String sessionId) {
        try (HostFolder top = HostFolder.open(root);
                HostFolder logs = top.child(LOGS)) {
            logs.deleteTree(logs.fileName(sessionId));
        } catch (NoSuchFileException e) {
            // No run of it was asked to keep its output.
        } catch (IOException e) {
            throw failed("cannot delete the logs of session " + sessionId, e);
        }
    }

    /** Takes a session, and removes what a process left that died while it had it. */
    public Optional<SessionLease> lease(String sessionId, Duration patience) {
        requireSession(sessionId);
        SessionLocks.Held held = null;
        boolean ready = false;
        try {
            SessionLocks turns = locks().turns();
            held = turns.take(sessionId, patience).orElse(null);
            if (held == null) {
                return Optional.empty();
            }
            // Whoever had it until now may have deleted it.
            requireSession(sessionId);
            tidyUp(sessionId);
            ready = true;
            return Optional.of(new DiskLease(this, turns, sessionId, held));
        } catch (IOException e) {
            throw failed("cannot take session " + sessionId, e);
        } finally {
            if (held != null && !ready) {
                held.close();
            }
        }
    }

    /** Takes the right to have an interpreter awake. */
    public Optional<InterpreterLease> leaseInterpreter(
            String sessionId, RuntimeType runtime, Duration patience) {
        requireSession(sessionId);
        try {
            SessionLocks interpreters = locks().interpreters(runtime);
            return interpreters
                    .take(sessionId, patience)
                    .map(held -> new DiskInterpreterLease(this, interpreters, sessionId, held));
        } catch (IOException e) {
            throw failed("cannot take the interpreter of session " + sessionId, e);
        }
    }

    private synchronized DiskLocks locks() throws IOException {
        DiskLocks known = locks;
        if (known == null) {
            // All adapters of this process over one folder must have the same.
            known = new DiskLocks(root.toRealPath());
            locks = known;
        }
        return known;
    }

    private void tidyUp(String sessionId) throws IOException {
        try (DiskWorkspace workspace = workspace(sessionId)) {
            workspace.tidyUp(sessionId);
        }
    }

    /** Lists the sessions. */
    public List<String> list() {
        List<String> ids = new ArrayList<>();
        try (HostFolder top = HostFolder.open(root)) {
            for (String name : top.names()) {
                if (SessionIds.isValid(name) && top.attributes(name).isDirectory()) {
                    ids.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("cannot list the sessions", e);
        }
        Collections.sort(ids);
        return ids;
    }

    /** Reads what is known about a session. */
    public Optional<SessionMetadata> metadata(String sessionId) {
        if (!exists(sessionId)) {
            return Optional.empty();
        }
        try (HostFolder folder = folder(sessionId)) {
            return Optional.ofNullable(DiskMetadata.read(folder).metadata());
        } catch (IOException e) {
            throw failed("cannot read the metadata of session " + sessionId, e);
        }
    }

    /** Lists the workspace of a session. */
    public WorkspaceSnapshot open(String sessionId) {
        requireSession(sessionId);
        try {
            HostFolder folder = folder(sessionId);
            try {
                return DiskSnapshot.of(folder);
            } catch (IOException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed("cannot list the files of session " + sessionId, e);
        }
    }

    /** Changes the workspace of a session. */
    public List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) {
        requireSession(sessionId);
        try (DiskWorkspace workspace = workspace(sessionId)) {
            return workspace.commit(sessionId, changes, updatedAt);
        } catch (IOException e) {
            throw failed("cannot store the files of session " + sessionId, e);
        }
    }

    /** Work with the checkpoints of a session. */
    @FunctionalInterface
    private interface CheckpointWork<T> {
        T carryOut(DiskCheckpoints checkpoints) throws IOException;
    }

    /** Lists the checkpoints of a session. */
    public List<StoredCheckpoint> checkpoints(String sessionId) {
        return withCheckpoints(sessionId, "list the checkpoints", known -> known.list());
    }

    /** Opens a checkpoint of a session. */
    public Optional<InputStream> openCheckpoint(String sessionId, String name) {
        String checked = CheckpointNames.check(name);
        return withCheckpoints(sessionId, "read checkpoint " + name, known -> known.open(checked));
    }

    /** Keeps a checkpoint with a session. */
    public void saveCheckpoint(
            String sessionId,
            String name,
            String contentHash,
            WorkspaceChange.FileContent content) {
        String checked = CheckpointNames.check(name);
        String hash = CheckpointNames.checkHash(contentHash);
        requireSession(sessionId);
        try (HostFolder top = HostFolder.open(root);
                HostFolder all = staging(top);
                DiskStaging staging = new DiskStaging(all, sessionId, durable)) {
            new DiskCheckpoints(top, sessionId).save(staging, checked, hash, content);
        } catch (IOException e) {
            throw failed("cannot save checkpoint " + name + " of session " + sessionId, e);
        }
    }

    /** Deletes a checkpoint of a session. */
    public boolean deleteCheckpoint(String sessionId, String name) {
        String checked = CheckpointNames.check(name);
        return withCheckpoints(
                sessionId, "delete checkpoint " + name, known -> known.delete(checked));
    }

    private <T> T withCheckpoints(String sessionId, String what, CheckpointWork<T> work) {
        requireSession(sessionId);
        try (HostFolder top = HostFolder.open(root)) {
            return work.carryOut(new DiskCheckpoints(top, sessionId));
        } catch (IOException e) {
            throw failed("cannot " + what + " of session " + sessionId, e);
        }
    }

    private void requireSession(String sessionId) {
        if (!exists(sessionId)) {
            throw new StorageException(
                    ErrorCode.SESSION_NOT_FOUND,
                    "there is no session " + sessionId + " below " + root);
        }
    }

    private HostFolder folder(String sessionId) throws IOException {
        try (HostFolder top = HostFolder.open(root)) {
            return top.child(sessionId);
        }
    }

    private DiskWorkspace workspace(String sessionId) throws IOException {
        try (HostFolder top = HostFolder.open(root)) {
            HostFolder folder = top.child(sessionId);
            try {
                return new DiskWorkspace(folder, staging(top), durable);
            } catch (IOException e) {
                folder.close();
                throw e;
            }
        }
    }

    private HostFolder staging(HostFolder top) throws IOException {
        try {
            return top.child(STAGING);
        } catch (NoSuchFileException e) {
            Files.createDirectories(stagingPath());
            return top.child(STAGING);
        }
    }

    /** Removes what a process left that was killed while it wrote. */
    private void sweepOnce() throws IOException {
        if (!swept.compareAndSet(false, true)) {
            return;
        }
        Instant limit = Instant.now().minus(FORGOTTEN);
        try (HostFolder top = HostFolder.open(root);
                HostFolder staging = top.child(STAGING)) {
            for (Path name : staging.list()) {
                try {
                    if (staging.attributes(name).lastModifiedTime().toInstant().isBefore(limit)) {
                        staging.deleteTree(name);
                    }
                } catch (IOException e) {
                    // Someone else swept it, or it is not ours to remove; it disturbs nobody.
                }
            }
        }
    }

    private StorageException failed(String what, IOException e) {
        return new StorageException(what + " below " + root + ": " + e, e);
    }
}
