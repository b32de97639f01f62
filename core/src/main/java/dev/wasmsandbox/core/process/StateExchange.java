package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.checkpoint.CheckpointReader;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.live.LiveInterpreter;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.storage.SpillOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of one run, on its way to a worker and back, as checkpoints without files.
 *
 * <p>SECURITY: what comes back is read like a checkpoint from anywhere. It may hold what a guest under this policy can have, and not more.
 */
final class StateExchange implements AutoCloseable {
    /** What a description of an open file takes at most: its path is as deep as directories may be. */
    private static final long OPEN_FILE_BYTES = 64L << 10;

    /** What describes a page beside its blocks, with room to spare. */
    private static final long PAGE_DESCRIPTIONS = 256;

    private static final long SPARE_BYTES = 1L << 20;

    private final SessionContext context;
    private final @Nullable SavedCheckpoint from;
    private final byte @Nullable [] first;
    private final SpillOutput arriving;
    private final long most;
    private boolean asked;
    private @Nullable SavedCheckpoint result;

    /**
     * Begins a run.
     *
     * @param from what it goes on from; null for a fresh interpreter
     * @param known a checkpoint that may be of that, so that it is not hashed again; null for none
     * @param first what it runs before the request; null for nothing
     */
    StateExchange(
            SessionContext context,
            @Nullable InterpreterState from,
            @Nullable SavedCheckpoint known,
            byte @Nullable [] first) {
        this.context = context;
        this.first = first;
        this.from = from == null ? null : checkpoint(from, known);
        this.arriving = new SpillOutput(context.storage());
        this.most = most(context.policy());
    }

    @SuppressWarnings(
            "ReferenceEquality") // to find the same one; another equal one is only hashed again
    private SavedCheckpoint checkpoint(InterpreterState state, @Nullable SavedCheckpoint known) {
        return known != null && known.interpreter() == state
                ? known
                : new SavedCheckpoint(context.runtime(), state, Optional.empty(), Map.of());
    }

    private static long most(ExecutionPolicy policy) {
        return policy.memoryBytes()
                + policy.memoryBytes() / PAGE_DESCRIPTIONS
                + LiveInterpreter.MAX_DETACHED_BYTES
                + OPEN_FILE_BYTES * policy.maxOpenFiles()
                + SPARE_BYTES;
    }

    /** What the worker is told of the interpreter. */
    ToWorker.Live live() {
        return new ToWorker.Live(
                from == null ? "" : from.contentHash(),
                first == null ? "" : new String(first, StandardCharsets.UTF_8),
                context.rollbackOnError());
    }

    /** Sends what the run goes on from to a worker that does not have it. */
    void send(WorkerLink link) throws IOException {
        SavedCheckpoint known = from;
        if (known == null || asked) {
            throw new ProtocolException("it asked for an interpreter that it has, or none has");
        }
        asked = true;
        OutputStream pieces =
                new BufferedOutputStream(
                        Pieces.to(piece -> link.write(new ToWorker.State(piece))), Wire.PIECE);
        known.writeAtOnce(pieces, null);
        pieces.flush();
        link.send(new ToWorker.State(new byte[0]));
    }

    /** Takes a piece of what the interpreter has become. */
    void take(byte[] piece) throws ProtocolException {
        // What is compressed may be a little larger than what it holds.
        if (piece.length == 0 || arriving.size() + piece.length > most + most / 64) {
            throw new ProtocolException("it sent more of an interpreter than the policy allows");
        }
        try {
            arriving.write(piece, 0, piece.length);
        } catch (IOException e) {
            throw new StorageException(
                    "what a run left of its interpreter cannot be kept: " + e, e);
        }
    }

    /**
     * Takes the end of the run.
     *
     * @throws ProtocolException if what came is no interpreter that a guest can have after that
     */
    void complete(Outcome outcome) throws ProtocolException {
        if (arriving.size() == 0) {
            return;
        }
        boolean stopped =
                switch (outcome) {
                    case Outcome.Completed _,
                            Outcome.GuestError _,
                            Outcome.Exited _,
                            Outcome.HostFailure _ ->
                            false;
                    case Outcome.LimitReached _,
                            Outcome.Trapped _,
                            Outcome.Cancelled _,
                            Outcome.WorkerLost _ ->
                            true;
                };
        if (stopped) {
            throw new ProtocolException("it sent the interpreter of a run that was stopped");
        }
        result = read();
    }

    private SavedCheckpoint read() throws ProtocolException {
        SavedCheckpoint read;
        try (InputStream in = arriving.content().open()) {
            read = CheckpointReader.read(in, from, most);
            if (in.read() >= 0) {
                throw new ProtocolException("bytes follow the interpreter that it sent");
            }
        } catch (CheckpointException e) {
            throw new ProtocolException("of the interpreter that it sent: " + e.getMessage());
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(
                    "what a run left of its interpreter cannot be read: " + e, e);
        }
        if (read.runtime() != context.runtime()
                || !context.language().hasBuild(read.buildHash())
                || read.memoryBytes() > context.policy().memoryBytes()
                || read.hasFiles()
                || !read.metadata().isEmpty()) {
            throw new ProtocolException("it sent an interpreter that no run of this policy leaves");
        }
        return read;
    }

    /** What the run left; null if it left nothing to go on from. */
    @Nullable SavedCheckpoint result() {
        return result;
    }

    @Override
    public void close() {
        arriving.close();
    }
}
