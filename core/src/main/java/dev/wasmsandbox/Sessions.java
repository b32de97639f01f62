package dev.wasmsandbox;

import dev.wasmsandbox.core.session.SessionService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Works with sessions from the host: begins and ends them, and reads, writes, lists and deletes their files.
 *
 * <p>Paths are relative to the workspace, with {@code /} between names, on every system. What is absolute, goes up by
 * {@code ..}, has a NUL in it, or goes through a symbolic link that a guest made is refused, and the attempt is told to the
 * logger as {@code security.violation}. What the storage keeps for itself is neither listed nor reached.
 *
 * <p>What changes a session waits for its turn behind the run that uses it; reading and listing do not wait and see what
 * was stored last, each file whole. Thread-safe. Works the same over every {@link StorageAdapter}.
 *
 * {@snippet :
 * Sessions sessions = Sessions.at(Path.of("workspace"));
 * sessions.writeFile(id, "input.csv", "name,age\nAlice,30", true);
 * List<String> files = sessions.listFiles(id, "**");
 * byte[] report = sessions.readFile(id, "out/report.pdf");
 * }
 *
 * <p>Every method throws an {@link InvalidRequestException} for an id or a path that is not well formed, and a {@link
 * StorageException} with {@link ErrorCode#SESSION_NOT_FOUND} if there is no such session, unless it says otherwise.
 */
public final class Sessions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SessionService service;

    private Sessions(SessionService service) {
        this.service = service;
    }

    /** Works with the sessions whose folders are below a root, as {@link SandboxBuilder#workspaceRoot} names it. */
    public static Sessions at(Path workspaceRoot) {
        return of(new DiskStorageAdapter(workspaceRoot));
    }

    /** Works with the sessions of a storage; events go to {@link SandboxLogger#standard}. */
    public static Sessions of(StorageAdapter storage) {
        return of(storage, SandboxLogger.standard());
    }

    /** Works with the sessions of a storage, and tells this logger of events. */
    public static Sessions of(StorageAdapter storage, SandboxLogger logger) {
        return new Sessions(new SessionService(storage, logger, InstantSource.system(), PATIENCE));
    }

    /** For tests that choose the time. */
    static Sessions of(StorageAdapter storage, SandboxLogger logger, InstantSource clock) {
        return new Sessions(new SessionService(storage, logger, clock, PATIENCE));
    }

    /**
     * Returns the same with another patience: how long a change waits for a session that a run or another process uses,
     * before it fails with {@link ErrorCode#SESSION_BUSY}. Default 30 seconds.
     *
     * @throws InvalidRequestException if it is negative
     */
    public Sessions withPatience(Duration patience) {
        return new Sessions(service.withPatience(patience));
    }

    /**
     * Begins a session.
     *
     * @return its id, a random version 4 UUID
     */
    public String create() {
        return service.create();
    }

    /**
     * Begins the session of this id if there is none.
     *
     * @return whether there was none
     */
    public boolean open(String sessionId) {
        return service.open(sessionId);
    }

    /** Tells whether there is such a session. */
    public boolean exists(String sessionId) {
        return service.exists(sessionId);
    }

    /** Returns the ids of all sessions, sorted. */
    public List<String> list() {
        return service.list();
    }

    /** Returns what is noted about a session; empty if there is no such session, or the notes are missing or damaged. */
    public Optional<SessionMetadata> metadata(String sessionId) {
        return service.metadata(sessionId);
    }

    /** Looks a session over. */
    public SessionSummary summary(String sessionId) {
        return service.summary(sessionId);
    }

    /**
     * Writes a file, with the directories that it needs. Whoever reads it sees the old content or the new one.
     *
     * @param content the new content, which must not be changed before this returns
     * @param overwrite whether a file that is there may be replaced
     * @throws StorageException with {@link ErrorCode#FILE_EXISTS} if it may not, or something else of that name is there
     */
    public void writeFile(String sessionId, String path, byte[] content, boolean overwrite) {
        service.write(sessionId, path, content, overwrite);
    }

    /** Writes text as UTF-8; see {@link #writeFile(String, String, byte[], boolean)}. */
    public void writeFile(String sessionId, String path, String text, boolean overwrite) {
        service.write(sessionId, path, text.getBytes(StandardCharsets.UTF_8), overwrite);
    }

    /**
     * Writes what a stream brings, of any size; see {@link #writeFile(String, String, byte[], boolean)}. The stream is
     * read to its end before the session is touched, and is left open.
     *
     * @return how many bytes were written
     * @throws IOException if the stream cannot be read; nothing was changed then
     */
    public long writeFile(String sessionId, String path, InputStream content, boolean overwrite)
            throws IOException {
        return service.write(sessionId, path, content, overwrite);
    }

    /**
     * Reads a file.
     *
     * @throws StorageException with {@link ErrorCode#FILE_NOT_FOUND} if there is none
     * @throws InvalidRequestException if it is too large for an array; use {@link #openFile} then
     */
    public byte[] readFile(String sessionId, String path) {
        return service.read(sessionId, path);
    }

    /**
     * Reads a file of any size into a stream, which is left open.
     *
     * @return how many bytes there were
     * @throws IOException if the stream cannot be written to, or the file is changed in place meanwhile
     * @throws StorageException with {@link ErrorCode#FILE_NOT_FOUND} if there is none
     */
    public long readFile(String sessionId, String path, OutputStream target) throws IOException {
        try (InputStream in = service.openFile(sessionId, path)) {
            return in.transferTo(target);
        }
    }

    /**
     * Opens a file of any size for reading. It stays as it is now, even if it is replaced meanwhile.
     *
     * @return its content, to be closed by the caller
     * @throws StorageException with {@link ErrorCode#FILE_NOT_FOUND} if there is none
     */
    public InputStream openFile(String sessionId, String path) {
        return service.openFile(sessionId, path);
    }

    /** Lists all files, sorted by path. Directories and links are not files. */
    public List<String> listFiles(String sessionId) {
        return listFiles(sessionId, "**");
    }

    /**
     * Lists the files whose paths match a pattern, sorted by path.
     *
     * <p>In a pattern {@code *} stands for any characters of one name, {@code ?} for one, {@code [a-z]} for one of a set,
     * {@code [!a-z]} for one that is not in it, <code>{a,b}</code> for alternatives. {@code **} as a whole part of the
     * path stands for any number of directories, at the end for everything below: <code>**&#47;*.csv</code> is every CSV
     * file, {@code *.csv} those at the top. A backslash takes the meaning from the character behind it. Upper and lower
     * case differ; a dot at the beginning of a name is a character like others. A match takes time proportional to the
     * lengths of pattern and path at worst, and patterns have at most 256 characters.
     *
     * @throws InvalidRequestException if the pattern is not well formed, is absolute or goes up by {@code ..}
     */
    public List<String> listFiles(String sessionId, String pattern) {
        return describeFiles(sessionId, pattern).stream().map(WorkspaceEntry::path).toList();
    }

    /** Lists files with their sizes and times; see {@link #listFiles(String, String)}. */
    public List<WorkspaceEntry> describeFiles(String sessionId, String pattern) {
        return service.files(sessionId, pattern);
    }

    /**
     * Deletes a file, a guest's link (never what it points to) or a directory.
     *
     * @param recursive whether a directory may have something in it
     * @return false if there was nothing of that name
     * @throws InvalidRequestException if it is a directory that is not empty, and {@code recursive} is false
     * @throws StorageException if something of it is left
     */
    public boolean deletePath(String sessionId, String path, boolean recursive) {
        return service.delete(sessionId, path, recursive);
    }

    /**
     * Copies a session: its files, and the interpreters that are saved with it. What lives on in a sandbox is copied as it was
     * saved last; to copy it as it is now, see {@link Sandbox#fork(String)}.
     *
     * @param copyId the id of the copy, which must be a new one
     * @throws InvalidRequestException if there is a session of that id already
     * @throws StorageException if not all of it can be copied; no copy is left then
     */
    public void copy(String sessionId, String copyId) {
        service.copy(sessionId, copyId);
    }

    /**
     * Lists the checkpoints that {@link #saveCheckpoint} keeps with a session, sorted by name. What the library keeps with it for
     * itself, such as interpreters that live on, is not among them.
     */
    public List<StoredCheckpoint> checkpoints(String sessionId) {
        return service.checkpoints(sessionId);
    }

    /** Tells what is known about a checkpoint that is kept with a session; empty if there is none of that name. */
    public Optional<StoredCheckpoint> checkpoint(String sessionId, String name) {
        return service.checkpoint(sessionId, name);
    }

    /**
     * Keeps a checkpoint with a session under a name, in place of one that is there. It need not be one of this session, and ends
     * with it. To go on from it: {@code Sandbox.builder().sessionId(id).restore(sessions.loadCheckpoint(id, name))}.
     *
     * @param name 1 to 128 letters, digits, {@code .}, {@code _}, {@code +} and {@code -}, not {@code .} at first
     */
    public void saveCheckpoint(String sessionId, String name, Checkpoint checkpoint) {
        long _ = service.saveCheckpoint(sessionId, name, checkpoint, true);
    }

    /**
     * Keeps a checkpoint with a session under a name; see {@link #saveCheckpoint(String, String, Checkpoint)}. Of several callers
     * with one new name and no leave to overwrite, one succeeds, in whatever process they are.
     *
     * @param overwrite whether one that is there may be replaced
     * @return how many bytes were stored
     * @throws InvalidRequestException if it may not, and there is one
     */
    public long saveCheckpoint(
            String sessionId, String name, Checkpoint checkpoint, boolean overwrite) {
        return service.saveCheckpoint(sessionId, name, checkpoint, overwrite);
    }

    /**
     * Reads a checkpoint that is kept with a session, of at most {@link Checkpoint#DEFAULT_MAX_BYTES}; see {@link
     * #loadCheckpoint(String, String, long)}.
     */
    public Checkpoint loadCheckpoint(String sessionId, String name) {
        return loadCheckpoint(sessionId, name, Checkpoint.DEFAULT_MAX_BYTES);
    }

    /**
     * Reads a checkpoint that is kept with a session.
     *
     * @param maxBytes how much it may hold without compression
     * @throws StorageException with {@link ErrorCode#CHECKPOINT_NOT_FOUND} if there is none of that name
     * @throws CheckpointException if it is damaged or too large
     */
    public Checkpoint loadCheckpoint(String sessionId, String name, long maxBytes) {
        return service.loadCheckpoint(sessionId, name, maxBytes);
    }

    /**
     * Deletes a checkpoint that is kept with a session.
     *
     * @return false if there was none of that name
     */
    public boolean deleteCheckpoint(String sessionId, String name) {
        return service.deleteCheckpoint(sessionId, name);
    }

    /**
     * Deletes a session with all its files and checkpoints and the kept output of its runs. That there is none is no error.
     *
     * @return false if there was none
     * @throws StorageException if something of it is left
     */
    public boolean deleteWorkspace(String sessionId) {
        return service.deleteWorkspace(sessionId);
    }

    /**
     * Deletes the sessions that were not used for longer than a time. Those whose metadata cannot be read and those in
     * use are skipped; what fails at one of them is noted and keeps nothing from the others.
     *
     * @param olderThan the time since a session was last used, zero or more
     * @param dryRun whether to tell only what would be deleted
     * @throws InvalidRequestException if the time is negative
     * @throws StorageException if the sessions cannot be listed
     */
    public PruneResult prune(Duration olderThan, boolean dryRun) {
        return service.prune(olderThan, dryRun);
    }
}
