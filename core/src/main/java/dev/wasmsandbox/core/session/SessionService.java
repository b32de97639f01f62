package dev.wasmsandbox.core.session;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.PruneResult;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxEvent.SessionFile.Operation;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.SessionSummary;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.core.storage.SpillOutput;
import dev.wasmsandbox.core.text.SessionIds;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What {@link Sessions} does: checks what it is given, takes turns where it changes something, tells of events. */
public final class SessionService {
    private static final Glob EVERYTHING = Glob.of("**");
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final StorageAdapter storage;
    private final SandboxLogger logger;
    private final InstantSource clock;
    private final SessionPaths paths;
    private final SessionFiles files;
    private final HostTurns turns;
    private final SessionCheckpoints checkpoints;

    /**
     * Works with the sessions of a storage.
     *
     * @param patience how long a change waits for a session that somebody else uses
     */
    public SessionService(
            StorageAdapter storage, SandboxLogger logger, InstantSource clock, Duration patience) {
        this.storage = storage;
        this.logger = logger;
        this.clock = clock;
        paths = new SessionPaths(logger);
        files = new SessionFiles(storage, paths, clock);
        turns = new HostTurns(storage, patience);
        checkpoints = new SessionCheckpoints(storage, turns);
    }

    /** Returns the same for another patience. */
    public SessionService withPatience(Duration patience) {
        if (patience.isNegative()) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "patience is " + patience + ", allowed is a time of zero or more");
        }
        return new SessionService(storage, logger, clock, patience);
    }

    /** Begins a session under a new id. */
    public String create() {
        String id = SessionIds.random();
        boolean _ = open(id);
        return id;
    }

    /** Begins a session unless there is one. */
    public boolean open(String sessionId) {
        String id = paths.id(sessionId);
        boolean created = storage.create(SessionMetadata.createdAt(id, clock.instant()));
        tell(
                id,
                created
                        ? SandboxEvent.Session.Change.CREATED
                        : SandboxEvent.Session.Change.RETRIEVED);
        return created;
    }

    /** Tells whether there is such a session. */
    public boolean exists(String sessionId) {
        return storage.exists(paths.id(sessionId));
    }

    /** Lists the sessions. */
    public List<String> list() {
        return storage.sessions();
    }

    /** Reads the notes about a session. */
    public Optional<SessionMetadata> metadata(String sessionId) {
        return storage.metadata(paths.id(sessionId));
    }

    /** Looks a session over. */
    public SessionSummary summary(String sessionId) {
        String id = paths.id(sessionId);
        List<WorkspaceEntry> all = files.list(id, EVERYTHING);
        return new SessionSummary(
                id,
                storage.metadata(id).orElse(null),
                all.size(),
                all.stream().mapToLong(WorkspaceEntry::size).sum(),
                storage.localPath(id).orElse(null));
    }

    /** Writes bytes. */
    public void write(String sessionId, String path, byte[] content, boolean overwrite) {
        String id = paths.id(sessionId);
        write(id, paths.path(id, path), new BytesContent(content), overwrite);
    }

    /** Writes what a stream brings. */
    public long write(String sessionId, String path, InputStream in, boolean overwrite)
            throws IOException {
        String id = paths.id(sessionId);
        files.requireWritable(id, paths.path(id, path), overwrite);
        try (SpillOutput collected = new SpillOutput(storage)) {
            long size = in.transferTo(collected);
            write(id, path, collected.content(), overwrite);
            return size;
        }
    }

    private void write(
            String id, String path, WorkspaceChange.FileContent content, boolean overwrite) {
        long size = content.size();
        try (SessionLease _ = turns.take(id)) {
            files.write(id, path, content, overwrite);
        }
        tell(id, Operation.WRITE, path, size);
    }

    /** Opens a file. */
    public InputStream openFile(String sessionId, String path) {
        return input(sessionId, path);
    }

    /** Reads a file. */
    public byte[] read(String sessionId, String path) {
        try (SessionInput in = input(sessionId, path)) {
            if (in.size() > LARGEST_ARRAY) {
                throw new InvalidRequestException(
                        ErrorCode.INVALID_REQUEST,
                        SessionFiles.named(path, sessionId)
                                + " has "
                                + in.size()
                                + " bytes, too many for an array; read it as a stream");
            }
            return in.readNBytes((int) in.size());
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read " + SessionFiles.named(path, sessionId) + ": " + e.getMessage(),
                    e);
        }
    }

    private SessionInput input(String sessionId, String path) {
        String id = paths.id(sessionId);
        SessionInput in = files.read(id, paths.path(id, path));
        tell(id, Operation.READ, path, in.size());
        return in;
    }

    /** Lists files. */
    public List<WorkspaceEntry> files(String sessionId, String pattern) {
        String id = paths.id(sessionId);
        List<WorkspaceEntry> found = files.list(id, paths.pattern(id, pattern));
        tell(id, Operation.LIST, pattern, 0);
        return found;
    }

    /** Deletes something in a workspace. */
    public boolean delete(String sessionId, String path, boolean recursive) {
        String id = paths.id(sessionId);
        String checked = paths.path(id, path);
        Optional<Long> bytes;
        try (SessionLease _ = turns.take(id)) {
            bytes = files.delete(id, checked, recursive);
        }
        bytes.ifPresent(count -> tell(id, Operation.DELETE, path, count));
        return bytes.isPresent();
    }

    /** Copies a session. */
    public void copy(String sessionId, String copyId) {
        String id = paths.id(sessionId);
        String copy = paths.id(copyId);
        try (SessionLease _ = turns.take(id)) {
            SessionCopy.make(storage, id, copy, clock.instant());
        }
        tell(copy, SandboxEvent.Session.Change.CREATED);
    }

    /** Lists the checkpoints that are kept with a session. */
    public List<StoredCheckpoint> checkpoints(String sessionId) {
        return checkpoints.list(paths.id(sessionId));
    }

    /** Looks for a checkpoint that is kept with a session. */
    public Optional<StoredCheckpoint> checkpoint(String sessionId, String name) {
        return checkpoints.find(paths.id(sessionId), name);
    }

    /** Keeps a checkpoint with a session. */
    public long saveCheckpoint(
            String sessionId, String name, Checkpoint checkpoint, boolean overwrite) {
        String id = paths.id(sessionId);
        long bytes = checkpoints.save(id, name, checkpoint, overwrite);
        logger.log(new SandboxEvent.SessionCheckpointed(id, checkpoint.runtime(), name, bytes));
        return bytes;
    }

    /** Reads a checkpoint that is kept with a session. */
    public Checkpoint loadCheckpoint(String sessionId, String name, long maxBytes) {
        return checkpoints.load(paths.id(sessionId), name, maxBytes);
    }

    /** Deletes a checkpoint that is kept with a session. */
    public boolean deleteCheckpoint(String sessionId, String name) {
        return checkpoints.delete(paths.id(sessionId), name);
    }

    /** Deletes a session. */
    public boolean deleteWorkspace(String sessionId) {
        String id = paths.id(sessionId);
        if (!storage.exists(id)) {
            return false;
        }
        boolean deleted;
        try (SessionLease _ = turns.take(id)) {
            deleted = storage.delete(id);
        }
        if (deleted) {
            tell(id, SandboxEvent.Session.Change.DELETED);
        }
        return deleted;
    }

    /** Deletes what nobody used. */
    public PruneResult prune(Duration olderThan, boolean dryRun) {
        if (olderThan.isNegative()) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "olderThan is " + olderThan + ", allowed is a time of zero or more");
        }
        Pruning pruning = new Pruning(storage, turns, clock.instant(), olderThan, dryRun);
        PruneResult result = pruning.run();
        if (!dryRun) {
            result.deletedSessions().forEach(id -> tell(id, SandboxEvent.Session.Change.PRUNED));
        }
        return result;
    }

    private void tell(String id, SandboxEvent.Session.Change change) {
        logger.log(new SandboxEvent.Session(id, change));
    }

    private void tell(String id, Operation operation, String path, long bytes) {
        logger.log(new SandboxEvent.SessionFile(id, operation, path, bytes));
    }
}
