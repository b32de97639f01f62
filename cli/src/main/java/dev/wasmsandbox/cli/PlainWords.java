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
 * A command line as most are: options spelled out in full, each at most once, with its value as a word of its own. Everything
 * else (help, mistakes, {@code --option=value}) is left to picocli, which understands all of it but takes 50 to 90 ms
 * longer to start.
 */
final class PlainWords {
    private final Map<String, String> options;
    private final List<String> words;

    private PlainWords(Map<String, String> options, List<String> words) {
        this.options = options;
        this.words = words;
    }

    /**
     * Reads a command line.
     *
     * @param command its first word
     * @param flags the options that have no value
     * @param values the options that have one
     * @return empty if picocli has to look at it
     */
    static Optional<PlainWords> read(
            String[] args, String command, Set<String> flags, Set<String> values) {
        if (args.length == 0 || !args[0].equals(command)) {
            return Optional.empty();
        }
        Map<String, String> options = new HashMap<>();
        List<String> words = new ArrayList<>();
        int next = 1;
        while (next < args.length && !args[next].equals("--")) {
            String word = args[next++];
            if (word.equals("-") || !word.startsWith("-")) {
                words.add(word);
                continue;
            }
            String value = "";
            if (values.contains(word) && next < args.length && !args[next].startsWith("-")) {
                value = args[next++];
            } else if (!flags.contains(word)) {
                return Optional.empty();
            }
            if (options.put(word, value) != null) {
                return Optional.empty();
            }
        }
        words.addAll(Arrays.asList(args).subList(Math.min(next + 1, args.length), args.length));
        return Optional.of(new PlainWords(options, words));
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    @Nullable String value(String option) {
        return options.get(option);
    }

    @Nullable Path path(String option) {
        String text = options.get(option);
        return text == null ? null : Path.of(text);
    }

    /** Returns the words that are no options. */
    List<String> words() {
        return words;
    }
}
