package dev.wasmsandbox.core;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A run in this process: workspace loaded, fresh interpreter, limits, outcome, changes committed.
 *
 * <p>Runs on a guest thread, once.
 */
final class LocalRun implements GuestRun {
    private final SessionContext context;
    private final LoadedGuest guest;
    private final ExecutionRequest request;
    private final RunControl control;
    private final RunInput input;
    private @Nullable Workspace workspace;
    private @Nullable Tree files;
    private @Nullable WasiPreview1 wasi;
    private @Nullable Instance instance;

    LocalRun(
            SessionContext context,
            LoadedGuest guest,
            ExecutionRequest request,
            RunControl control) {
        this.context = context;
        this.guest = guest;
        this.request = request;
        this.control = control;
        this.input = new RunInput(context, guest, request);
    }

    @Override
    public RunFacts run(Instant now) {
        ExecutionPolicy policy = context.policy();
        GuestTime time = GuestTime.begin(policy);
        Workspace stored = input.openWorkspace(FileTimes.of(policy, time.clock(), false));
        workspace = stored;
        Tree tree = input.tree(stored);
        files = tree;
        RunStreams streams = RunStreams.of(policy, request, time);
        WasiPreview1 state = new WasiPreview1(tree, streams.wasiConfig());
        wasi = state;
        Instance fresh =
                guest.guestFor(request.code(), policy.memoryBytes())
                        .instantiate(state, time.clock(), policy.memoryBytes());
        instance = fresh;
        GuestMessages messages = new GuestMessages();
        RunReport report = fresh.run(input.lastRequest(), input.limits(), control, messages);
        Outcome outcome =
                streams.finish(
                        Outcomes.of(report.end(), messages.error(), policy, input.timeout()));
        FileChanges changes =
                context.rollbackOnError() && !outcome.success()
                        ? stored.commitNothing(now)
                        : stored.commit(input.workspaceMount(tree), now);
        return new RunFacts(
                streams.told(changes.applyTo(outcome)),
                OptionalLong.of(report.fuelConsumed()),
                report.memoryBytes(),
                report.memoryRefused(),
                streams.stdout(),
                streams.stderr(),
                changes);
    }

    @Override
    public void tidyUp() {
        if (instance != null) {
            instance.close();
        } else if (wasi != null) {
            wasi.close();
        }
        if (files != null) {
            // What was written and not stored, as in a private layer, is not the next run's burden.
            files.close();
        }
        if (workspace != null) {
            workspace.close();
        }
    }
}
