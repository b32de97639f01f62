package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxClosedException;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.SessionStats;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.live.LiveCounters;
import dev.wasmsandbox.core.live.LivePool;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.core.policy.PolicyRules;
import dev.wasmsandbox.core.process.ProcessPlace;
import dev.wasmsandbox.core.run.LocalPlace;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.storage.ScratchSpace;
import dev.wasmsandbox.core.text.SessionIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many sessions whose interpreters live on, over one storage and in one pool. A sandbox is open for a session as long as somebody
 * calls it or its interpreter is awake; so what this holds is bounded by both, however many sessions there are.
 *
 * <p>Thread-safe.
 */
public final class ManagedSessions implements AutoCloseable {
    private final ManagedOptions options;
    private final SharedGround ground;

    /** Keeps the workers, if there are any, while no session is awake. */
    private final @Nullable ProcessPlace workers;

    private final Map<SessionSlot.Key, SessionSlot> slots = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Begins without sessions. */
    public ManagedSessions(ManagedOptions options) {
        PolicyRules.checkMountSources(options.policy());
        this.options = options;
        workers =
                options.isolation() == Isolation.PROCESS
                        ? ProcessPlace.open(RuntimeType.PYTHON)
                        : null;
        try {
            ground =
                    new SharedGround(
                            options.storage(),
                            ScratchSpace.of(options.storage()),
                            PolicyMounts.open(options.policy().mounts()),
                            new LivePool(options.limits(), this::fellAsleep),
                            options.queue());
        } catch (RuntimeException e) {
            closeWorkers();
            throw e;
        }
    }

    /** See {@link dev.wasmsandbox.SessionManager}. */
    public SandboxResult execute(String sessionId, RuntimeType runtime, ExecutionRequest request) {
        return with(sessionId, runtime, sandbox -> sandbox.execute(request));
    }

    /** See {@link dev.wasmsandbox.SessionManager}. */
    public CompletableFuture<SandboxResult> executeAsync(
            String sessionId, RuntimeType runtime, ExecutionRequest request) {
        SessionSlot slot = enter(sessionId, runtime);
        try {
            CompletableFuture<SandboxResult> result = slot.sandbox().executeAsync(request);
            CompletableFuture<SandboxResult> _ = result.whenComplete((_, _) -> leave(slot));
            return result;
        } catch (RuntimeException e) {
            leave(slot);
            throw e;
        }
    }

    /** See {@link dev.wasmsandbox.SessionManager}. */
    public CodeValidation validateCode(RuntimeType runtime, String code) {
        requireOpen();
        // Of a session it needs nothing.
        SessionContext context =
                new SessionContext(
                        runtime,
                        Language.of(runtime),
                        options.policy(),
                        SessionIds.random(),
                        ground.storage(),
                        ground.scratch(),
                        ground.mounts(),
                        options.logger(),
                        false);
        return new SessionSandbox(
                        context,
                        workers == null ? new LocalPlace(LoadedGuest.of(runtime)) : workers,
                        options.sessionPatience(),
                        null,
                        false,
                        1)
                .validateCode(code);
    }

    /** Does something with the sandbox of a session, which stays open meanwhile. */
    public <T> T with(String sessionId, RuntimeType runtime, Function<Sandbox, T> work) {
        SessionSlot slot = enter(sessionId, runtime);
        try {
            return work.apply(slot.sandbox());
        } finally {
            leave(slot);
        }
    }

    /** See {@link dev.wasmsandbox.SessionManager}. */
    public void restore(String sessionId, Checkpoint checkpoint) {
        requireOpen();
        open(sessionId, checkpoint.runtime(), checkpoint).close();
    }

    /** See {@link dev.wasmsandbox.SessionManager}. */
    public List<String> fork(String sessionId, RuntimeType runtime, int count) {
        List<Sandbox> children = with(sessionId, runtime, sandbox -> sandbox.fork(count));
        List<String> ids = new ArrayList<>();
        for (Sandbox child : children) {
            ids.add(child.sessionId());
            SessionSlot slot =
                    new SessionSlot(
                            new SessionSlot.Key(child.sessionId(), runtime),
                            () -> (SessionSandbox) child);
            boolean _ = slot.enter();
            calls.increment();
            slots.put(slot.key(), slot);
            leave(slot);
        }
        return List.copyOf(ids);
    }

