package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.LocalPlace;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Listens to the host: puts tasks together, has them carried out on the guest thread, passes answers on. For the main thread of a worker. */
final class WorkerLoop {
    /** A task's session has no name here. */
    static final String SESSION = "worker";

    /** What kept interpreters may take, as a part of the heap: a run has an interpreter twice on it, before and after. */
    private static final int PART_FOR_KEPT = 4;

    private final HostLink host;
    private final ScratchDirectory scratch;
    private final KeptInterpreters kept =
            new KeptInterpreters(
                    KeptInterpreters.MOST, Runtime.getRuntime().maxMemory() / PART_FOR_KEPT);
    private @Nullable TaskRequest incoming;
    private @Nullable WorkerTask running;

    WorkerLoop(HostLink host, ScratchDirectory scratch) {
        this.host = host;
        this.scratch = scratch;
    }

    /** Runs a small program, so that the first one of the host does not wait for classes to be loaded. */
    WorkerLoop warmUp(LoadedGuest guest) {
        StorageAdapter storage = new MemoryStorageAdapter();
        storage.create(SessionMetadata.createdAt(SESSION, Instant.now()));
        SessionContext context =
                context(
                        guest,
                        ExecutionPolicy.defaults(),
                        storage,
                        PolicyMounts.of(List.of()),
                        false);
        LocalPlace place = new LocalPlace(guest);
        GuestRun run = place.run(context, ExecutionRequest.of(""), new RunControl());
        CompletableFuture<Void> done = new CompletableFuture<>();
        place.execute(() -> {
            try {
                var _ = run.run(Instant.now());
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            } finally {
                run.tidyUp();
            }
        });
        done.join();
        return this;
    }

    SessionContext context(
            LoadedGuest guest,
            ExecutionPolicy policy,
            StorageAdapter storage,
            PolicyMounts mounts,
            boolean rollbackOnError) {
        return new SessionContext(
                guest.language().runtime(),
                guest.language(),
                policy,
                SESSION,
                storage,
                scratch,
                mounts,
                SandboxLogger.none(),
                rollbackOnError);
    }

    /** The interpreters that wait for their next run. */
    KeptInterpreters kept() {
        return kept;
    }

    /**
     * Serves the host until it ends.
     *
     * @throws ProtocolException if the host sends what it never sends
     */
    void serve() throws IOException {
        host.send(new FromWorker.Ready(Wire.VERSION));
        while (true) {
            ToWorker message;
            try {
                message = host.receive();
            } catch (EOFException e) {
                return;
            }
            take(message);
        }
    }

    private void take(ToWorker message) throws ProtocolException {
        WorkerTask current = running;
        switch (message) {
            case ToWorker.Task task -> incoming = new TaskRequest(task);
            case ToWorker.Code code -> incoming().add(code);
            case ToWorker.Entries entries -> incoming().add(entries);
            case ToWorker.Begin() -> {
                WorkerTask task = new WorkerTask(this, incoming(), new HostQuestions(host));
                incoming = null;
                running = task;
                task.start();
            }
            case ToWorker.Cancel() -> {
                if (current != null) {
                    current.cancel();
                }
            }
            case ToWorker.Bytes _,
                    ToWorker.Listing _,
                    ToWorker.Input _,
                    ToWorker.State _,
                    ToWorker.Heard _,
                    ToWorker.Refused _ -> {
                if (current != null) {
                    current.answer(message);
                }
            }
        }
    }

    private TaskRequest incoming() throws ProtocolException {
        TaskRequest known = incoming;
        if (known == null) {
            throw new ProtocolException("the host sent a part of a task that it had not begun");
        }
        return known;
    }
}
