package dev.wasmsandbox.cli;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.cli.SandboxOpener.Living;
import dev.wasmsandbox.cli.SandboxOpener.Opening;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out the {@code run} command. */
final class RunAction {
    private static final Path DEFAULT_WORKSPACE = Path.of("workspace");

    private final Surroundings surroundings;
    private final SandboxOpener opener;

    RunAction(Surroundings surroundings, SandboxOpener opener) {
        this.surroundings = surroundings;
        this.opener = opener;
    }

    /** Runs the code and returns the exit code. Ctrl-C cancels the run. */
    int run(RunOptions options) {
        RuntimeType runtime = CodeReader.language(options.code(), options.language());
        ExecutionPolicy policy = options.limits().policy();
        Isolation isolation = isolation(options.isolation());
        if (options.persist() && options.session() == null) {
            throw new UsageException(
                    "--persist keeps the interpreter with a session; name one with --session ID");
        }
        if (options.persist() && isolation == Isolation.PROCESS) {
            throw new UsageException(
                    "--persist keeps the interpreter in this process, so it cannot go with --isolation process; leave one of"
                            + " them out");
        }
        byte[] code = CodeReader.read(options.code(), surroundings.in());
        StorageAdapter storage =
                new DiskStorageAdapter(
                        options.workspace() == null ? DEFAULT_WORKSPACE : options.workspace());
        Opening opening =
                new Opening(
                        runtime,
                        policy,
                        storage,
                        options.session(),
                        options.persist() ? Living.ONE_RUN : null,
                        isolation);
        try (Interruption _ = Interruption.ofThisThread()) {
            SandboxResult result;
            String session;
            try (Sandbox sandbox = opener.open(opening)) {
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
        List<String> messages = RunReport.messages(result, policy);
        if (options.json()) {
            surroundings.print(result.toJson());
            return;
        }
        messages.forEach(surroundings::complain);
        if (options.session() == null && !result.filesCreated().isEmpty()) {
            result.workspacePath()
                    .ifPresent(path -> surroundings.complain("files were written to " + path));
        }
    }
}