    /** See {@link dev.wasmsandbox.SessionManager}. */
    public void sleep(String sessionId) {
        requireOpen();
        for (RuntimeType runtime : RuntimeType.values()) {
            SessionSlot slot = slots.get(new SessionSlot.Key(sessionId, runtime));
            if (slot != null && slot.enter()) {
                calls.increment();
                try {
                    slot.sandbox().sleep();
                } finally {
                    leave(slot);
                }
            }
        }
    }

    /** See {@link dev.wasmsandbox.SessionManager}. */
    public SessionStats stats() {
        LiveCounters counters = ground.pool().counters();
        int atWork = ground.pool().atWork();
        return new SessionStats(
                ground.pool().size(),
                ground.pool().bytes(),
                atWork,
                (int) Math.max(0, calls.sum() - atWork),
                counters.restored(),
                counters.evicted(),
                counters.saved(),
                counters.savedBytes());
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new SandboxClosedException("the session manager is closed; build another one");
        }
    }

    private SessionSlot enter(String sessionId, RuntimeType runtime) {
        SessionSlot.Key key = new SessionSlot.Key(SessionIds.check(sessionId, true), runtime);
        while (true) {
            requireOpen();
            SessionSlot slot =
                    slots.computeIfAbsent(
                            key, _ -> new SessionSlot(key, () -> open(sessionId, runtime, null)));
            try {
                if (slot.enter()) {
                    calls.increment();
                    return revived(slot);
                }
            } catch (RuntimeException e) {
                slots.remove(key, slot);
                throw e;
            }
            slots.remove(key, slot);
        }
    }

    /** A sandbox stays open while the session is deleted, and is to work for the next one of its id. */
    private SessionSlot revived(SessionSlot slot) {
        try {
            slot.sandbox().revive();
            return slot;
        } catch (RuntimeException e) {
            leave(slot);
            throw e;
        }
    }

    private void leave(SessionSlot slot) {
        calls.decrement();
        if (slot.leave()) {
            slots.remove(slot.key(), slot);
        }
    }

    /** Closes what was open for a session that fell asleep, unless somebody calls it. */
    private void fellAsleep(String sessionId) {
        for (RuntimeType runtime : RuntimeType.values()) {
            SessionSlot slot = slots.get(new SessionSlot.Key(sessionId, runtime));
            if (slot != null && slot.closeIfUnused()) {
                slots.remove(slot.key(), slot);
            }
        }
    }

    private SessionSandbox open(
            String sessionId, RuntimeType runtime, @Nullable Checkpoint checkpoint) {
        return Sandboxes.open(
                new SandboxOptions(
                        runtime,
                        options.policy(),
                        sessionId,
                        Path.of("workspace"),
                        ground.storage(),
                        options.logger(),
                        options.sessionPatience(),
                        options.rollbackOnError(),
                        new LiveOptions(options.saveEachRun(), options.undoDepth(), checkpoint),
                        true,
                        options.isolation()),
                ground,
                false);
    }

    /** Stops what runs and saves all that is awake. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        Map<String, CompletableFuture<?>> closing = new ConcurrentHashMap<>();
        slots.values().forEach(slot -> closing.put(slot.key().toString(), slot.close()));
        List<String> failed = new ArrayList<>();
        List<SandboxException> causes = new ArrayList<>();
        long end = System.nanoTime() + options.closePatience().toNanos();
        closing.forEach((name, done) -> await(name, done, end, failed, causes::add));
        closeGround();
        if (!failed.isEmpty()) {
            StorageException told =
                    new StorageException(
                            ErrorCode.STORAGE_FAILED,
                            failed.size()
                                    + " interpreters are not saved yet, of sessions "
                                    + String.join(
                                            ", ", failed.subList(0, Math.min(10, failed.size())))
                                    + (failed.size() > 10 ? ", …" : "")
                                    + "; they stay in memory and are saved as soon as that is possible, unless this process ends before");
            causes.forEach(told::addSuppressed);
            throw told;
        }
    }

    private static void await(
            String name,
            CompletableFuture<?> done,
            long end,
            List<String> failed,
            Consumer<SandboxException> cause) {
        try {
            done.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            failed.add(name);
        } catch (ExecutionException e) {
            failed.add(name);
            if (failed.size() <= 10 && e.getCause() instanceof SandboxException known) {
                cause.accept(known);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed.add(name);
        }
    }

    private void closeWorkers() {
        if (workers != null) {
            CompletableFuture<Void> _ = workers.close();
        }
    }

    private void closeGround() {
        closeWorkers();
        ground.mounts().close();
        try {
            ground.scratch().close();
        } catch (IOException e) {
            // What is left is swept when scratch space is opened there next time.
            return;
        }
    }
}
