package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.guidance.Failure;
import dev.wasmsandbox.core.guidance.FuelAnalyzer;
import dev.wasmsandbox.core.guidance.Guidance;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.workspace.FileChanges;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in the words of the product what a run was: measures it against its policy, advises, keeps its output. */
final class Results {
    private static final long WASM_PAGE_BYTES = 65_536;

    private final SessionContext context;
    private final ExecutionRequest request;

    Results(SessionContext context, ExecutionRequest request) {
        this.context = context;
        this.request = request;
    }

    /**
     * Builds a result.
     *
     * @param logs where the output was kept; null if it was not
     * @param beginNanos when the run was asked for, by {@link System#nanoTime}
     * @param startNanos when it had its turn
     */
    SandboxResult of(RunFacts facts, @Nullable Path logs, long beginNanos, long startNanos) {
        ExecutionPolicy policy = context.policy();
        Outcome outcome = facts.outcome();
        TrapReason trapReason = outcome.trapReason();
        FuelAnalysis fuel =
                FuelAnalyzer.analyze(
                        facts.fuelConsumed(),
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
                        guidance(facts),
                        facts.stdout().truncated(),
                        facts.stderr().truncated(),
                        facts.memoryBytes() / WASM_PAGE_BYTES,
                        (startNanos - beginNanos) / 1e6,
                        logs);
        FileChanges changes = facts.changes();
        SandboxResult.Builder result =
                SandboxResult.builder()
                        .outcome(outcome)
                        .output(facts.stdout().text(), facts.stderr().text())
                        .memoryUsedBytes(facts.memoryBytes())
                        .durationMs((System.nanoTime() - beginNanos) / 1e6)
                        .files(changes.created(), changes.modified(), changes.deleted())
                        .metadata(metadata);
        facts.fuelConsumed().ifPresent(result::fuelConsumed);
        context.storage()
                .localPath(context.sessionId())
                .map(Path::toAbsolutePath)
                .ifPresent(result::workspacePath);
        return result.build();
    }

    private @Nullable ErrorGuidance guidance(RunFacts facts) {
        boolean truncated = facts.stdout().truncated() || facts.stderr().truncated();
        if (facts.outcome().success() && !truncated) {
            return null;
        }
        return Guidance.about(
                        new Failure(
                                context.runtime(),
                                context.policy(),
                                facts.outcome(),
                                truncated,
                                facts.memoryRefused(),
                                request.codeText()))
                .orElse(null);
    }
}
