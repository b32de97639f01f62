package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedWorkspace;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.live.LivePlace;
import dev.wasmsandbox.core.live.LiveSession;
import dev.wasmsandbox.core.live.LiveTasks;
import dev.wasmsandbox.core.live.SavedStates;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.core.policy.PolicyRules;
import dev.wasmsandbox.core.process.ProcessPlace;
import dev.wasmsandbox.core.run.LocalPlace;
import dev.wasmsandbox.core.run.RunPlace;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.storage.ScratchSpace;
import dev.wasmsandbox.core.text.SessionIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens sandboxes. */
public final class Sandboxes {
    private static final int MAX_UNDO_DEPTH = 1_000;

    private Sandboxes() {}

    /** Opens a sandbox with these settings. */
    public static Sandbox open(SandboxOptions options) {
        String sessionId =
                options.sessionId() == null
                        ? SessionIds.random()
                        : SessionIds.check(options.sessionId(), options.allowNonUuid());
        Language language = Language.of(options.runtime());
        PolicyRules.checkMemory(
                options.policy(),
                options.runtime(),
                language.bundle().initialMemoryBytes() + Language.LEAST_FREE_BYTES);
        PolicyRules.checkMountSources(options.policy());
        StorageAdapter storage =
                options.storage() == null
                        ? new DiskStorageAdapter(options.workspaceRoot())
                        : options.storage();
        LiveOptions live = options.live();
        if (live != null && options.isolation() == Isolation.PROCESS) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "autoPersistGlobals keeps interpreters in this process, so it cannot go with isolation PROCESS; leave one of them out");
        }
        SavedCheckpoint begin = live == null ? null : begin(live, options, language);
        RunPlace place = place(options);
        try {
            return open(options, language, sessionId, storage, place, begin);
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private static RunPlace place(SandboxOptions options) {
        return switch (options.isolation()) {
            case IN_PROCESS -> new LocalPlace(LoadedGuest.of(options.runtime()));
            case PROCESS -> ProcessPlace.open(options.runtime());
        };
    }

    private static Sandbox open(
            SandboxOptions options,
            Language language,
            String sessionId,
            StorageAdapter storage,
            RunPlace place,
            @Nullable SavedCheckpoint begin) {
        LiveOptions live = options.live();
        PolicyMounts mounts = PolicyMounts.open(options.policy().mounts());
        boolean created = create(storage, sessionId, mounts);
        SandboxEvent.Session.Change change =
                created
                        ? SandboxEvent.Session.Change.CREATED
                        : SandboxEvent.Session.Change.RETRIEVED;
        options.logger().log(new SandboxEvent.Session(sessionId, change));
        SessionContext context =
                new SessionContext(
                        options.runtime(),
                        language,
                        options.policy(),
                        sessionId,
                        storage,
                        ScratchSpace.of(storage),
                        mounts,
                        options.logger(),
                        options.rollbackOnError());
        if (live == null || !(place instanceof LocalPlace here)) {
            return new SessionSandbox(context, place, options.sessionPatience(), null);
        }
        LiveSession session = new LiveSession(context, here.guest(), live.undoDepth());
        if (begin != null) {
            session.beginWith(begin.interpreter());
            putFiles(begin, context, options.sessionPatience());
        }
        return new SessionSandbox(
                context,
                new LivePlace(here, session, live.saveEachRun()),
                options.sessionPatience(),
                new LiveTasks(session, (state, id) -> fork(options, context, state, id)));
    }

    private static void putFiles(SavedCheckpoint begin, SessionContext context, Duration patience) {
        if (begin.files().isEmpty()) {
            return;
        }
        String sessionId = context.sessionId();
        try (SessionLease _ =
                context.storage()
                        .lease(sessionId, patience)
                        .orElseThrow(() ->
                                new StorageException(
                                        ErrorCode.SESSION_BUSY,
                                        "session "
                                                + sessionId
                                                + " is in use; restore into another one, or wait longer"))) {
            SavedWorkspace.put(context.storage(), sessionId, begin.files().get(), Instant.now());
        } catch (RuntimeException e) {
            context.close();
            throw e;
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
        SavedCheckpoint checkpoint = SavedStates.usable(live.begin(), options.runtime(), language);
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
            @Nullable String sessionId) {
        if (sessionId != null) {
            begin(sessionId, options.allowNonUuid(), parent.storage());
        }
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
                                Isolation.IN_PROCESS));
        try {
            SavedWorkspace.copy(
                    parent.storage(), parent.sessionId(), child.sessionId(), Instant.now());
        } catch (RuntimeException e) {
            child.close();
            parent.storage().delete(child.sessionId());
            throw e;
        }
        return child;
    }

    /** Begins a session that must be a new one. */
    private static void begin(String sessionId, boolean allowNonUuid, StorageAdapter storage) {
        SessionIds.check(sessionId, allowNonUuid);
        if (!storage.create(SessionMetadata.createdAt(sessionId, Instant.now()))) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "there is a session "
                            + sessionId
                            + " already; copy to another id, or delete it first");
        }
    }

    private static boolean create(StorageAdapter storage, String sessionId, PolicyMounts mounts) {
        try {
            return storage.create(SessionMetadata.createdAt(sessionId, Instant.now()));
        } catch (RuntimeException e) {
            mounts.close();
            throw e;
        }
    }
}
