package dev.wasmsandbox.core.live;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.core.checkpoint.CheckpointReader;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedFiles;
import dev.wasmsandbox.core.checkpoint.SavedHeader;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.storage.SpillOutput;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of one session as it is kept in its storage: a whole checkpoint, and increments to it if it is large, each to the
 * one before.
 *
 * <p>Whatever dies or fails at whatever call, the chain ends with what was saved last, or with what was being saved. A new whole
 * checkpoint replaces the old one at one stroke, and increments to that are left over then: no base fits them any more, since each
 * whole one has a generation of its own, and each increment its number.
 *
 * <p>Not thread-safe: used in the turns of its session only.
 */
public final class SavedStates {
    private static final Logger LOG = System.getLogger(SavedStates.class.getName());

    /** Up to here a checkpoint is always written whole: that takes no longer than looking what changed. */
    static final long SMALL_BYTES = 64L << 10;

    /** Reading so many increments takes about as long as starting the interpreter. */
    static final int MOST_INCREMENTS = 16;

    private static final String GENERATION = "generation";
    private static final String NUMBER = "number";

    private final StorageAdapter storage;
    private final String sessionId;
    private final Language language;

    /** The end of the chain in the storage; null if it is not known, or not worth an increment. */
    private @Nullable SavedCheckpoint end;

    private int increments;
    private long wholeBytes;
    private long incrementBytes;

    /** How many names of increments are taken, also by some that are left over. */
    private int taken;

