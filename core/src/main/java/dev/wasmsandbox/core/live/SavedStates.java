package dev.wasmsandbox.core.live;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.checkpoint.CheckpointReader;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedFiles;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.storage.BytesContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** The interpreter of one session as it is kept in its storage. */
public final class SavedStates {
    private final SessionContext context;

    SavedStates(SessionContext context) {
        this.context = context;
    }

    /** Makes a checkpoint of an interpreter. */
    SavedCheckpoint checkpoint(InterpreterState state, Optional<SavedFiles> files) {
        return new SavedCheckpoint(context.runtime(), state, files, Map.of());
    }

    /**
     * Reads the saved interpreter.
     *
     * @throws CheckpointException if there is one that cannot be used
     * @throws StorageException if it cannot be read
     */
    Optional<SavedCheckpoint> load() {
        Optional<InputStream> stream =
                context.storage().openState(context.sessionId(), context.runtime());
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = stream.get()) {
            Checkpoint read = CheckpointReader.read(in, Checkpoint.DEFAULT_MAX_BYTES);
            return Optional.of(usable(read, context.runtime(), context.language()));
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read the interpreter of session " + context.sessionId() + ": " + e, e);
        } catch (CheckpointException e) {
            throw new CheckpointException(
                    e.code(),
                    "the interpreter of session "
                            + context.sessionId()
                            + " cannot go on: "
                            + e.getMessage()
                            + "; Sandbox.reset() begins with a fresh one",
                    e);
        }
    }

    /**
     * Checks that a checkpoint belongs to this build of a language.
     *
     * @throws CheckpointException if it does not
     */
    public static SavedCheckpoint usable(
            Checkpoint checkpoint, RuntimeType runtime, Language language) {
        if (!(checkpoint instanceof SavedCheckpoint known)) {
            throw new CheckpointException(
                    ErrorCode.INVALID_CHECKPOINT,
                    "checkpoints are made by Sandbox.checkpoint and Checkpoint.read only, not by "
                            + checkpoint.getClass().getName());
        }
        if (known.runtime() != runtime) {
            throw new CheckpointException(
                    ErrorCode.CHECKPOINT_MISMATCH,
                    "the checkpoint is of "
                            + known.runtime().id()
                            + ", the sandbox runs "
                            + runtime.id());
        }
        if (!language.hasBuild(known.buildHash())) {
            throw new CheckpointException(
                    ErrorCode.CHECKPOINT_MISMATCH,
                    "the checkpoint was made by build "
                            + known.buildHash()
                            + " of "
                            + runtime.id()
                            + ", this is build "
                            + language.bundle().buildHash()
                            + ": use the release that made it");
        }
        return known;
    }

    void save(SavedCheckpoint checkpoint) {
        context.storage()
                .saveState(
                        context.sessionId(),
                        context.runtime(),
                        new BytesContent(checkpoint.toBytes()));
    }

    void delete() {
        context.storage().deleteState(context.sessionId(), context.runtime());
    }
}
