package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.RuntimeType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** A checkpoint in memory. */
public final class SavedCheckpoint implements Checkpoint {
    static final int MAX_METADATA = 1_000;
    static final int MAX_METADATA_BYTES = 65_535;

    /** What differs from the image is small and barely repeats itself: a slower level saves little. */
    private static final int LEVEL = Deflater.BEST_SPEED;

    private final RuntimeType runtime;
    private final InterpreterState interpreter;
    private final Optional<SavedFiles> files;
    private final Map<String, String> metadata;

    /** Worked out when it is first asked for, perhaps by several threads at once, which all find the same. */
    private volatile @Nullable String contentHash;

    /**
     * Checks and copies the metadata.
     *
     * @param runtime the language
     * @param interpreter the interpreter
     * @param files the workspace; empty if it is not part of the checkpoint
     * @param metadata texts of the caller's own
     */
    public SavedCheckpoint(
            RuntimeType runtime,
            InterpreterState interpreter,
            Optional<SavedFiles> files,
            Map<String, String> metadata) {
        this.runtime = runtime;
        this.interpreter = interpreter;
        this.files = files;
        this.metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        if (metadata.size() > MAX_METADATA) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "a checkpoint has "
                            + metadata.size()
                            + " metadata; allowed are "
                            + MAX_METADATA);
        }
        metadata.forEach((name, value) -> {
            if (bytes(name) > MAX_METADATA_BYTES || bytes(value) > MAX_METADATA_BYTES) {
                throw new InvalidRequestException(
                        ErrorCode.INVALID_REQUEST,
                        "metadata of a checkpoint is longer than " + MAX_METADATA_BYTES + " bytes");
            }
        });
    }

    /**
     * Returns a checkpoint as what it is.
     *
     * @throws CheckpointException if somebody else made it
     */
    public static SavedCheckpoint of(Checkpoint checkpoint) {
        if (checkpoint instanceof SavedCheckpoint known) {
            return known;
        }
        throw new CheckpointException(
                ErrorCode.INVALID_CHECKPOINT,
                "checkpoints are made by Sandbox.checkpoint and Checkpoint.read only, not by "
                        + checkpoint.getClass().getName());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        CheckpointWriter.write(this, null, out, LEVEL);
    }

    @Override
    public void writeTo(OutputStream out, Checkpoint base) throws IOException {
        SavedCheckpoint known = of(base);
        if (known.runtime != runtime || !known.buildHash().equals(buildHash())) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "the base is a checkpoint of another language or build; write the checkpoint without one");
        }
        CheckpointWriter.write(this, known, out, LEVEL);
    }

    /**
     * Writes it in the same form for a reader at hand, who has it sooner if nothing is compressed.
     *
     * @param base what the reader has, of the same build; null for nothing
     */
    public void writeAtOnce(OutputStream out, @Nullable SavedCheckpoint base) throws IOException {
        CheckpointWriter.write(this, base, out, Deflater.NO_COMPRESSION);
    }

    @Override
    public RuntimeType runtime() {
        return runtime;
    }

    @Override
    public String buildHash() {
        return interpreter.buildHash();
    }

    /** Returns the interpreter. */
    public InterpreterState interpreter() {
        return interpreter;
    }

    /** Returns the workspace; empty if it is not part of the checkpoint. */
    public Optional<SavedFiles> files() {
        return files;
    }

    @Override
    public String contentHash() {
        String known = contentHash;
        if (known == null) {
            known = ContentHash.of(this);
            contentHash = known;
        }
        return known;
    }

    @Override
    public long memoryBytes() {
        return interpreter.memory().memoryBytes();
    }

    @Override
    public boolean hasFiles() {
        return files.isPresent();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public SavedCheckpoint withMetadata(Map<String, String> values) {
        return new SavedCheckpoint(runtime, interpreter, files, values);
    }
}
