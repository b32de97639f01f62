package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.run.Completion;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A look for what could stand at the end of a text, in a worker. What the worker says of changed files is dropped. */
final class RemoteCompletion implements GuestTask<FoundNames> {
    private final SessionContext context;
    private final byte[] text;
    private final RunControl control;
    private @Nullable WorkspaceSnapshot snapshot;
    private @Nullable RunServices services;

    RemoteCompletion(SessionContext context, byte[] text, RunControl control) {
        this.context = context;
        this.text = text;
        this.control = control;
    }

    @Override
    public FoundNames run() {
        WorkspaceSnapshot opened = context.storage().open(context.sessionId());
        snapshot = opened;
        ExecutionRequest request = ExecutionRequest.builder(text).build();
        RunServices serving = RunServices.ofCompletion(context, request, opened, text);
        services = serving;
        Duration timeout = Completion.timeout(context.policy());
        ToWorker.Task task = RemoteRun.task(ToWorker.Kind.COMPLETE, context, request, null);
        try {
            FromWorker.End end =
                    new Conversation(task, text, serving.index(), control, timeout)
                            .carryOut(WorkerThread.here(), serving);
            return switch (end) {
                case FromWorker.Completed(FoundNames found) -> found;
                case FromWorker.Failed failed -> throw Conversation.failed(failed);
                case FromWorker.Finished _, FromWorker.Validated _ ->
                        throw Conversation.failed(
                                new FromWorker.Failed("it did something else than looking"));
            };
        } catch (WorkerLostException e) {
            return new FoundNames("", List.of(), false);
        }
    }

    @Override
    public void tidyUp() {
        if (services != null) {
            services.close();
        }
        if (snapshot != null) {
            snapshot.close();
        }
    }
}
