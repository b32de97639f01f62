package dev.wasmsandbox.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code run} command was asked to do. Values are still the user's text; {@link RunAction} checks them.
 *
 * @param code where the code comes from
 * @param language the language's name, if one was given
 * @param json whether to print the whole result as one JSON object instead of the guest's output
 * @param policy a policy file
 * @param fuel the fuel budget
 * @param memory the memory limit
 * @param timeout the time limit in seconds
 * @param session the session to run in
 * @param workspace the directory that holds the workspaces of the sessions
 * @param isolation where the guest shall run, if that was said
 * @param debug whether to show where in the program an error came from
 * @param arguments the guest's own arguments
 */
record RunOptions(
        CodeSource code,
        @Nullable String language,
        boolean json,
        @Nullable Path policy,
        @Nullable String fuel,
        @Nullable String memory,
        @Nullable String timeout,
        @Nullable String session,
        @Nullable Path workspace,
        @Nullable String isolation,
        boolean debug,
        List<String> arguments) {

    RunOptions {
        arguments = List.copyOf(arguments);
    }

    private static final Set<String> FLAGS = Set.of("--json", "--debug");
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
     * Reads a command line that begins with {@code run} and is as most are: options spelled out in full, each at most
     * once, with its value as a word of its own. Everything else (help, mistakes, {@code --option=value}) is left to
     * picocli, which understands all of it but takes 50 to 90 ms longer to start.
     *
     * @return the options; empty if picocli has to look at it
     */
    static Optional<RunOptions> ofPlain(String[] args) {
        if (args.length == 0 || !args[0].equals("run")) {
            return Optional.empty();
        }
        Map<String, String> given = new HashMap<>();
        List<String> words = new ArrayList<>();
        int next = 1;
        while (next < args.length && !args[next].equals("--")) {
            String word = args[next++];
            if (word.equals("-") || !word.startsWith("-")) {
                words.add(word);
                continue;
            }
            String value = "";
            if (VALUES.contains(word) && next < args.length && !args[next].startsWith("-")) {
                value = args[next++];
            } else if (!FLAGS.contains(word)) {
                return Optional.empty();
            }
            if (given.put(word, value) != null) {
                return Optional.empty();
            }
        }
        words.addAll(Arrays.asList(args).subList(Math.min(next + 1, args.length), args.length));
        String code = given.get("-c");
        if (code == null && words.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                of(
                        code,
                        words,
                        given.get("--language"),
                        given.containsKey("--json"),
                        path(given.get("--policy")),
                        given.get("--fuel"),
                        given.get("--memory"),
                        given.get("--timeout"),
                        given.get("--session"),
                        path(given.get("--workspace")),
                        given.get("--isolation"),
                        given.containsKey("--debug")));
    }

    /** Tells the code from the arguments: without {@code -c}, the first word is the code's place. */
    static RunOptions of(
            @Nullable String code,
            List<String> words,
            @Nullable String language,
            boolean json,
            @Nullable Path policy,
            @Nullable String fuel,
            @Nullable String memory,
            @Nullable String timeout,
            @Nullable String session,
            @Nullable Path workspace,
            @Nullable String isolation,
            boolean debug) {
        return new RunOptions(
                code == null ? CodeSource.of(words.getFirst()) : new CodeSource.Text(code),
                language,
                json,
                policy,
                fuel,
                memory,
                timeout,
                session,
                workspace,
                isolation,
                debug,
                code == null ? words.subList(1, words.size()) : words);
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
