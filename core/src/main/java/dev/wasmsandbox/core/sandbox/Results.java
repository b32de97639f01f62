package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.guidance.Failure;
import dev.wasmsandbox.core.guidance.FuelAnalyzer;
import dev.wasmsandbox.core.guidance.Guidance;
import dev.wasmsandbox.core.guidance.RefusedFile;
import dev.wasmsandbox.core.guidance.Signs;
import dev.wasmsandbox.core.guidance.Spending;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.workspace.FileChanges;
import dev.wasmsandbox.wasi.Refusals;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in the words of the product what a run was: measures it against its policy, advises, keeps its output. */
final class Results {
    private static final long WASM_PAGE_BYTES = 65_536;

    /** How many files of a workspace advice looks at. */
    private static final int MOST_FILES = 2_000;

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
                        new Spending(
                                facts.fuelConsumed(),
                                policy.fuelBudget(),
                                trapReason,
                                facts.evidence().positions(),
                                request.codeText(),
                                policy.guestMountPath() + '/' + context.language().codeFile(),
                                context.runtime() == RuntimeType.PYTHON));
        ExecutionMetadata metadata =
                new ExecutionMetadata(
                        context.sessionId(),
                        context.runtime(),
                        trapReason != null,
                        trapReason,
                        outcome.trapMessage(),
                        outcome instanceof Outcome.GuestError(var error) ? error : null,
                        fuel,
                        guidance(facts, fuel),
                        facts.stdout().truncated(),
                        facts.stderr().truncated(),
                        facts.memoryBytes() / WASM_PAGE_BYTES,
                        (startNanos - beginNanos) / 1e6,
                        logs,
                        facts.fallback());
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

    private @Nullable ErrorGuidance guidance(RunFacts facts, FuelAnalysis fuel) {
        Signs signs = signs(facts);
        if (facts.outcome().success() && !signs.outputTruncated()) {
            return null;
        }
        return Guidance.aboutOrNone(
                        new Failure(
                                context.runtime(),
                                context.policy(),
                                facts.outcome(),
                                signs,
                                fuel,
                                request.codeText(),
                                this::workspaceFiles))
                .orElse(null);
    }

    private static Signs signs(RunFacts facts) {
        Refusals refusals = facts.evidence().files();
        return new Signs(
                facts.stdout().truncated() || facts.stderr().truncated(),
                facts.evidence().memoryRefused(),
                refusals.space(),
                refusals.opens().stream()
                        .map(open -> new RefusedFile(open.path(), open.errno()))
                        .toList());
    }

    /** What is in the workspace now; nothing if that cannot be told, which only makes advice poorer. */
    private List<String> workspaceFiles() {
        try (WorkspaceSnapshot snapshot = context.storage().open(context.sessionId())) {
            return snapshot.entries().stream()
                    .filter(entry -> entry.kind() != WorkspaceEntry.Kind.DIRECTORY)
                    .map(WorkspaceEntry::path)
                    .limit(MOST_FILES)
                    .toList();
        } catch (StorageException _) {
            return List.of();
        }
    }
}
