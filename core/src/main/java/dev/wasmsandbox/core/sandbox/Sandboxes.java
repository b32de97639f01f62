package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedWorkspace;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.live.LivePlace;
import dev.wasmsandbox.core.live.LivePool;
import dev.wasmsandbox.core.live.LiveSessions;
import dev.wasmsandbox.core.live.LiveTasks;
import dev.wasmsandbox.core.live.LocalWork;
import dev.wasmsandbox.core.live.SavedStates;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.core.policy.PolicyRules;
import dev.wasmsandbox.core.process.ProcessPlace;
import dev.wasmsandbox.core.run.LocalPlace;
import dev.wasmsandbox.core.run.RunPlace;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.run.SessionTurn;
import dev.wasmsandbox.core.storage.ScratchSpace;
import dev.wasmsandbox.core.text.SessionIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Opens sandboxes. */
public final class Sandboxes {
    private static final int MAX_UNDO_DEPTH = 1_000;

    private Sandboxes() {}

    /** Opens a sandbox with these settings. */
    public static Sandbox open(SandboxOptions options) {
        return open(options, null, false);
    }

    /**
     * Opens a sandbox with these settings.
     *
     * @param ground what it shares with others; null if it has all for itself
     * @param fork whether it is a copy, so that what it begins with is nothing new
     */
    static SessionSandbox open(
            SandboxOptions options, @Nullable SharedGround ground, boolean fork) {
        String sessionId =
                options.sessionId() == null
                        ? SessionIds.random()
                        : SessionIds.check(options.sessionId(), options.allowNonUuid());
        Language language = Language.of(options.runtime());
        PolicyRules.checkMemory(
                options.policy(),
                options.runtime(),
                language.bundle().initialMemoryBytes() + Language.LEAST_FREE_BYTES);
        if (ground == null) {
            PolicyRules.checkMountSources(options.policy());
        }
        LiveOptions live = options.live();
        SavedCheckpoint begin = live == null ? null : begin(live, options, language);
        RunPlace place = place(options);
        try {
            SessionContext context = context(options, language, sessionId, ground);
            return open(options, context, place, begin, ground, fork);
        } catch (RuntimeException e) {
            CompletableFuture<Void> _ = place.close();
            throw e;
        }
    }

    private static SessionContext context(
            SandboxOptions options,
            Language language,
            String sessionId,
            @Nullable SharedGround ground) {
        StorageAdapter storage = ground == null ? storage(options) : ground.storage();
        return new SessionContext(
                options.runtime(),
                language,
                options.policy(),
                sessionId,
                storage,
                ground == null ? ScratchSpace.of(storage) : ground.scratch(),
                ground == null ? PolicyMounts.open(options.policy().mounts()) : ground.mounts(),
                options.logger(),
                options.rollbackOnError());
    }

    private static StorageAdapter storage(SandboxOptions options) {
        return options.storage() == null
                ? new DiskStorageAdapter(options.workspaceRoot())
                : options.storage();
    }

    private static RunPlace place(SandboxOptions options) {
        return switch (options.isolation()) {
            case IN_PROCESS -> new LocalPlace(LoadedGuest.of(options.runtime()));
            case PROCESS -> ProcessPlace.open(options.runtime());
        };
    }

    private static SessionSandbox open(
            SandboxOptions options,
            SessionContext context,
            RunPlace place,
            @Nullable SavedCheckpoint begin,
            @Nullable SharedGround ground,
            boolean fork) {
        boolean created = create(context, ground == null, fork);
        LiveOptions live = options.live();
        int queue = ground == null ? SessionSandbox.MOST_WAITING : ground.queue();
        if (live == null) {
            return new SessionSandbox(
                    context, place, options.sessionPatience(), null, ground == null, queue);
        }
        LivePlace alive = alive(options, live, context, place, ground);
        SessionSandbox sandbox =
                new SessionSandbox(
                        context,
                        alive,
                        options.sessionPatience(),
                        new LiveTasks(
                                alive.session(),
                                options.policy(),
                                live.saveEachRun(),
                                (state, id) -> fork(options, context, state, id, ground)),
                        ground == null,
                        queue);
        if (begin != null) {
            beginWith(begin, alive, context, created, fork, options.sessionPatience(), sandbox);
        }
        return sandbox;
    }

