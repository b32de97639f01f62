package dev.wasmsandbox.core.live;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.guest.GuestOnImage;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.run.RunResources;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasi.WasiState;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An interpreter between runs: what it was when it was last at rest after a good run, to which it goes back after a bad one, and the
 * instance itself, as long as there is one in this process. Without one nothing of its language is loaded.
 *
 * <p>Not thread-safe: used in the turns of its session only.
 */
public final class LiveInterpreter {
    /** What files without a name may have together for their contents to be kept. */
    public static final long MAX_DETACHED_BYTES = 16L << 20;

    /** What the heap has for a page beside its blocks: two objects and the places in the list. */
    private static final int PAGE_OVERHEAD_BYTES = 64;

    /** What an instance takes beside the memory of its guest, its table above all; measured for Python. */
    private static final int INSTANCE_BYTES = 192 << 10;

    /** Of a policy, what an instance is made for; for others it is made anew. */
    private record Terms(long memoryBytes, OptionalLong determinism) {
        static Terms of(ExecutionPolicy policy) {
            return new Terms(policy.memoryBytes(), policy.determinism());
        }
    }

    private final Language language;
    private @Nullable InterpreterState state;
    private @Nullable Instance instance;

    /** What the instance is of. */
    private String buildHash = "";

    private @Nullable Terms terms;
    private GuestTime time = GuestTime.begin(ExecutionPolicy.defaults());

    /** Begins with a fresh one; nothing is started yet. */
    public LiveInterpreter(Language language) {
        this.language = language;
    }

    /** What it was when it was last kept; null for a fresh one. */
    public @Nullable InterpreterState state() {
        return state;
    }

    /** Becomes another one. */
    public void become(@Nullable InterpreterState other) {
        dropInstance();
        state = other;
    }

    /** Gets ready for a run under a policy. */
    void prepare(ExecutionPolicy policy) {
        Terms wanted = Terms.of(policy);
        if (!wanted.equals(terms)) {
            dropInstance();
        }
        if (instance == null) {
            terms = wanted;
            time = timeOfCopy(policy);
        }
    }

    /** Time and randomness of a {@link #copy}. */
    GuestTime timeOfCopy(ExecutionPolicy policy) {
        InterpreterState from = state;
        return from == null
                ? GuestTime.begin(policy)
                : GuestTime.resume(policy, from.clockNanos(), from.entropy());
    }

    /** Starts another interpreter that is as this one was when it was last kept. It belongs to the caller. */
    Instance copy(RunResources run, ExecutionPolicy policy, GuestTime timeOfCopy) {
        return start(image(policy, new byte[0]), open(run), policy, timeOfCopy);
    }

    /** Time and randomness of the interpreter. */
    GuestTime time() {
        return time;
    }

    /** Opens in the files of a run what the interpreter has open. */
    WasiPreview1 open(RunResources run) {
        InterpreterState from = state;
        try {
            return run.wasi(from == null ? WasiState.initial() : from.wasi());
        } catch (IllegalArgumentException e) {
            throw doesNotFit(e);
        }
    }

    /**
     * Gives the interpreter its files, and starts it first if need be.
     *
     * @param code what it will run first
     */
    Instance start(WasiPreview1 wasi, ExecutionPolicy policy, byte[] code) {
        Instance known = instance;
        if (known != null) {
            known.replaceWasi(wasi);
            return known;
        }
        GuestOnImage image = image(policy, code);
        known = start(image, wasi, policy, time);
        buildHash = image.buildHash();
        instance = known;
        return known;
    }

    /** What the state belongs to, or what suits a program that comes first. */
    private GuestOnImage image(ExecutionPolicy policy, byte[] code) {
        InterpreterState from = state;
        LoadedGuest guest = LoadedGuest.of(language.runtime());
        try {
            return from == null
                    ? guest.forSession(code, policy.memoryBytes())
                    : guest.ofBuild(from.buildHash());
        } catch (IllegalArgumentException e) {
            throw doesNotFit(e);
        }
    }

    private Instance start(
            GuestOnImage image, WasiPreview1 wasi, ExecutionPolicy policy, GuestTime itsTime) {
        InterpreterState from = state;
        long limit = policy.memoryBytes();
        try {
            return from == null
                    ? image.guest().instantiate(wasi, itsTime.clock(), limit)
                    : image.guest().restore(wasi, itsTime.clock(), limit, from.memory());
        } catch (IllegalArgumentException e) {
            throw doesNotFit(e);
        }
    }

    private static CheckpointException doesNotFit(IllegalArgumentException cause) {
        return doesNotFit(String.valueOf(cause.getMessage()), cause);
    }

    private static CheckpointException doesNotFit(String why, @Nullable Throwable cause) {
        return new CheckpointException(
                ErrorCode.INVALID_REQUEST,
                "the interpreter of the session does not fit the policy: "
                        + why
                        + "; raise memoryBytes or maxOpenFiles",
                cause);
    }

    /**
     * Makes sure that its memory is not larger than a policy allows.
     *
     * @throws CheckpointException if it is
     */
    public void requireMemory(ExecutionPolicy policy) {
        InterpreterState current = state;
        if (current != null && current.memory().memoryBytes() > policy.memoryBytes()) {
            throw doesNotFit(
                    "it has "
                            + current.memory().memoryBytes()
                            + " bytes of memory, allowed are "
                            + policy.memoryBytes(),
                    null);
        }
    }

    /**
     * Takes down what it is after a good run: from here the next one goes on.
     *
     * @return whether there is something to go on from
     */
    boolean keep(WasiPreview1 wasi) {
        Instance live = instance;
        if (live == null) {
            return false;
        }
        InterpreterState before = state;
        state =
                new InterpreterState(
                        buildHash,
                        live.capture(before == null ? null : before.memory()),
                        wasi.state(MAX_DETACHED_BYTES),
                        time.clock().monotonicNanos(),
                        time.entropy().state());
        return true;
    }

    /** What it is, or would be when it is started. */
    InterpreterState stateOrFresh(ExecutionPolicy policy) {
        InterpreterState current = state;
        if (current != null) {
            return current;
        }
        GuestTime begin = GuestTime.begin(policy);
        Language.Beginning fresh = language.sessionBeginning(policy.memoryBytes());
        return new InterpreterState(
                fresh.buildHash(),
                MemorySnapshot.builder(fresh.memoryBytes()).build(),
                WasiState.initial(),
                begin.clock().monotonicNanos(),
                begin.entropy().state());
    }

    /** What it takes of this process's memory, about: the state on the heap, and the pages that the instance has for itself. */
    public long bytes() {
        InterpreterState current = state;
        return (current == null ? 0 : bytes(current))
                + (instance == null
                        ? 0
                        : INSTANCE_BYTES
                                + (current == null ? 0L : current.memory().pageCount())
                                        * MemorySnapshot.PAGE_BYTES);
    }

    /** What a state takes on the heap, about. */
    static long bytes(InterpreterState state) {
        return state.memory().blockBytes()
                + (long) state.memory().pageCount() * PAGE_OVERHEAD_BYTES;
    }

    /** Gives up the instance: the next run goes on from what was last kept. */
    public void dropInstance() {
        Instance spent = instance;
        instance = null;
        if (spent != null) {
            spent.close();
        }
    }
}
