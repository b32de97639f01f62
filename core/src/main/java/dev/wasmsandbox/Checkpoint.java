package dev.wasmsandbox;

import dev.wasmsandbox.core.checkpoint.CheckpointReader;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A whole live interpreter at rest: its memory, what it has open, its clock and its random numbers, and, if wanted, the
 * files of its workspace. Immutable; any number of sandboxes can be restored from it, on any machine that has the same
 * build of the language.
 *
 * <p>It is written to and read from streams in a format of its own, described in {@code docs/checkpoint-format.md}. A
 * checkpoint from a foreign source is untrusted input, and is treated as such: it is bounded while it is read, and what
 * it holds is memory and files of a guest. One that is forged can do what a guest's own code can do, within the limits
 * of the policy it is restored under, and nothing else. What it is not is a proof: whoever can write it decides what the
 * interpreter believes. Sign or encrypt checkpoints where that matters.
 *
 * <p>Made by {@code Sandbox.checkpoint()} and {@link #read(InputStream)} only; not to be implemented elsewhere.
 */
public interface Checkpoint {
    /** How much a checkpoint may hold when it is read, if nothing else is said: 512 MiB without compression. */
    long DEFAULT_MAX_BYTES = 512L << 20;

    /** Reads a checkpoint of at most {@link #DEFAULT_MAX_BYTES}; see {@link #read(InputStream, long)}. */
    static Checkpoint read(InputStream in) throws IOException {
        return read(in, DEFAULT_MAX_BYTES);
    }

    /**
     * Reads a checkpoint, and not a byte of the stream behind it.
     *
     * @param in what was written by {@link #writeTo(OutputStream)}; stays open
     * @param maxBytes how much it may hold without compression; no more memory than a small multiple of it is used, and files
     *     beyond some megabytes go to temporary files, which are removed when the checkpoint is not used any more
     * @throws CheckpointException if it is no checkpoint, damaged, cut short or too large, or an increment
     * @throws IOException if the stream fails
     */
    static Checkpoint read(InputStream in, long maxBytes) throws IOException {
        return CheckpointReader.read(in, null, maxBytes);
    }

    /** Reads an increment of at most {@link #DEFAULT_MAX_BYTES}; see {@link #read(InputStream, Checkpoint, long)}. */
    static Checkpoint read(InputStream in, Checkpoint base) throws IOException {
        return read(in, base, DEFAULT_MAX_BYTES);
    }

    /**
     * Reads a checkpoint that may be an increment to another one; see {@link #read(InputStream, long)}.
     *
     * @param base what it was written with, by {@link #writeTo(OutputStream, Checkpoint)}; one that is whole needs none
     * @param maxBytes how much the increment may hold without compression
     * @throws CheckpointException also if it is an increment to another checkpoint, with {@link
     *     ErrorCode#CHECKPOINT_MISMATCH}; the message has the content hash of the right one
     * @throws IOException if the stream fails
     */
    static Checkpoint read(InputStream in, Checkpoint base, long maxBytes) throws IOException {
        return CheckpointReader.read(in, SavedCheckpoint.of(base), maxBytes);
    }

    /**
     * Reads a checkpoint from bytes; see {@link #read(InputStream, long)}.
     *
     * @throws CheckpointException if it is no checkpoint, damaged, cut short or too large
     */
    static Checkpoint of(byte[] bytes) {
        try {
            return read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the checkpoint, compressed; the stream stays open. */
    void writeTo(OutputStream out) throws IOException;

    /**
     * Writes what leads to this checkpoint from another one, compressed: the pages of the memory and the contents of files that are
     * not the same. Whoever reads that must have the other one. The stream stays open.
     *
     * @param base a checkpoint of the same build of the language, of the same session or another one
     * @throws InvalidRequestException if the base is of another language or build
     */
    void writeTo(OutputStream out, Checkpoint base) throws IOException;

    /** Returns what {@link #writeTo(OutputStream)} writes. */
    default byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Returns the language. */
    RuntimeType runtime();

    /** Returns the build of the language that it belongs to, as SHA-256 in hex. */
    String buildHash();

    /**
     * Returns the SHA-256, in hex, of all that the checkpoint holds. Equal hashes mean equal checkpoints; unlike the bytes
     * of two files, they do not depend on how a Java release compresses, nor on whether one was written whole or as an increment.
     * Working it out costs in proportion to what differs from checkpoints whose hash is known.
     */
    String contentHash();

    /** Returns the size of the interpreter's memory: a policy must allow at least that. */
    long memoryBytes();

    /** Tells whether the files of the workspace are in it. */
    boolean hasFiles();

    /** Returns what {@link #withMetadata} attached. */
    Map<String, String> metadata();

    /**
     * Returns the same checkpoint with other metadata: texts of the caller's own, which the sandbox does not look at.
     *
     * @throws InvalidRequestException if there are more than 1,000 or one of them is longer than 65,535 bytes
     */
    Checkpoint withMetadata(Map<String, String> values);
}
