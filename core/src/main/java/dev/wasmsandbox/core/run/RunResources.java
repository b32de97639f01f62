package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.guest.GuestMessages;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.workspace.FileChanges;
import dev.wasmsandbox.core.workspace.FileTimes;
import dev.wasmsandbox.core.workspace.Workspace;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.Refusals;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasi.WasiState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one run in this process holds, whether its interpreter is fresh or lives on: files, streams and WASI.
 *
 * <p>In this order: opened, WASI given to an instance, the run carried out, its facts established, closed. Used by the guest thread of the run.
 */
public final class RunResources implements AutoCloseable {
    private final SessionContext context;
    private final RunInput input;
    private final RunStreams streams;
    private final Workspace workspace;
    private final Tree tree;
    private final GuestMessages messages = new GuestMessages();
    private @Nullable WasiPreview1 wasi;
    private boolean rolledBack;

    private RunResources(
            SessionContext context, RunInput input, RunStreams streams, FileTimes times) {
        this.context = context;
        this.input = input;
        this.streams = streams;
        workspace = input.openWorkspace(times);
        try {
            tree = input.tree(workspace);
        } catch (RuntimeException | Error e) {
            workspace.close();
            throw e;
        }
    }

    /**
     * Opens them.
     *
     * @param time of the interpreter
     * @param live whether the interpreter lives on
     */
    public static RunResources open(
            SessionContext context,
            LoadedGuest guest,
            ExecutionRequest request,
            GuestTime time,
            boolean live) {
        return new RunResources(
                context,
                new RunInput(context, guest, request),
                RunStreams.of(context.policy(), request, time),
                FileTimes.of(context.policy(), time.clock(), live));
    }

    /** Whether a program finds a module of this name in the workspace. */
    boolean hasModule(String name) {
        return workspace.hasModule(name);
    }

    /** Sets WASI up for a fresh interpreter. */
    WasiPreview1 wasi() {
        WasiPreview1 fresh = new WasiPreview1(tree, streams.wasiConfig());
        wasi = fresh;
        return fresh;
    }

    /**
     * Sets WASI up for an interpreter that goes on.
     *
     * @param open what it has open
     * @throws IllegalArgumentException if that does not fit the policy
     */
    public WasiPreview1 wasi(WasiState open) {
        WasiPreview1 resumed = new WasiPreview1(tree, streams.wasiConfig(), open);
        wasi = resumed;
        return resumed;
    }

    /** Runs the request in an interpreter that ends with it. */
    RunReport runLast(Instance instance, RunControl control) {
        return instance.run(input.lastRequest(), input.limits(), control, messages);
    }

    /**
     * Runs the request in an interpreter that lives on.
     *
     * @param first what it runs before that, under limits of its own; prints nothing; null for nothing. If that cannot be carried
     *     through, the run ends with it: what the request builds on would not be there.
     */
    public RunReport runNext(Instance instance, byte @Nullable [] first, RunControl control) {
        if (first != null) {
            RunReport prepared =
                    instance.run(
                            input.request(first), input.limits(), control, new GuestMessages());
            if (!(prepared.end() instanceof RunEnd.Returned(int code) && code == 0)) {
                return unprepared(prepared);
            }
        }
        return instance.run(input.nextRequest(), input.limits(), control, messages);
    }

    /** An error of what only takes values over is not one of the request, and its exit says nothing of that. */
    private static RunReport unprepared(RunReport report) {
        return switch (report.end()) {
            case RunEnd.Returned _, RunEnd.Exited _ ->
                    report.endedAs(
                            new RunEnd.Trapped(
                                    report.memoryRefused()
                                            ? RunEnd.TrapKind.MEMORY_LIMIT
                                            : RunEnd.TrapKind.GUEST_FAULT,
                                    "the fresh interpreter could not take over the saved variables;"
                                            + " Sandbox.reset() begins without them"));
            case RunEnd.Stopped _, RunEnd.Trapped _, RunEnd.HostFailed _ -> report;
        };
    }

    /** Looks in an interpreter that is thrown away afterwards for what could stand at the end of the code. */
    Optional<FoundNames> look(Instance instance, RunControl control) {
        RunReport _ =
                instance.run(
                        input.requestToLook(),
                        Completion.limits(context.policy()),
                        control,
                        messages);
        return messages.completion();
    }

    /** Has {@link #finish} keep what it replaces in the workspace. */
    public void keepReversal() {
        workspace.keepReversal();
    }

    /** Returns how to take back what {@link #finish} did to the workspace; empty if that cannot be done. */
    public Optional<List<WorkspaceChange>> reversal() {
        return workspace.reversal();
    }

    /**
     * Ends the streams, stores what the run changed, and tells what it was.
     *
     * @param now the time that is noted for the session
     */
    public RunFacts finish(RunReport report, Instant now) {
        Outcome outcome = streams.finish(outcome(report.end()));
        rolledBack = context.rollbackOnError() && !outcome.success();
        FileChanges changes =
                rolledBack
                        ? workspace.commitNothing(now)
                        : workspace.commit(input.workspaceMount(tree), now);
        return new RunFacts(
                streams.told(changes.applyTo(outcome)),
                OptionalLong.of(report.fuelConsumed()),
                report.memoryBytes(),
                new Evidence(report.memoryRefused(), refusals(), report.positions()),
                streams.stdout(),
                streams.stderr(),
                changes);
    }

    private Outcome outcome(RunEnd end) {
        Outcome outcome = Outcomes.of(end, messages.error(), context.policy(), input.timeout());
        // Elsewhere exit code 0 says no more than that all went well; a prompt ends by it.
        return input.echo() && messages.exitAsked() && outcome instanceof Outcome.Completed
                ? new Outcome.Exited(0)
                : outcome;
    }

    private Refusals refusals() {
        return wasi == null ? Refusals.NONE : wasi.refusals();
    }

    /** Whether {@link #finish} stored nothing, because the run did not succeed and its sandbox wants it so. */
    public boolean rolledBack() {
        return rolledBack;
    }

    @Override
    public void close() {
        if (wasi != null) {
            wasi.close();
        }
        // What was written and not stored, as in a private layer, is not the next run's burden.
        tree.close();
        workspace.close();
    }
}
