package dev.wasmsandbox.core.live;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedFiles;
import dev.wasmsandbox.core.checkpoint.SavedWorkspace;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;

/** Makes checkpoints of a session for the host. Not thread-safe: used in the turns of its session only. */
final class LiveCheckpoints {
    private final StorageAdapter storage;
    private final String sessionId;
    private final SavedStates saved;

    /** Those of the last checkpoint that somebody still has; the next one shares their contents. */
    private WeakReference<SavedFiles> lastFiles = new WeakReference<>(null);

    LiveCheckpoints(StorageAdapter storage, String sessionId, SavedStates saved) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.saved = saved;
    }

    /**
     * Makes a checkpoint.
     *
     * @throws InvalidRequestException if the interpreter has files open whose contents are not to be had
     */
    SavedCheckpoint take(InterpreterState state, boolean withFiles) {
        List<Integer> lost = state.wasi().lost();
        if (!lost.isEmpty()) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "no checkpoint can be made: the contents of the open files "
                            + lost
                            + " (by their descriptors) are not to be had, because they have no name any more and are"
                            + " larger than "
                            + LiveInterpreter.MAX_DETACHED_BYTES
                            + " bytes, or are gone; close them first");
        }
        Optional<SavedFiles> files = Optional.empty();
        if (withFiles) {
            SavedFiles taken =
                    SavedWorkspace.take(storage, sessionId, Optional.ofNullable(lastFiles.get()));
            lastFiles = new WeakReference<>(taken);
            files = Optional.of(taken);
        }
        return saved.checkpoint(state, files);
    }
}
