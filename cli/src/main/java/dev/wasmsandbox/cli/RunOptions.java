package dev.wasmsandbox.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code run} command was asked to do. Values are still the user's text; {@link RunAction} checks them.
 *
 * @param code where the code comes from
 * @param language the language's name, if one was given
 * @param json whether to print the whole result as one JSON object instead of the guest's output
 * @param limits what was said about limits
 * @param session the session to run in
 * @param persist whether the interpreter of the session lives on
 * @param workspace the directory that holds the workspaces of the sessions
 * @param isolation where the guest shall run, if that was said
 * @param arguments the guest's own arguments
 */
record RunOptions(
        CodeSource code,
        @Nullable String language,
        boolean json,
        PolicyChoice limits,
        @Nullable String session,
        boolean persist,
        @Nullable Path workspace,
        @Nullable String isolation,
        List<String> arguments) {

    RunOptions {
        arguments = List.copyOf(arguments);
    }

    private static final Set<String> FLAGS = Set.of("--json", "--persist", "--debug");
    private static final Set<String> VALUES =
            Set.of(
                    "-c",
                    "--language",
                    "--policy",
                    "--fuel",
                    "--memory",
                    "--timeout",
                    "--session",
                    "--workspace",
                    "--isolation");

    /**
     * Reads a command line that begins with {@code run} and is as most are.
     *
     * @return the options; empty if picocli has to look at it
     */
    static Optional<RunOptions> ofPlain(String[] args) {
        return PlainWords.read(args, "run", FLAGS, VALUES)
                .filter(words -> words.value("-c") != null || !words.words().isEmpty())
                .map(words ->
                        of(
                                words.value("-c"),
                                words.words(),
                                words.value("--language"),
                                words.has("--json"),
                                PolicyChoice.of(words),
                                words.value("--session"),
                                words.has("--persist"),
                                words.path("--workspace"),
                                words.value("--isolation")));
    }

    /** Tells the code from the arguments: without {@code -c}, the first word is the code's place. */
    static RunOptions of(
            @Nullable String code,
            List<String> words,
            @Nullable String language,
            boolean json,
            PolicyChoice limits,
            @Nullable String session,
            boolean persist,
            @Nullable Path workspace,
            @Nullable String isolation) {
        return new RunOptions(
                code == null ? CodeSource.of(words.getFirst()) : new CodeSource.Text(code),
                language,
                json,
                limits,
                session,
                persist,
                workspace,
                isolation,
                code == null ? words.subList(1, words.size()) : words);
    }
}
