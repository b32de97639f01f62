package dev.wasmsandbox;

import dev.wasmsandbox.core.checkpoint.SavedWorkspace;
import dev.wasmsandbox.core.storage.FreeInterpreterLease;
import dev.wasmsandbox.core.storage.SharedSeats;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the sessions: for each its metadata, the files of its workspace, and checkpoints by name.
 *
 * <p>A workspace is read as an index with contents on demand, and changed by whole files; checkpoints are streams of bytes. So it
 * can all live in a folder, in memory, in an object store or in a database. Session ids and paths have been checked before they get here, but an
 * adapter that maps them to something with rules of its own must not rely on that alone.
 *
 * <p>Adapters are used by many threads. One session is used by one run at a time, the one that has its {@link #lease}.
 */
public interface StorageAdapter {

    /**
     * Creates a session with an empty workspace.
     *
     * @return false if there is one already, which stays as it is
     * @throws StorageException if it cannot be created
     */
    boolean create(SessionMetadata metadata);

    /**
     * Tells whether there is such a session.
     *
     * @throws StorageException if that cannot be found out
     */
    boolean exists(String sessionId);

    /**
     * Deletes a session with all it has.
     *
     * @return false if there was none
     * @throws StorageException if something of it is left
     */
    boolean delete(String sessionId);

    /**
     * Returns the ids of all sessions, sorted.
     *
     * @throws StorageException if they cannot be listed
     */
    List<String> sessions();

    /**
     * Returns what is known about a session; empty if there is none, or its metadata is missing or damaged.
     *
     * @throws StorageException if it cannot be read
     */
    Optional<SessionMetadata> metadata(String sessionId);

    /**
     * Opens a session's workspace for reading.
     *
     * @throws StorageException if there is no such session, or its index cannot be read
     */
    WorkspaceSnapshot open(String sessionId);

    /**
     * Carries changes out in their order, each of them whole or not at all, and notes that the session was used.
     *
     * <p>All contents are read before anything is changed: what a program renamed is still to be read from where it was.
     * A change that cannot be carried out, perhaps because of its name, does not keep the others from being made; but
     * nothing is deleted then, for it may be the only copy of what could not be stored. When this returns, the changes
     * outlive the process. When the process dies before, every file is its old self or its new one.
     *
     * @param updatedAt the new time of last use; the rest of the metadata stays, or is made anew if it was damaged
     * @return the changes that could not be made; empty if all were
     * @throws StorageException if there is no such session, or nothing at all can be changed
     */
    List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt);

    /**
     * Takes a session for one user alone, waiting for whoever has it; then tidies up what a process left that died while
     * it had the session. Everybody who opens a session in order to change it takes it first, so that nobody's changes
     * are lost.
     *
     * <p>By default, users of this adapter take turns with each other. An adapter over something that other processes
     * use as well has to see to them, too.
     *
     * @param patience how long to wait; zero for not at all
     * @return the right to use the session; empty if somebody else still has it, or the waiting thread was interrupted
     * @throws StorageException if the session cannot be taken for another reason
     */
    default Optional<SessionLease> lease(String sessionId, Duration patience) {
        return SharedSeats.of(this).take(sessionId, patience);
    }

    /**
     * Takes the right to have the interpreter of a session awake, for this process alone, waiting for whoever has it. Held from
     * before the interpreter is loaded until after it is saved, over many turns; so it must be had without a {@link #lease},
     * and nobody waits for it while having one: whoever is to save first may need that turn for it.
     *
     * <p>By default it is always granted and never wanted, which suits a storage that one process uses, through one adapter:
     * users of the same adapter share an interpreter anyway. An adapter over something that other processes use as well
     * has to keep them apart, and to let the owner know of those who wait.
     *
     * @param patience how long to wait; zero for not at all
     * @return the right; empty if somebody else still has it, or the waiting thread was interrupted
     * @throws StorageException if it cannot be taken for another reason
     */
    default Optional<InterpreterLease> leaseInterpreter(
            String sessionId, RuntimeType runtime, Duration patience) {
        return Optional.of(FreeInterpreterLease.of(this, sessionId));
    }

    /**
     * Lists what {@link #saveCheckpoint} keeps with a session, sorted by name.
     *
     * <p>By default there is nothing.
     *
     * @throws StorageException if there is no such session, or it cannot be listed
     */
    default List<StoredCheckpoint> checkpoints(String sessionId) {
        return List.of();
    }

    /**
     * Opens a checkpoint that is kept with a session; it stays as it is now even if it is replaced meanwhile. The caller
     * closes the stream.
     *
     * <p>By default there is nothing.
     *
     * @return empty if none of that name is kept
     * @throws StorageException if it cannot be read
     */
    default Optional<InputStream> openCheckpoint(String sessionId, String name) {
        return Optional.empty();
    }

    /**
     * Keeps a checkpoint with a session, beside its workspace and not in it; one of the same name is replaced at one stroke.
     * It ends with the session. To be called by whoever has the session's {@link #lease}.
     *
     * <p>By default this is refused.
     *
     * @param name 1 to 128 letters, digits, {@code .}, {@code _}, {@code +} and {@code -}; those that begin with a dot are the
     *     library's own
     * @param contentHash what it holds, as SHA-256 in hex; kept with it
     * @param content its bytes
     * @throws InvalidRequestException if name or hash are not well formed
     * @throws StorageException if it cannot be kept, or there is no such session
     */
    default void saveCheckpoint(
            String sessionId,
            String name,
            String contentHash,
            WorkspaceChange.FileContent content) {
        throw new StorageException(
                ErrorCode.STORAGE_FAILED,
                getClass().getSimpleName()
                        + " keeps no checkpoints, nor interpreters; use another storage, or no autoPersistGlobals");
    }

    /**
     * Deletes a checkpoint that is kept with a session. To be called by whoever has the session's {@link #lease}.
     *
     * @return false if none of that name was kept
     * @throws StorageException if it cannot be deleted
     */
    default boolean deleteCheckpoint(String sessionId, String name) {
        return false;
    }

    /**
     * Copies the files of one session into the workspace of another one, which is empty and used by nobody yet.
     *
     * <p>By default every file is read and stored again. An adapter that can copy without moving the bytes should.
     *
     * @param updatedAt the time of last use that is noted for the copy
     * @throws StorageException if one of them is not there, or not everything can be copied
     */
    default void copy(String from, String to, Instant updatedAt) {
        SavedWorkspace.copy(this, from, to, updatedAt);
    }

    /** Returns the folder in which a session's workspace lives as plain files; empty if it lives elsewhere. */
    default Optional<Path> localPath(String sessionId) {
        return Optional.empty();
    }
}
