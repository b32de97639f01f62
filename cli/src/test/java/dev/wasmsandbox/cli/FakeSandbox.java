package dev.wasmsandbox.cli;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointScope;
import dev.wasmsandbox.CodeCompletion;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A sandbox that notes what it was asked for and answers as it was told. */
final class FakeSandbox implements Sandbox {
    private final Function<ExecutionRequest, SandboxResult> answer;
    final List<ExecutionRequest> requests = new ArrayList<>();
    final List<SandboxOpener.Opening> openings = new ArrayList<>();

    final List<FakeSandbox> copies = new ArrayList<>();

    /** What else it was asked to do, in order. */
    final List<String> deeds = new ArrayList<>();

    private Function<String, CodeValidation> parser = _ -> CodeValidation.ok();
    private Function<String, CodeCompletion> names = code -> CodeCompletion.none(code.length());
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
                                        FuelAnalysis.Status.UNKNOWN,
                                        null,
                                        1,
                                        0,
                                        "",
                                        List.of(),
                                        null),
                                null,
                                false,
                                false,
                                1,
                                0,
                                null,
                                null));
    }

    /** Stands for opening a sandbox. */
    Sandbox open(SandboxOpener.Opening wanted) {
        openings.add(wanted);
        closed = false;
        return this;
    }

    private SandboxOpener.Opening opening() {
        return openings.getLast();
    }

    ExecutionRequest onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one run, got " + requests.size());
        }
        return requests.getFirst();
    }

    @Override
    public String sessionId() {
        String session = opening().session();
        return session == null ? "some-session" : session;
    }

    @Override
    public RuntimeType runtime() {
        return opening().runtime();
    }

    @Override
    public ExecutionPolicy policy() {
        return opening().policy();
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

    /** Lets it judge code. */
    FakeSandbox parsing(Function<String, CodeValidation> wanted) {
        parser = wanted;
        return this;
    }

    /** Lets it complete code. */
    FakeSandbox completing(Function<String, CodeCompletion> wanted) {
        names = wanted;
        return this;
    }

    @Override
    public CodeValidation validateCode(String code) {
        return parser.apply(code);
    }

    @Override
    public CodeCompletion complete(String code, int cursor) {
        return names.apply(code.substring(0, cursor));
    }

    @Override
    public Checkpoint checkpoint(CheckpointScope scope) {
        deeds.add("checkpoint");
        return new FakeCheckpoint(runtime());
    }

    @Override
    public List<Sandbox> fork(int count) {
        deeds.add("fork");
        return List.of(copy("a-copy"));
    }

    @Override
    public Sandbox fork(String sessionId) {
        deeds.add("fork " + sessionId);
        return copy(sessionId);
    }

    private Sandbox copy(String id) {
        FakeSandbox copy = new FakeSandbox(answer).parsing(parser).completing(names);
        copies.add(copy);
        return copy.open(opening().at(id, null));
    }

    @Override
    public void undo() {
        deeds.add("undo");
    }

    @Override
    public void reset() {
        deeds.add("reset");
    }

    @Override
    public void close() {
        closed = true;
    }

    private record FakeCheckpoint(RuntimeType runtime) implements Checkpoint {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(1);
        }

        @Override
        public void writeTo(OutputStream out, Checkpoint base) throws IOException {
            writeTo(out);
        }

        @Override
        public String buildHash() {
            return "";
        }

        @Override
        public String contentHash() {
            return "";
        }

        @Override
        public long memoryBytes() {
            return 1;
        }

        @Override
        public boolean hasFiles() {
            return true;
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public Checkpoint withMetadata(Map<String, String> values) {
            return this;
        }
    }
}
