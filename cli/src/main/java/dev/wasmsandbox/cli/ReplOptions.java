package dev.wasmsandbox.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code repl} command was asked to do. Values are still the user's text.
 *
 * @param language the language's name, if one was given
 * @param limits what was said about limits
 * @param session the session to go on with, or to begin
 * @param workspace the directory that holds the workspaces of the sessions
 * @param history whether what is typed is kept for later times
 */
record ReplOptions(
        @Nullable String language,
        PolicyChoice limits,
        @Nullable String session,
        @Nullable Path workspace,
        boolean history) {
    private static final Set<String> FLAGS = Set.of("--no-history", "--debug");

    /**
     * Reads a command line that begins with {@code repl} and is as most are.
     *
     * @return the options; empty if picocli has to look at it
     */
    static Optional<ReplOptions> ofPlain(String[] args) {
        Set<String> values = new HashSet<>(PolicyChoice.OPTIONS);
        values.addAll(List.of("--language", "--session", "--workspace"));
        return PlainWords.read(args, "repl", FLAGS, values)
                .filter(words -> words.words().isEmpty())
                .map(words ->
                        new ReplOptions(
                                words.value("--language"),
                                PolicyChoice.of(words),
                                words.value("--session"),
                                words.path("--workspace"),
                                !words.has("--no-history")));
    }
}
