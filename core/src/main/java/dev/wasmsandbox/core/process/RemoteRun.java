package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.ExecutionRequest.StandardInput;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.run.CapturedOutput;
import dev.wasmsandbox.core.run.Evidence;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.run.Surroundings;
import dev.wasmsandbox.core.workspace.FileChanges;
import dev.wasmsandbox.engine.RunControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A run in a worker: the session's files stay here, what the worker says of them is checked and committed here. */
final class RemoteRun implements GuestRun {
    private final SessionContext context;
    private final ExecutionRequest request;
    private final RunControl control;
    private final @Nullable StateExchange states;
    private final boolean remember;
    private Optional<List<WorkspaceChange>> reversal = Optional.of(List.of());
    private @Nullable SavedCheckpoint left;
    private @Nullable WorkspaceSnapshot snapshot;
    private @Nullable RunServices services;

    /** Prepares a run whose interpreter ends with it. */
    RemoteRun(SessionContext context, ExecutionRequest request, RunControl control) {
        this(context, request, control, null, false);
    }

    /**
     * Prepares a run.
     *
     * @param states its interpreter, which lives on; null if that ends with the run
     * @param remember whether to keep what is replaced in the workspace
     */
    RemoteRun(
            SessionContext context,
            ExecutionRequest request,
            RunControl control,
            @Nullable StateExchange states,
            boolean remember) {
        this.context = context;
        this.request = request;
        this.control = control;
        this.states = states;
        this.remember = remember;
    }

    @Override
    public RunFacts run(Instant now) {
        WorkspaceSnapshot opened = context.storage().open(context.sessionId());
        snapshot = opened;
        byte[] code = request.code();
        RunServices serving = new RunServices(context, request, opened, code, states);
        services = serving;
        Duration timeout = Surroundings.timeout(context.policy(), request).orElse(null);
        try {
            FromWorker.End end =
                    new Conversation(
                                    task(
                                            ToWorker.Kind.EXECUTE,
                                            context,
                                            request,
                                            states == null ? null : states.live()),
                                    code,
                                    serving.index(),
                                    control,
                                    timeout)
                            .carryOut(WorkerThread.here(), serving);
            return switch (end) {
                case FromWorker.Finished finished -> facts(finished, serving, now);
                case FromWorker.Failed failed -> throw Conversation.failed(failed);
                case FromWorker.Validated _, FromWorker.Completed _ ->
                        throw Conversation.failed(
                                new FromWorker.Failed("it did something else than running code"));
            };
        } catch (WorkerLostException e) {
            return new RunFacts(
                    new Outcome.WorkerLost(String.valueOf(e.getMessage())),
                    OptionalLong.empty(),
                    0,
                    Evidence.NONE,
                    CapturedOutput.NONE,
                    CapturedOutput.NONE.told(TrapReason.WORKER_LOST),
                    FileChanges.NONE);
        }
    }

    static ToWorker.Task task(
            ToWorker.Kind kind,
            SessionContext context,
            ExecutionRequest request,
            ToWorker.@Nullable Live live) {
        ExecutionPolicy policy = context.policy();
        boolean input =
                !(request.standardInput() instanceof StandardInput.Bytes(byte[] content)
                        && content.length == 0);
        List<ToWorker.MountPoint> mounts =
                context.mounts().all().stream()
                        .map(mount ->
                                new ToWorker.MountPoint(
                                        mount.guestPath(),
                                        mount.privateChanges(),
                                        mount.tree().modifiedNanos()))
                        .toList();
        return new ToWorker.Task(
                kind,
                context.runtime(),
                policy,
                request.arguments().orElse(null),
                request.environment(),
                request.timeout().orElse(null),
                input,
                request.outputListener().isPresent(),
                request.echo(),
                mounts,
                live);
    }

    /** Only now that the worker has said all, anything is stored. */
    private RunFacts facts(FromWorker.Finished finished, RunServices serving, Instant now) {
        Outcome outcome = serving.hostFailure().orElse(finished.outcome());
        boolean wanted = outcome.success() || !context.rollbackOnError();
        if (wanted && remember) {
            reversal = serving.reversal();
        }
        FileChanges changes = serving.changes().commit(context, wanted, now);
        left = wanted && states != null ? states.result() : null;
        Outcome end = changes.applyTo(outcome);
        CapturedOutput stderr =
                new CapturedOutput(serving.captured(Channel.STDERR), finished.stderrTruncated());
        TrapReason reason = end.trapReason();
        if (reason != null && finished.outcome().trapReason() == null) {
            // The worker took it for a run that nobody stopped.
            stderr = stderr.told(reason);
        }
        return new RunFacts(
                end,
                OptionalLong.of(finished.fuelConsumed()),
                finished.memoryBytes(),
                finished.evidence(),
                new CapturedOutput(serving.captured(Channel.STDOUT), finished.stdoutTruncated()),
                stderr,
                changes);
    }

    /** Returns how to take back what was stored; empty if that cannot be done. */
    Optional<List<WorkspaceChange>> reversal() {
        return reversal;
    }

    /** Returns what the run left of its interpreter; null if there is nothing to go on from. */
    @Nullable SavedCheckpoint left() {
        return left;
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
