package dev.wasmsandbox.core;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.engine.GuestRequest;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunLimits;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One run of code, from the session's files to the result: workspace loaded, fresh interpreter, limits, outcome, changes committed.
 *
 * <p>Runs on a guest thread, once.
 */
final class Execution implements GuestTask<SandboxResult> {
    private static final int MAX_DEPTH = 128;
    private static final long WASM_PAGE_BYTES = 65_536;

    private final SessionContext context;
    private final ExecutionRequest request;
    private final RunControl control;
    private final byte[] code;
    private final long begin = System.nanoTime();
    private final @Nullable Duration timeout;
    private @Nullable Workspace workspace;
    private @Nullable WasiPreview1 wasi;
    private @Nullable Instance instance;

    Execution(SessionContext context, ExecutionRequest request, RunControl control) {
        this.context = context;
        this.request = request;
        this.control = control;
        this.code = request.code();
        this.timeout =
                shorter(context.policy().timeout().orElse(null), request.timeout().orElse(null));
    }

    @Override
    public SandboxResult run() {
        ExecutionPolicy policy = context.policy();
        if (context.logger().wantsRuns()) {
            context.logger()
                    .log(
                            new SandboxEvent.ExecutionStart(
                                    context.sessionId(), context.runtime(), code.length, policy));
        }
        Instant now = Instant.now();
        Workspace files = Workspace.open(context.storage(), context.sessionId(), codeFile(), code);
        workspace = files;
        Tree tree = tree(policy, files);
        RunStreams streams = RunStreams.of(policy, request);
        WasiPreview1 state = new WasiPreview1(tree, streams.wasiConfig());
        wasi = state;
        Instance fresh =
                context.guest().guest().instantiate(state, streams.clock(), policy.memoryBytes());
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
        FileChanges changes = files.commit(tree.mount(policy.guestMountPath()).orElseThrow(), now);
        SandboxResult result =
                result(changes.applyTo(outcome), report, streams, changes, logs(streams, now));
        if (context.logger().wantsRuns()) {
            context.logger()
                    .log(
                            new SandboxEvent.ExecutionComplete(
                                    context.sessionId(), context.runtime(), result));
        }
        return result;
    }

    private String codeFile() {
        return context.guest().language().codeFile();
    }

    private Tree tree(ExecutionPolicy policy, Workspace files) {
        Tree.Builder tree =
                Tree.builder().limits(files.limits(policy, MAX_DEPTH)).scratch(context.scratch());
        context.guest().mountArchive(tree);
        context.mounts().addTo(tree, policy.guestMountPath(), files.tree());
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

    private @Nullable Path logs(RunStreams streams, Instant now) {
        return context.policy().preserveLogs()
                ? RunLogs.keep(
                        context.storage(),
                        context.sessionId(),
                        now,
                        streams.stdoutBytes(),
                        streams.stderrBytes())
                : null;
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
                                context.guest().language().bundle(), context.policy(), request))
                .encode();
    }

    private SandboxResult result(
            Outcome outcome,
            RunReport report,
            RunStreams streams,
            FileChanges changes,
            @Nullable Path logs) {
        ExecutionPolicy policy = context.policy();
        TrapReason trapReason = outcome.trapReason();
        FuelAnalysis fuel =
                FuelAnalyzer.analyze(
                        OptionalLong.of(report.fuelConsumed()),
                        policy.fuelBudget(),
                        trapReason == TrapReason.OUT_OF_FUEL,
                        request.codeText());
        ExecutionMetadata metadata =
                new ExecutionMetadata(
                        context.sessionId(),
                        context.runtime(),
                        trapReason != null,
                        trapReason,
                        outcome.trapMessage(),
                        outcome instanceof Outcome.GuestError(var error) ? error : null,
                        fuel,
                        guidance(outcome, report, streams),
                        streams.stdoutTruncated(),
                        streams.stderrTruncated(),
                        report.memoryBytes() / WASM_PAGE_BYTES,
                        logs);
        SandboxResult.Builder result =
                SandboxResult.builder()
                        .outcome(outcome)
                        .output(streams.stdout(), streams.stderr())
                        .fuelConsumed(report.fuelConsumed())
                        .memoryUsedBytes(report.memoryBytes())
                        .durationMs((System.nanoTime() - begin) / 1e6)
                        .files(changes.created(), changes.modified(), changes.deleted())
                        .metadata(metadata);
        context.storage()
                .localPath(context.sessionId())
                .map(Path::toAbsolutePath)
                .ifPresent(result::workspacePath);
        return result.build();
    }

    private @Nullable ErrorGuidance guidance(
            Outcome outcome, RunReport report, RunStreams streams) {
        boolean truncated = streams.stdoutTruncated() || streams.stderrTruncated();
        if (outcome.success() && !truncated) {
            return null;
        }
        return Guidance.about(
                        new Failure(
                                context.runtime(),
                                context.policy(),
                                outcome,
                                truncated,
                                report.memoryRefused(),
                                request.codeText()))
                .orElse(null);
    }

    private static @Nullable Duration shorter(@Nullable Duration first, @Nullable Duration second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.compareTo(second) <= 0 ? first : second;
    }

    @Override
    public void tidyUp() {
        if (instance != null) {
            instance.close();
        } else if (wasi != null) {
            wasi.close();
        }
        if (workspace != null) {
            workspace.close();
        }
    }
}
