package dev.wasmsandbox;

import dev.wasmsandbox.core.storage.SharedSeats;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the sessions: for each its metadata and the files of its workspace.
 *
 * <p>A workspace is read as an index with contents on demand, and changed by whole files; so it can live in a folder, in
 * memory, in an object store or in a database. Session ids and paths have been checked before they get here, but an
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
     * Opens what {@link #saveState} kept last. The caller closes the stream.
     *
     * <p>By default there is nothing.
     *
     * @return empty if nothing is kept
     * @throws StorageException if it cannot be read
     */
    default Optional<InputStream> openState(String sessionId, RuntimeType runtime) {
        return Optional.empty();
    }

    /**
     * Keeps the interpreter of a session, one for each language, beside its workspace and not in it; replaces the one that
     * was kept before at one stroke. It is deleted with the session.
     *
     * <p>By default this is refused.
     *
     * @throws StorageException if it cannot be kept, or there is no such session
     */
    default void saveState(
            String sessionId, RuntimeType runtime, WorkspaceChange.FileContent content) {
        throw new StorageException(
                ErrorCode.STORAGE_FAILED,
                getClass().getSimpleName()
                        + " keeps no interpreters; use another storage, or no autoPersistGlobals");
    }

    /**
     * Deletes what {@link #saveState} kept.
     *
     * @return false if nothing was kept
     * @throws StorageException if it cannot be deleted
     */
    default boolean deleteState(String sessionId, RuntimeType runtime) {
        return false;
    }

    /** Returns the folder in which a session's workspace lives as plain files; empty if it lives elsewhere. */
    default Optional<Path> localPath(String sessionId) {
        return Optional.empty();
    }
}