    SavedStates(StorageAdapter storage, String sessionId, Language language) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.language = language;
    }

    /** Makes a checkpoint of an interpreter. */
    SavedCheckpoint checkpoint(InterpreterState state, Optional<SavedFiles> files) {
        return new SavedCheckpoint(language.runtime(), state, files, Map.of());
    }

    /** Forgets what is known of the storage, which others may change from now on. */
    void forget() {
        end = null;
        increments = 0;
        taken = 0;
        wholeBytes = 0;
        incrementBytes = 0;
    }

    /**
     * Reads the saved interpreter.
     *
     * @param maxBytes how much it may hold
     * @throws CheckpointException if there is one that cannot be used
     * @throws StorageException if it cannot be read
     */
    Optional<SavedCheckpoint> load(long maxBytes) {
        forget();
        try {
            SavedCheckpoint whole = whole(maxBytes);
            if (whole == null) {
                return Optional.empty();
            }
            SavedCheckpoint last = increments(whole, maxBytes);
            end = wholeBytes > SMALL_BYTES ? last : null;
            return Optional.of(last);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read the interpreter of session " + sessionId + ": " + e, e);
        } catch (CheckpointException e) {
            throw new CheckpointException(
                    e.code(),
                    "the interpreter of session "
                            + sessionId
                            + " cannot go on: "
                            + e.getMessage()
                            + "; Sandbox.reset() begins with a fresh one",
                    e);
        }
    }

    private @Nullable SavedCheckpoint whole(long maxBytes) throws IOException {
        Optional<InputStream> stream = storage.openCheckpoint(sessionId, name());
        if (stream.isEmpty()) {
            return null;
        }
        try (CountingInput in = new CountingInput(stream.get())) {
            SavedHeader header = CheckpointReader.header(in);
            requireUsable(header.runtime(), header.buildHash(), language);
            SavedCheckpoint read = CheckpointReader.readBehind(header, in, null, maxBytes);
            wholeBytes = in.count();
            return read;
        }
    }

    private SavedCheckpoint increments(SavedCheckpoint whole, long maxBytes) throws IOException {
        SavedCheckpoint last = whole;
        boolean fits = true;
        while (taken < 2 * MOST_INCREMENTS) {
            Optional<InputStream> stream = storage.openCheckpoint(sessionId, name(taken + 1));
            if (stream.isEmpty()) {
                break;
            }
            taken++;
            try (CountingInput in = new CountingInput(stream.get())) {
                SavedHeader header = fits ? CheckpointReader.header(in) : null;
                fits = header != null && header.base().equals(Optional.of(last.contentHash()));
                if (header != null && fits) {
                    last = CheckpointReader.readBehind(header, in, last, maxBytes);
                    increments++;
                    incrementBytes += in.count();
                }
            }
        }
        return last;
    }

    /**
     * Checks that a checkpoint belongs to this build of a language.
     *
     * @throws CheckpointException if it does not
     */
    public static SavedCheckpoint usable(Checkpoint checkpoint, Language language) {
        SavedCheckpoint known = SavedCheckpoint.of(checkpoint);
        requireUsable(known.runtime(), known.buildHash(), language);
        return known;
    }

    private static void requireUsable(RuntimeType runtime, String buildHash, Language language) {
        if (runtime != language.runtime()) {
            throw new CheckpointException(
                    ErrorCode.CHECKPOINT_MISMATCH,
                    "the checkpoint is of "
                            + runtime.id()
                            + ", the sandbox runs "
                            + language.runtime().id());
        }
        if (!language.hasBuild(buildHash)) {
            throw new CheckpointException(
                    ErrorCode.CHECKPOINT_MISMATCH,
                    "the checkpoint was made by build "
                            + buildHash
                            + " of "
                            + runtime.id()
                            + ", this is build "
                            + language.bundle().buildHash()
                            + ": use the release that made it");
        }
    }

    /**
     * Saves an interpreter.
     *
     * @param notes what to keep with it, as its metadata
     * @return how many bytes that took
     * @throws StorageException if it cannot be saved; then it is not known whether it was
     */
    long save(InterpreterState state, Map<String, String> notes) {
        SavedCheckpoint before = end;
        // Until it is certain again what the storage has.
        end = null;
        SavedCheckpoint now = checkpoint(state, Optional.empty()).withMetadata(notes);
        try {
            // One that began from another memory image has nothing in common with what is saved.
            if (before != null
                    && before.buildHash().equals(now.buildHash())
                    && increments < MOST_INCREMENTS
                    && incrementBytes < wholeBytes) {
                long bytes = saveIncrement(before, now);
                if (bytes > 0) {
                    return bytes;
                }
            }
            return saveWhole(now);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot write the interpreter of session " + sessionId + ": " + e, e);
        }
    }

    /** Saves an increment, unless that is no better than a whole checkpoint. */
    private long saveIncrement(SavedCheckpoint before, SavedCheckpoint state) throws IOException {
        int number = increments + 1;
        SavedCheckpoint now =
                numbered(state, before.metadata().getOrDefault(GENERATION, ""), number);
        try (SpillOutput bytes = new SpillOutput(storage)) {
            now.writeTo(bytes, before);
            long size = bytes.size();
            if (size > wholeBytes / 2) {
                return 0;
            }
            store(name(number), now, bytes);
            increments = number;
            taken = Math.max(taken, number);
            incrementBytes += size;
            end = now;
            return size;
        }
    }

    private long saveWhole(SavedCheckpoint state) throws IOException {
        SavedCheckpoint now = numbered(state, UUID.randomUUID().toString(), 0);
        try (SpillOutput bytes = new SpillOutput(storage)) {
            now.writeTo(bytes);
            long size = bytes.size();
            store(name(), now, bytes);
            increments = 0;
            incrementBytes = 0;
            wholeBytes = size;
            end = size > SMALL_BYTES ? now : null;
            deleteIncrements();
            return size;
        }
    }

    private static SavedCheckpoint numbered(SavedCheckpoint state, String generation, int number) {
        Map<String, String> metadata = new TreeMap<>(state.metadata());
        metadata.put(GENERATION, generation);
        metadata.put(NUMBER, Integer.toString(number));
        return state.withMetadata(metadata);
    }

    private void store(String name, SavedCheckpoint checkpoint, SpillOutput bytes) {
        storage.saveCheckpoint(sessionId, name, checkpoint.contentHash(), bytes.content());
    }

    /** Deletes what nothing leads to any more. What cannot be deleted now takes room and does no harm. */
    private void deleteIncrements() {
        try {
            for (; taken > 0; taken--) {
                boolean _ = storage.deleteCheckpoint(sessionId, name(taken));
            }
        } catch (StorageException e) {
            LOG.log(
                    Level.DEBUG,
                    "Old increments of the interpreter of session " + sessionId + " stay.",
                    e);
        }
    }

    /**
     * Deletes the saved interpreter and all that belongs to it.
     *
     * @throws StorageException if something of it cannot be deleted
     */
    void delete() {
        forget();
        boolean _ = storage.deleteCheckpoint(sessionId, name());
        for (StoredCheckpoint other : storage.checkpoints(sessionId)) {
            // The other language's names differ in the first letter.
            if (other.name().startsWith(name())) {
                boolean _ = storage.deleteCheckpoint(sessionId, other.name());
            }
        }
    }

    /** What all names in the storage begin with. */
    String name() {
        return '.' + language.runtime().id();
    }

    private String name(int increment) {
        return name() + '+' + increment;
    }
}
