package dev.wasmsandbox.core;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.engine.GuestRequest;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunLimits;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A run in this process: workspace loaded, fresh interpreter, limits, outcome, changes committed.
 *
 * <p>Runs on a guest thread, once.
 */
final class LocalRun implements GuestRun {
    private static final int MAX_DEPTH = 128;

    private final SessionContext context;
    private final LoadedGuest guest;
    private final ExecutionRequest request;
    private final RunControl control;
    private final byte[] code;
    private final @Nullable Duration timeout;
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
        this.code = request.code();
        this.timeout = Surroundings.timeout(context.policy(), request).orElse(null);
    }

    @Override
    public RunFacts run(Instant now) {
        ExecutionPolicy policy = context.policy();
        Workspace stored = Workspace.open(context.storage(), context.sessionId(), codeFile(), code);
        workspace = stored;
        Tree tree = tree(policy, stored);
        files = tree;
        RunStreams streams = RunStreams.of(policy, request);
        WasiPreview1 state = new WasiPreview1(tree, streams.wasiConfig());
        wasi = state;
        Instance fresh =
                guest.guestFor(code, policy.memoryBytes())
                        .instantiate(state, streams.clock(), policy.memoryBytes());
        instance = fresh;
        GuestMessages messages = new GuestMessages();
        RunReport report =
                fresh.run(
                        guestRequest(),
                        new RunLimits(policy.fuelBudget(), timeout),
                        control,
                        messages);
        Outcome outcome =
                streams.finish(Outcomes.of(report.end(), messages.error(), policy, timeout));
        FileChanges changes = stored.commit(tree.mount(policy.guestMountPath()).orElseThrow(), now);
        return new RunFacts(
                changes.applyTo(outcome),
                OptionalLong.of(report.fuelConsumed()),
                report.memoryBytes(),
                report.memoryRefused(),
                streams.stdout(),
                streams.stderr(),
                changes);
    }

    private String codeFile() {
        return context.language().codeFile();
    }

    private Tree tree(ExecutionPolicy policy, Workspace stored) {
        Tree.Builder tree =
                Tree.builder().limits(stored.limits(policy, MAX_DEPTH)).scratch(context.scratch());
        guest.mountArchives(tree);
        context.mounts().addTo(tree, policy.guestMountPath(), stored.tree());
        try {
            return tree.build();
        } catch (IOException e) {
            throw new StorageException(
                    "cannot list the workspace of session "
                            + context.sessionId()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private byte[] guestRequest() {
        String program = context.policy().guestMountPath() + '/' + codeFile();
        return new GuestRequest(
                        GuestRequest.Operation.EXECUTE,
                        true,
                        code,
                        program,
                        context.policy().guestMountPath(),
                        Surroundings.arguments(program, context.policy(), request),
                        Surroundings.environment(
                                context.language().bundle(), context.policy(), request))
                .encode();
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
