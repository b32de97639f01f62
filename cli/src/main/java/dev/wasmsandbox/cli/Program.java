package dev.wasmsandbox.cli;

import dev.wasmsandbox.SandboxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The command line program as a function from arguments to an exit code. */
final class Program {
    private final Surroundings surroundings;
    private final SandboxOpener opener;

    Program(Surroundings surroundings, SandboxOpener opener) {
        this.surroundings = surroundings;
        this.opener = opener;
    }

    /** Runs the command that the arguments name; returns the exit code and never throws. */
    int run(String... args) {
        Optional<RunOptions> plain = RunOptions.ofPlain(args);
        if (plain.isPresent()) {
            RunOptions options = plain.get();
            return guarded(args, () -> new RunAction(surroundings, opener).run(options));
        }
        Optional<ReplOptions> repl = ReplOptions.ofPlain(args);
        if (repl.isPresent()) {
            ReplOptions options = repl.get();
            return guarded(args, () -> new ReplAction(surroundings, opener).run(options));
        }
        return guarded(args, () -> new FullCommandLine(surroundings, opener).execute(args));
    }

    @SuppressWarnings(
            "CatchingUnchecked") // the last place that can turn a failure into a message and an
    // exit code
    private int guarded(String[] args, IntSupplier command) {
        try {
            return command.getAsInt();
        } catch (BrokenPipeException _) {
            return ExitCode.BROKEN_PIPE;
        } catch (Throwable t) {
            return report(t, List.of(args));
        }
    }

    private int report(Throwable failure, List<String> words) {
        boolean debug = words.contains("--debug");
        boolean expected = failure instanceof UsageException || failure instanceof SandboxException;
        String message =
                expected
                        ? String.valueOf(failure.getMessage())
                        : "internal error: " + failure + (debug ? "" : "; --debug shows where");
        surroundings.complain(message);
        if (debug) {
            failure.printStackTrace(surroundings.err());
        }
        if (words.contains("--json")) {
            surroundings.print(
                    Json.write(Map.of("success", false, "error", error(failure, message))));
        }
        return exitCode(failure);
    }

    private static Map<String, String> error(Throwable failure, String message) {
        String code =
                switch (failure) {
                    case UsageException _ -> "USAGE";
                    case SandboxException e -> e.code().name();
                    default -> "INTERNAL_ERROR";
                };
        return Map.of("code", code, "message", message);
    }

    /** What the caller can mend by asking differently is a usage error; the rest is trouble of the sandbox. */
    private static int exitCode(Throwable failure) {
        return switch (failure) {
            case UsageException _ -> ExitCode.USAGE;
            case SandboxException e ->
                    switch (e.code()) {
                        case INVALID_POLICY,
                                INVALID_REQUEST,
                                UNKNOWN_LANGUAGE,
                                INVALID_SESSION_ID,
                                INVALID_PATH,
                                SESSION_NOT_FOUND,
                                FILE_NOT_FOUND,
                                FILE_EXISTS,
                                INVALID_CHECKPOINT,
                                CHECKPOINT_MISMATCH,
                                CHECKPOINT_NOT_FOUND ->
                                ExitCode.USAGE;
                        case SESSION_BUSY,
                                STORAGE_FAILED,
                                CLOSED,
                                UNAVAILABLE,
                                EXECUTION_FAILED,
                                INTERNAL_ERROR ->
                                ExitCode.TROUBLE;
                    };
            default -> ExitCode.TROUBLE;
        };
    }
}