    private static LivePlace alive(
            SandboxOptions options,
            LiveOptions live,
            SessionContext context,
            RunPlace place,
            @Nullable SharedGround ground) {
        return new LivePlace(
                place,
                place instanceof ProcessPlace workers ? workers::liveWork : LocalWork::new,
                options.sessionPatience(),
                live.saveEachRun(),
                user ->
                        LiveSessions.use(
                                context.storage(),
                                context.sessionId(),
                                context.language(),
                                ground == null ? LivePool.shared() : ground.pool(),
                                place instanceof ProcessPlace workers
                                        ? workers.forms(context)
                                        : null,
                                user,
                                live.undoDepth(),
                                options.logger()));
    }

    /** Lets a sandbox begin with a checkpoint, in the turn of its session unless nobody else can know that yet. */
    private static void beginWith(
            SavedCheckpoint begin,
            LivePlace place,
            SessionContext context,
            boolean created,
            boolean fork,
            Duration patience,
            SessionSandbox sandbox) {
        Runnable work =
                () -> {
                    begin.files()
                            .ifPresent(files ->
                                    SavedWorkspace.put(
                                            context.storage(),
                                            context.sessionId(),
                                            files,
                                            Instant.now()));
                    place.session().beginWith(begin.interpreter(), fork, place.savesAtOnce());
                };
        try {
            if (created) {
                work.run();
            } else {
                inTurn(context, place, patience, work);
            }
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private static void inTurn(
            SessionContext context, LivePlace place, Duration patience, Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        SessionTurn turn =
                SessionTurn.of(context.storage(), context.sessionId(), patience, place.admission());
        turn.take(
                () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    } finally {
                        turn.end();
                    }
                },
                done::completeExceptionally);
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SandboxException known ? known : e;
        }
    }

    private static @Nullable SavedCheckpoint begin(
            LiveOptions live, SandboxOptions options, Language language) {
        if (live.undoDepth() < 0 || live.undoDepth() > MAX_UNDO_DEPTH) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "undoDepth is " + live.undoDepth() + "; allowed are 0 to " + MAX_UNDO_DEPTH);
        }
        if (live.begin() == null) {
            return null;
        }
        SavedCheckpoint checkpoint = SavedStates.usable(live.begin(), language);
        if (checkpoint.memoryBytes() > options.policy().memoryBytes()) {
            throw new CheckpointException(
                    ErrorCode.INVALID_REQUEST,
                    "the checkpoint needs "
                            + checkpoint.memoryBytes()
                            + " bytes of memory; the policy allows "
                            + options.policy().memoryBytes()
                            + ": raise memoryBytes");
        }
        return checkpoint;
    }

    /** Opens a copy of a sandbox in a new session: its interpreter, and its files as they are now. */
    private static Sandbox fork(
            SandboxOptions options,
            SessionContext parent,
            @Nullable InterpreterState state,
            @Nullable String sessionId,
            @Nullable SharedGround ground) {
        LiveOptions live = Objects.requireNonNull(options.live());
        Checkpoint begin =
                state == null
                        ? null
                        : new SavedCheckpoint(parent.runtime(), state, Optional.empty(), Map.of());
        Sandbox child =
                open(
                        new SandboxOptions(
                                options.runtime(),
                                options.policy(),
                                sessionId,
                                options.workspaceRoot(),
                                parent.storage(),
                                options.logger(),
                                options.sessionPatience(),
                                options.rollbackOnError(),
                                new LiveOptions(live.saveEachRun(), live.undoDepth(), begin),
                                options.allowNonUuid(),
                                options.isolation()),
                        ground,
                        true);
        try {
            parent.storage().copy(parent.sessionId(), child.sessionId(), Instant.now());
        } catch (RuntimeException e) {
            child.close();
            parent.storage().delete(child.sessionId());
            throw e;
        }
        return child;
    }

    /**
     * Begins the session of a context unless it is there, and tells so.
     *
     * @param mustBeNew whether it is an error that it is there
     */
    static boolean create(SessionContext context, boolean ownsContext, boolean mustBeNew) {
        try {
            boolean created =
                    context.storage()
                            .create(SessionMetadata.createdAt(context.sessionId(), Instant.now()));
            if (mustBeNew && !created) {
                throw new InvalidRequestException(
                        ErrorCode.INVALID_REQUEST,
                        "there is a session "
                                + context.sessionId()
                                + " already; copy to another id, or delete it first");
            }
            context.logger()
                    .log(
                            new SandboxEvent.Session(
                                    context.sessionId(),
                                    created
                                            ? SandboxEvent.Session.Change.CREATED
                                            : SandboxEvent.Session.Change.RETRIEVED));
            return created;
        } catch (RuntimeException e) {
            if (ownsContext) {
                context.close();
            }
            throw e;
        }
    }
}
