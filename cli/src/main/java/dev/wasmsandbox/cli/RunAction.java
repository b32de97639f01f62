package dev.wasmsandbox.cli;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxBuilder;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.TrapReason;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Carries out the {@code run} command. */
final class RunAction {
    private static final Path DEFAULT_WORKSPACE = Path.of("workspace");

    private final Surroundings surroundings;
    private final Opener opener;

    /** Opens the sandbox of a run; a test may put another one in its place. */
    @FunctionalInterface
    interface Opener {
        /** Opens a sandbox in a session, in a new one if none is named; where the process's default says if nothing else does. */
        Sandbox open(
                RuntimeType runtime,
                ExecutionPolicy policy,
                StorageAdapter storage,
                @Nullable String session,
                @Nullable Isolation isolation);
    }

    RunAction(Surroundings surroundings, Opener opener) {
        this.surroundings = surroundings;
        this.opener = opener;
    }

    /** Opens a real sandbox. */
    static Sandbox openReal(
            RuntimeType runtime,
            ExecutionPolicy policy,
            StorageAdapter storage,
            @Nullable String session,
            @Nullable Isolation isolation) {
        SandboxBuilder builder =
                Sandbox.builder()
                        .runtime(runtime)
                        .policy(policy)
                        .storage(storage)
                        .logger(SandboxLogger.none());
        if (session != null) {
            builder.sessionId(session);
        }
        if (isolation != null) {
            builder.isolation(isolation);
        }
        return builder.build();
    }

    /** Runs the code and returns the exit code. Ctrl-C cancels the run. */
    int run(RunOptions options) {
        RuntimeType runtime = CodeReader.language(options.code(), options.language());
        ExecutionPolicy policy = policy(options);
        Isolation isolation = isolation(options.isolation());
        byte[] code = CodeReader.read(options.code(), surroundings.in());
        StorageAdapter storage =
                new DiskStorageAdapter(
                        options.workspace() == null ? DEFAULT_WORKSPACE : options.workspace());
        try (Interruption _ = Interruption.ofThisThread()) {
            SandboxResult result;
            String session;
            try (Sandbox sandbox =
                    opener.open(runtime, policy, storage, options.session(), isolation)) {
                session = sandbox.sessionId();
                result = sandbox.execute(request(options, code));
            }
            if (options.session() == null && !keepsWorkspace(options, result)) {
                storage.delete(session);
            }
            report(options, policy, result);
            return ExitCode.of(result.outcome());
        }
    }

    private static @Nullable Isolation isolation(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "in-process" -> Isolation.IN_PROCESS;
            case "process" -> Isolation.PROCESS;
            default ->
                    throw new UsageException(
                            "--isolation is '" + text + "', allowed are in-process and process");
        };
    }

    private static ExecutionPolicy policy(RunOptions options) {
        ExecutionPolicy.Builder policy =
                options.policy() == null
                        ? ExecutionPolicy.builder()
                        : ExecutionPolicy.load(options.policy()).toBuilder();
        if (options.fuel() != null) {
            policy.fuelBudget(Quantities.amount("--fuel", options.fuel()));
        }
        if (options.memory() != null) {
            policy.memoryBytes(Quantities.amount("--memory", options.memory()));
        }
        if (options.timeout() != null) {
            policy.timeout(Quantities.seconds("--timeout", options.timeout()));
        }
        return policy.build();
    }

    private ExecutionRequest request(RunOptions options, byte[] code) {
        ExecutionRequest.Builder request = ExecutionRequest.builder(code);
        if (!options.arguments().isEmpty()) {
            request.arguments(options.arguments());
        }
        if (!(options.code() instanceof CodeSource.StandardInput)) {
            request.standardInput(surroundings.in());
        }
        if (!options.json()) {
            request.outputListener(this::pass);
        }
        return request.build();
    }

    private void pass(Channel channel, byte[] bytes) {
        switch (channel) {
            case STDOUT -> surroundings.write(bytes);
            case STDERR -> surroundings.err().write(bytes, 0, bytes.length);
        }
    }

    /** A workspace without a name can only be found again by who is told of it. */
    private static boolean keepsWorkspace(RunOptions options, SandboxResult result) {
        return options.json() || !result.filesCreated().isEmpty();
    }

    private void report(RunOptions options, ExecutionPolicy policy, SandboxResult result) {
        if (result.outcome() instanceof Outcome.HostFailure(String _, Throwable cause)
                && cause instanceof BrokenPipeException broken) {
            throw broken;
        }
        if (options.json()) {
            surroundings.print(result.toJson());
            return;
        }
        ExecutionMetadata metadata = result.metadata();
        if (metadata.stdoutTruncated()) {
            surroundings.complain(
                    truncated("standard output", policy.stdoutMaxBytes(), "stdout_max_bytes"));
        }
        if (metadata.stderrTruncated()) {
            surroundings.complain(
                    truncated("standard error", policy.stderrMaxBytes(), "stderr_max_bytes"));
        }
        if (metadata.trapReason() != null && metadata.trapReason() != TrapReason.CANCELLED) {
            surroundings.complain(
                    "execution trapped: "
                            + metadata.trapReason().label()
                            + ": "
                            + metadata.trapMessage()
                            + option(metadata.trapReason()));
        }
        if (options.session() == null && !result.filesCreated().isEmpty()) {
            result.workspacePath()
                    .ifPresent(path -> surroundings.complain("files were written to " + path));
        }
    }

    /** The message speaks of the policy; on the command line there is a shorter way. */
    private static String option(TrapReason reason) {
        return switch (reason) {
            case OUT_OF_FUEL -> " (--fuel)";
            case MEMORY_LIMIT -> " (--memory)";
            case TIMEOUT -> " (--timeout)";
            default -> "";
        };
    }

    private static String truncated(String stream, long limit, String key) {
        return stream
                + " was cut after "
                + limit
                + " bytes; raise "
                + key
                + " in a policy file (--policy)";
    }
}
