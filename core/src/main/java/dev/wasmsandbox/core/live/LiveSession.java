package dev.wasmsandbox.core.live;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.SandboxExecutionException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedWorkspace;
import dev.wasmsandbox.core.guest.GuestOnImage;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.run.RunResources;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasi.WasiState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of a session that lives on between runs: the instance itself, and what it was when it was last at rest
 * after a good run, to which it goes back after a bad one.
 *
 * <p>Not thread-safe: used in the turns of its session only.
 */
public final class LiveSession {
    /** What files without a name may have together for their contents to be kept. */
    static final long MAX_DETACHED_BYTES = 16L << 20;

    /**
     * The session before a run.
     *
     * @param state the interpreter; null if there was none
     * @param reversal how to take back what the run did to the files; empty if that cannot be done
     */
    private record Past(
            @Nullable InterpreterState state, Optional<List<WorkspaceChange>> reversal) {}

    private final SessionContext context;
    private final LoadedGuest guest;
    private final SavedStates saved;
    private final int undoDepth;
    private final Deque<Past> past = new ArrayDeque<>();
    private @Nullable InterpreterState state;
    private @Nullable Instance instance;

    /** What the instance is of. */
    private String buildHash = "";

    private GuestTime time;
    private boolean loaded;
    private boolean unsaved;
    private @Nullable Throwable failure;

    /**
     * Begins with what is saved of the session, or a fresh interpreter; nothing is started yet.
     *
     * @param undoDepth how many runs can be taken back
     */
    public LiveSession(SessionContext context, LoadedGuest guest, int undoDepth) {
        this.context = context;
        this.guest = guest;
        this.undoDepth = undoDepth;
        this.saved = new SavedStates(context);
        this.time = GuestTime.begin(context.policy());
    }

    /** Lets the session begin with another one's interpreter instead of its own saved one. */
    public void beginWith(@Nullable InterpreterState other) {
        dropInstance();
        state = other;
        loaded = true;
        unsaved = true;
    }

    /**
     * Finds the interpreter: the live one, or the saved one.
     *
     * @throws CheckpointException if there is a saved one that cannot be used
     * @throws SandboxExecutionException if what the last run left could not be kept
     */
    void wake() {
        Throwable failed = failure;
        if (failed != null) {
            failure = null;
            throw new SandboxExecutionException(
                    "what the last run left in the interpreter could not be kept, so this one would begin before it; "
                            + "run it again to go on from there",
                    failed);
        }
        load();
        if (instance == null) {
            time = timeOf(state);
        }
    }

    private void load() {
        if (!loaded) {
            state = saved.load().map(SavedCheckpoint::interpreter).orElse(null);
            loaded = true;
        }
    }

    private GuestTime timeOf(@Nullable InterpreterState from) {
        return from == null
                ? GuestTime.begin(context.policy())
                : GuestTime.resume(context.policy(), from.clockNanos(), from.entropy());
    }

    /** Time and randomness of a {@link #copy}. */
    GuestTime timeOfCopy() {
        load();
        return timeOf(state);
    }

    /** Starts another interpreter that is as this one was when it was last kept. It belongs to the caller. */
    Instance copy(RunResources run, GuestTime timeOfCopy) {
        return start(image(new byte[0]), open(run), timeOfCopy);
    }

    /** Time and randomness of the interpreter that {@link #wake} found. */
    GuestTime time() {
        return time;
    }

    /** Opens in the files of a run what the interpreter has open. */
    WasiPreview1 open(RunResources run) {
        InterpreterState from = state;
        WasiState open = from == null ? WasiState.initial() : from.wasi();
        try {
            return run.wasi(open);
        } catch (IllegalArgumentException e) {
            throw doesNotFit(e);
        }
    }

    /**
     * Gives the interpreter its files, and starts it first if need be.
     *
     * @param code what it will run first
     */
    Instance instance(WasiPreview1 wasi, byte[] code) {
        Instance known = instance;
        if (known != null) {
            known.replaceWasi(wasi);
            return known;
        }
        GuestOnImage image = image(code);
        known = start(image, wasi, time);
        buildHash = image.buildHash();
        instance = known;
        return known;
    }

    /** What the state belongs to, or what suits a program that comes first. */
    private GuestOnImage image(byte[] code) {
        InterpreterState from = state;
        try {
            return from == null
                    ? guest.forSession(code, context.policy().memoryBytes())
                    : guest.ofBuild(from.buildHash());
        } catch (IllegalArgumentException e) {
            throw doesNotFit(e);
        }
    }

