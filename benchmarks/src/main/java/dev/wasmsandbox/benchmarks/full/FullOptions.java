package dev.wasmsandbox.benchmarks.full;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the program was asked to do.
 *
 * @param guard whether only the short comparison is wanted, not all the measurements
 * @param effort how much is measured
 * @param parts the names of the parts that are measured
 * @param output where the results go, if that was said
 * @param baseline the results of an earlier run to compare with, if that was said
 * @param strict whether something worse than the baseline is an error
 */
record FullOptions(
        boolean guard,
        Effort effort,
        Set<String> parts,
        Optional<Path> output,
        Optional<Path> baseline,
        boolean strict) {

    static final String USAGE =
            "usage: ./sandbox bench --full [--part NAME,...] [--quick] [--output DIRECTORY] [--compare FILE [--strict]]\n"
                    + "       ./sandbox bench --quick [--output DIRECTORY] --compare FILE [--strict]";

    FullOptions {
        parts = new LinkedHashSet<>(parts);
    }

    /**
     * Reads a command line.
     *
     * @param known the names of all parts
     * @throws IllegalArgumentException if it makes no sense; the message says what is wrong
     */
    static FullOptions parse(List<String> words, List<String> known) {
        boolean full = false;
        boolean quick = false;
        boolean strict = false;
        Set<String> parts = new LinkedHashSet<>();
        Optional<Path> output = Optional.empty();
        Optional<Path> baseline = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--full" -> full = true;
                case "--quick" -> quick = true;
                case "--strict" -> strict = true;
                case "--part" -> parts.addAll(names(valueOf(word, words, ++i), known));
                case "--output" -> output = Optional.of(Path.of(valueOf(word, words, ++i)));
                case "--compare" -> baseline = Optional.of(Path.of(valueOf(word, words, ++i)));
                default -> throw new IllegalArgumentException("unknown option: " + word);
            }
        }
        if (!full && baseline.isEmpty()) {
            throw new IllegalArgumentException("neither --full nor --compare is given");
        }
        if (!full && !parts.isEmpty()) {
            throw new IllegalArgumentException("--part goes with --full");
        }
        if (strict && baseline.isEmpty()) {
            throw new IllegalArgumentException("--strict goes with --compare");
        }
        return new FullOptions(
                !full,
                quick ? Effort.QUICK : Effort.FULL,
                parts.isEmpty() ? new LinkedHashSet<>(known) : parts,
                output,
                baseline,
                strict);
    }

    private static String valueOf(String option, List<String> words, int index) {
        if (index >= words.size() || words.get(index).startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.get(index);
    }

    private static List<String> names(String value, List<String> known) {
        List<String> names = new ArrayList<>(List.of(value.split(",", -1)));
        names.removeIf(String::isBlank);
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no part '" + name + "'; there are " + String.join(", ", known));
            }
        }
        return names;
    }
}
