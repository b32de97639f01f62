package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.Checkpoint;
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

/**
 * A checkpoint in memory.
 *
 * @param runtime the language
 * @param interpreter the interpreter
 * @param files the workspace; empty if it is not part of the checkpoint
 * @param metadata texts of the caller's own, by ascending names
 */
public record SavedCheckpoint(
        RuntimeType runtime,
        InterpreterState interpreter,
        Optional<SavedFiles> files,
        Map<String, String> metadata)
        implements Checkpoint {
    static final int MAX_METADATA = 1_000;
    static final int MAX_METADATA_BYTES = 65_535;

    /** Checks and copies the metadata. */
    public SavedCheckpoint {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
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

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        CheckpointWriter.write(this, out);
    }

    @Override
    public String contentHash() {
        return CheckpointWriter.contentHash(this);
    }

    @Override
    public String buildHash() {
        return interpreter.buildHash();
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
    public Checkpoint withMetadata(Map<String, String> values) {
        return new SavedCheckpoint(runtime, interpreter, files, values);
    }
}
