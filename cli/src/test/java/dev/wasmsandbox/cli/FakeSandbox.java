package dev.wasmsandbox.cli;

import dev.wasmsandbox.CodeCompletion;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A sandbox that notes what it was asked for and answers as it was told. */
final class FakeSandbox implements Sandbox {
    private final Function<ExecutionRequest, SandboxResult> answer;
    final List<ExecutionRequest> requests = new ArrayList<>();
    private RuntimeType runtime = RuntimeType.PYTHON;
    private ExecutionPolicy policy = ExecutionPolicy.defaults();
    @Nullable String session;
    @Nullable Isolation isolation;
    boolean closed;

    FakeSandbox(Function<ExecutionRequest, SandboxResult> answer) {
        this.answer = answer;
    }

    static FakeSandbox ending(Outcome outcome) {
        return new FakeSandbox(_ -> result(outcome).build());
    }

    static SandboxResult.Builder result(Outcome outcome) {
        return SandboxResult.builder()
                .outcome(outcome)
                .metadata(
                        new ExecutionMetadata(
                                "some-session",
                                RuntimeType.PYTHON,
                                outcome.trapReason() != null,
                                outcome.trapReason(),
                                outcome.trapMessage(),
                                null,
                                new FuelAnalysis(
                                        FuelAnalysis.Status.UNKNOWN, null, 1, 0, "", List.of()),
                                null,
                                false,
                                false,
                                1,
                                0,
                                null));
    }

    /** Stands for opening a sandbox. */
    Sandbox open(
            RuntimeType wantedRuntime,
            ExecutionPolicy wantedPolicy,
            @Nullable String wantedSession,
            @Nullable Isolation wantedIsolation) {
        runtime = wantedRuntime;
        isolation = wantedIsolation;
        policy = wantedPolicy;
        session = wantedSession;
        return this;
    }

    ExecutionRequest onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one run, got " + requests.size());
        }
        return requests.getFirst();
    }

    @Override
    public String sessionId() {
        return session == null ? "some-session" : session;
    }

    @Override
    public RuntimeType runtime() {
        return runtime;
    }

    @Override
    public ExecutionPolicy policy() {
        return policy;
    }

    @Override
    public Optional<Path> workspacePath() {
        return Optional.empty();
    }

    @Override
    public SandboxResult execute(ExecutionRequest request) {
        requests.add(request);
        return answer.apply(request);
    }

    @Override
    public CompletableFuture<SandboxResult> executeAsync(ExecutionRequest request) {
        return CompletableFuture.supplyAsync(() -> execute(request), Runnable::run);
    }

    @Override
    public CodeCompletion complete(String code, int cursor) {
        return CodeCompletion.none(cursor);
    }

    @Override
    public CodeValidation validateCode(String code) {
        throw new UnsupportedOperationException("the program validates nothing");
    }

    @Override
    public void close() {
        closed = true;
    }
}
