package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.live.LiveInterpreter;
import dev.wasmsandbox.core.live.LiveWork;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A pool of its own settings, and one session in memory to run in. */
final class Workers implements AutoCloseable {
    static final String SESSION = "session";

    private final WorkerPool pool;
    private final StorageAdapter storage = new MemoryStorageAdapter();

    Workers(WorkerSettings settings) {
        pool = new WorkerPool(settings, RuntimeType.PYTHON);
        storage.create(SessionMetadata.createdAt(SESSION, Instant.now()));
    }

    /** Real workers, few and with little patience. */
    static WorkerSettings settings(int workers) {
        return settings(workers, WorkerCommand.launcher(128), Duration.ofMillis(300));
    }

    static WorkerSettings settings(int workers, WorkerLauncher launcher, Duration grace) {
        return new WorkerSettings(
                workers,
                100,
                Long.MAX_VALUE,
                Duration.ZERO,
                grace,
                Duration.ofMinutes(2),
                launcher);
    }

    StorageAdapter storage() {
        return storage;
    }

    RunFacts run(String code) {
        return run(ExecutionPolicy.defaults(), ExecutionRequest.of(code), new RunControl());
    }

    RunFacts run(ExecutionPolicy policy, ExecutionRequest request, RunControl control) {
        SessionContext context = context(policy, storage);
        ProcessPlace place = new ProcessPlace(pool, _ -> {});
        GuestRun run = place.run(context, request, control);
        CompletableFuture<RunFacts> facts = new CompletableFuture<>();
        place.execute(() -> {
            try {
                facts.complete(run.run(Instant.now()));
            } catch (RuntimeException e) {
                facts.completeExceptionally(e);
            } finally {
                run.tidyUp();
                context.close();
            }
        });
        return facts.join();
    }

    /** Closes what belongs to the run before it is answered, as the turn of a session does. */
    private static RunFacts runLive(
            ProcessPlace place,
            SessionContext context,
            LiveInterpreter interpreter,
            ExecutionRequest request) {
        try (context;
                LiveWork work = place.liveWork(context, request, new RunControl())) {
            RunFacts facts = work.run(interpreter, null, true, Instant.now());
            boolean _ = work.keep(interpreter);
            return facts;
        }
    }

    static SessionContext context(ExecutionPolicy policy, StorageAdapter storage) {
        return new SessionContext(
                RuntimeType.PYTHON,
                Language.of(RuntimeType.PYTHON),
                policy,
                SESSION,
                storage,
                ScratchDirectory.in(Path.of(System.getProperty("java.io.tmpdir"))),
                PolicyMounts.of(List.of()),
                SandboxLogger.none(),
                false);
    }

    /** Runs an interpreter that lives on, and lets it become what the run left. */
    RunFacts runLive(
            LiveInterpreter interpreter, ExecutionPolicy policy, ExecutionRequest request) {
        return runLive(place(), interpreter, policy, request);
    }

    /** A place that remembers whose worker was the last. */
    ProcessPlace place() {
        return new ProcessPlace(pool, _ -> {});
    }

    /** Runs an interpreter that lives on in a place, and lets it become what the run left. */
    RunFacts runLive(
            ProcessPlace place,
            LiveInterpreter interpreter,
            ExecutionPolicy policy,
            ExecutionRequest request) {
        SessionContext context = context(policy, storage);
        CompletableFuture<RunFacts> facts = new CompletableFuture<>();
        place.execute(() -> {
            try {
                facts.complete(runLive(place, context, interpreter, request));
            } catch (RuntimeException e) {
                facts.completeExceptionally(e);
            }
        });
        return facts.join();
    }

    @Override
    public void close() {
        pool.close();
    }
}