    private Instance start(GuestOnImage image, WasiPreview1 wasi, GuestTime itsTime) {
        long limit = context.policy().memoryBytes();
        InterpreterState from = state;
        try {
            return from == null
                    ? image.guest().instantiate(wasi, itsTime.clock(), limit)
                    : image.guest().restore(wasi, itsTime.clock(), limit, from.memory());
        } catch (IllegalArgumentException e) {
            throw doesNotFit(e);
        }
    }

    private static CheckpointException doesNotFit(IllegalArgumentException e) {
        return new CheckpointException(
                ErrorCode.INVALID_REQUEST,
                "the interpreter of the session does not fit the policy: "
                        + e.getMessage()
                        + "; raise memoryBytes or maxOpenFiles",
                e);
    }

    /** Takes down what the interpreter is after a good run: from here the next one goes on. */
    void keep(WasiPreview1 wasi) {
        Instance live = instance;
        if (live == null) {
            return;
        }
        InterpreterState before = state;
        state =
                new InterpreterState(
                        buildHash,
                        live.capture(before == null ? null : before.memory()),
                        wasi.state(MAX_DETACHED_BYTES),
                        time.clock().monotonicNanos(),
                        time.entropy().state());
        unsaved = true;
    }

    /** What it was when it was last kept. */
    @Nullable InterpreterState state() {
        return state;
    }

    /** Notes how the last run can be taken back. */
    void remember(@Nullable InterpreterState before, Optional<List<WorkspaceChange>> filesBefore) {
        past.addLast(new Past(before, filesBefore));
        if (past.size() > undoDepth) {
            past.removeFirst();
        }
    }

    /** Gives up the instance after a bad run: the next one goes on from the last good one. */
    void dropInstance() {
        Instance spent = instance;
        instance = null;
        if (spent != null) {
            spent.close();
        }
    }

    /** Notes that the last run was good and what it left is lost all the same; the next run will tell. */
    void fail(Throwable cause) {
        dropInstance();
        failure = cause;
    }

    /** Takes the last run back. */
    void undo() {
        Past last = past.peekLast();
        if (last == null) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "there is nothing to undo: since this sandbox was opened nothing ran, or it was taken back already;"
                            + " undoDepth tells how many runs are remembered");
        }
        List<WorkspaceChange> back =
                last.reversal()
                        .orElseThrow(() ->
                                new InvalidRequestException(
                                        ErrorCode.INVALID_REQUEST,
                                        "the last run cannot be undone: the files that it replaced are too large to"
                                                + " be kept"));
        if (!back.isEmpty()) {
            SavedWorkspace.commitAll(context.storage(), context.sessionId(), back, Instant.now());
        }
        past.removeLast();
        beginWith(last.state());
        failure = null;
    }

    /** Forgets the interpreter, the saved one too: the next run begins with a fresh one. */
    void reset() {
        saved.delete();
        past.clear();
        failure = null;
        beginWith(null);
        unsaved = false;
    }

    /** Makes a checkpoint of what it is. */
    SavedCheckpoint checkpoint(boolean withFiles) {
        wake();
        InterpreterState current = state;
        if (current == null) {
            current = fresh();
        }
        List<Integer> lost = current.wasi().lost();
        if (!lost.isEmpty()) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "no checkpoint can be made: the contents of the open files "
                            + lost
                            + " (by their descriptors) are not to be had, because they have no name any more and are"
                            + " larger than "
                            + MAX_DETACHED_BYTES
                            + " bytes, or are gone; close them first");
        }
        return saved.checkpoint(
                current,
                withFiles
                        ? Optional.of(SavedWorkspace.take(context.storage(), context.sessionId()))
                        : Optional.empty());
    }

    /** An interpreter that has not run yet. */
    private InterpreterState fresh() {
        GuestTime begin = GuestTime.begin(context.policy());
        OptionalLong seed = begin.entropy().state();
        GuestOnImage image = guest.forSession(new byte[0], context.policy().memoryBytes());
        return new InterpreterState(
                image.buildHash(),
                image.guest().freshMemory(),
                WasiState.initial(),
                begin.clock().monotonicNanos(),
                seed);
    }

    /** Saves the interpreter where the session is kept, if it is another one than the saved one. */
    void save() {
        InterpreterState current = state;
        if (unsaved && current != null) {
            saved.save(saved.checkpoint(current, Optional.empty()));
        } else if (unsaved) {
            saved.delete();
        }
        unsaved = false;
    }
}
