package dev.wasmsandbox.core.session;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.core.storage.SpillOutput;
import dev.wasmsandbox.core.text.CheckpointNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** What the host does with the checkpoints that are kept with sessions. Ids have been checked before they get here. */
final class SessionCheckpoints {
    private final StorageAdapter storage;
    private final HostTurns turns;

    SessionCheckpoints(StorageAdapter storage, HostTurns turns) {
        this.storage = storage;
        this.turns = turns;
    }

    /** Lists those of the users, sorted by name. */
    List<StoredCheckpoint> list(String id) {
        return storage.checkpoints(id).stream()
                .filter(one -> !CheckpointNames.isReserved(one.name()))
                .toList();
    }

    /** Looks for one by its name. */
    Optional<StoredCheckpoint> find(String id, String name) {
        String checked = CheckpointNames.checkUsers(name);
        return storage.checkpoints(id).stream()
                .filter(one -> one.name().equals(checked))
                .findFirst();
    }

    /** Keeps one, and tells how many bytes it takes. */
    long save(String id, String name, Checkpoint checkpoint, boolean overwrite) {
        String checked = CheckpointNames.checkUsers(name);
        try (SpillOutput bytes = new SpillOutput(storage)) {
            checkpoint.writeTo(bytes);
            String hash = checkpoint.contentHash();
            try (SessionLease _ = turns.take(id)) {
                // While nobody else can make one of that name.
                if (!overwrite && find(id, checked).isPresent()) {
                    throw new InvalidRequestException(
                            ErrorCode.INVALID_REQUEST,
                            "there is a checkpoint "
                                    + name
                                    + " in session "
                                    + id
                                    + " already; choose another name, or allow to overwrite it");
                }
                storage.saveCheckpoint(id, checked, hash, bytes.content());
            }
            return bytes.size();
        } catch (IOException e) {
            throw new StorageException(
                    "cannot write checkpoint " + name + " of session " + id + ": " + e.getMessage(),
                    e);
        }
    }

    /** Reads one. */
    Checkpoint load(String id, String name, long maxBytes) {
        String checked = CheckpointNames.checkUsers(name);
        Optional<InputStream> stream = storage.openCheckpoint(id, checked);
        if (stream.isEmpty()) {
            throw new StorageException(
                    ErrorCode.CHECKPOINT_NOT_FOUND,
                    "there is no checkpoint " + name + " in session " + id);
        }
        try (InputStream in = stream.get()) {
            return Checkpoint.read(in, maxBytes);
        } catch (CheckpointException e) {
            throw new CheckpointException(
                    e.code(),
                    "checkpoint " + name + " of session " + id + ": " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read checkpoint " + name + " of session " + id + ": " + e.getMessage(),
                    e);
        }
    }

    /** Deletes one. */
    boolean delete(String id, String name) {
        String checked = CheckpointNames.checkUsers(name);
        try (SessionLease _ = turns.take(id)) {
            return storage.deleteCheckpoint(id, checked);
        }
    }
}
