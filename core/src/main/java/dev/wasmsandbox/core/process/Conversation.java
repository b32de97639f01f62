package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SandboxExecutionException;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.engine.RunControl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One task of a worker, from the host's side: hands it over, serves what it asks for, takes its end.
 *
 * <p>Used once, by the thread of a worker.
 */
final class Conversation {
    /** A worker that is lost before it was told to begin has done nothing: another one may try. */
    private static final int ATTEMPTS = 3;

    private final ToWorker.Task task;
    private final byte[] code;
    private final List<WorkspaceEntry> index;
    private final RunControl control;
    private final @Nullable Duration timeout;

    /** Answers what a worker asks for during a task. */
    interface Services {
        /**
         * Serves a request.
         *
         * @throws ProtocolException if no honest worker asks for that
         * @throws IOException if the worker has ended
         */
        void serve(FromWorker.Request request, WorkerLink link) throws IOException;

        /**
         * Takes the end of the task.
         *
         * @throws ProtocolException if no honest worker ends like that
         */
        void accept(FromWorker.End end) throws ProtocolException;

        /** The worker can be told nothing more about this task. */
        void ended();
    }

    /**
     * Prepares a task.
     *
     * @param timeout after what time the worker stops it by itself; null if it does not
     */
    Conversation(
            ToWorker.Task task,
            byte[] code,
            List<WorkspaceEntry> index,
            RunControl control,
            @Nullable Duration timeout) {
        this.task = task;
        this.code = code;
        this.index = index;
        this.control = control;
        this.timeout = timeout;
    }

    /**
     * Has the task carried out.
     *
     * @throws WorkerLostException if the worker was lost; it is replaced already
     */
    FromWorker.End carryOut(WorkerThread thread, Services services) throws WorkerLostException {
        for (int attempt = 1; ; attempt++) {
            Worker worker = thread.worker();
            try (Watch watch = new Watch(worker::kill, thread.settings().grace())) {
                boolean begun = false;
                try {
                    thread.countTask();
                    handOver(worker, thread.settings());
                    begun = true;
                    return listen(worker.link(), watch, services);
                } catch (IOException e) {
                    Worker.End end = worker.bury(thread.settings().grace());
                    thread.discard();
                    if (begun || attempt == ATTEMPTS) {
                        throw lost(e, end, watch.hasFired());
                    }
                } catch (RuntimeException | Error e) {
                    // Trouble of this side, in the middle of a task: the worker cannot go on
                    // either.
                    worker.kill();
                    thread.discard();
                    throw e;
                }
            }
        }
    }

    /** A worker that does not read would let this wait for ever. */
    private void handOver(Worker worker, WorkerSettings settings) throws IOException {
        try (Watch watch = new Watch(worker::kill, settings.grace())) {
            watch.stopBy(settings.startLimit());
            handOver(worker.link());
        }
    }

    private void handOver(WorkerLink link) throws IOException {
        link.write(task);
        Pieces.cut(code, piece -> link.write(new ToWorker.Code(piece)));
        for (List<WorkspaceEntry> part : Entries.inPieces(index)) {
            link.write(new ToWorker.Entries(part));
        }
        link.send(new ToWorker.Begin());
    }

    private FromWorker.End listen(WorkerLink link, Watch watch, Services services)
            throws IOException {
        if (timeout != null) {
            watch.stopBy(timeout);
        }
        link.watchedBy(watch);
        // At once if it is cancelled already.
        control.onCancel(() -> cancel(link, watch));
        try {
            while (true) {
                watch.waiting();
                FromWorker message = link.receive();
                watch.serving();
                switch (message) {
                    case FromWorker.Request request -> services.serve(request, link);
                    case FromWorker.End end -> {
                        services.accept(end);
                        return end;
                    }
                    case FromWorker.Ready _ ->
                            throw new ProtocolException("it said that it is ready, in a task");
                }
            }
        } finally {
            control.onCancel(() -> {});
            services.ended();
        }
    }

    private static void cancel(WorkerLink link, Watch watch) {
        // First: a worker that does not read lets the message below wait, until it is ended.
        watch.stopBy(Duration.ZERO);
        try {
            link.send(new ToWorker.Cancel());
        } catch (IOException e) {
            // The worker has ended; who listens to it finds out.
            return;
        }
    }

    private WorkerLostException lost(IOException cause, Worker.End end, boolean fired) {
        String why =
                fired
                        ? "it did not stop in time; "
                        : cause instanceof ProtocolException && !end.byItself()
                                ? "it sent what no worker sends (" + cause.getMessage() + "); "
                                : "";
        return new WorkerLostException(
                String.format(
                        Locale.ROOT,
                        "the worker process of this run was lost: %s%s. Nothing of the run was stored, other runs go on",
                        why,
                        end),
                cause);
    }

    /** A task that failed in the worker although the worker lives. */
    static SandboxException failed(FromWorker.Failed failed) {
        if (failed.unfit()) {
            return new CheckpointException(ErrorCode.INVALID_REQUEST, failed.reason());
        }
        return new SandboxExecutionException(
                "the worker could not run the code: " + failed.reason(),
                new ProtocolException(failed.reason()));
    }
}
