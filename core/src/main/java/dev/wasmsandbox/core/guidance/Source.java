package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a program, line by line.
 *
 * <p>It is an attacker's, and is looked at outside of the run's limits. So lines that nobody writes by hand count as empty, and a text has
 * only so many lines.
 */
final class Source {
    /** No line that anybody writes by hand is longer; patterns may take the square of a line's length. */
    static final int LONGEST_LINE = 500;

    private static final int MOST_LINES = 5_000;

    private static final Pattern RETURNS =
            Pattern.compile("\\s*+(?:(?:.*[;{]\\s*+)?return\\b(?!\\s*+;?\\s*+$).*|yield\\b.*)");

    private final List<String> lines;
    private final boolean python;

    Source(String code, boolean python) {
        this.lines =
                code.lines()
                        .limit(MOST_LINES)
                        .map(line -> line.length() <= LONGEST_LINE ? line : "")
                        .toList();
        this.python = python;
    }

    /** A line of a program that says what a name is. */
    record Definition(int line, String value) {}

    List<String> lines() {
        return lines;
    }

    /** Returns a line by its number; empty text if there is none. */
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** Finds the nearest assignment to a name above a line. */
    Optional<Definition> assignmentBefore(String name, int line) {
        Pattern assignment =
                Pattern.compile(
                        "^\\s*+(?:(?:const|let|var)\\s++)?+"
                                + Pattern.quote(name)
                                + "\\s*+(?::[^=]*+)?+=(?!=)(.+)$");
        for (int number = Math.min(line, lines.size() + 1) - 1; number >= 1; number--) {
            Matcher matcher = assignment.matcher(line(number));
            if (matcher.find()) {
                return Optional.of(new Definition(number, trimmed(matcher.group(1))));
            }
        }
        return Optional.empty();
    }

    private static String trimmed(String value) {
        String text = value.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    }

    /** Returns the first line below another one that defines a name on the top level; 0 if there is none. */
    int definitionAfter(String name, int line) {
        String quoted = Pattern.quote(name);
        Pattern definition =
                Pattern.compile(
                        python
                                ? "^(?:def\\s++|class\\s++)?+" + quoted + "\\s*+(?:[(:]|=(?!=)|$).*"
                                : "^(?:const|let|var|function\\*?|class|async\\s++function)\\s++"
                                        + quoted
                                        + "\\b.*");
        for (int number = line + 1; number <= lines.size(); number++) {
            Matcher matcher = definition.matcher(line(number));
            if (matcher.find() && isDefinition(line(number), name)) {
                return number;
            }
        }
        return 0;
    }

    private boolean isDefinition(String text, String name) {
        return !python
                || text.startsWith("def ")
                || text.startsWith("class ")
                || text.contains("=")
                || !text.startsWith(name);
    }

    /** Returns the line that begins a function of this name; 0 if there is none. */
    int function(String name) {
        String quoted = Pattern.quote(name);
        Pattern begin =
                Pattern.compile(
                        python
                                ? "^\\s*+(?:async\\s++)?+def\\s++" + quoted + "\\s*+\\("
                                : "^\\s*+(?:export\\s++)?+(?:async\\s++)?+function\\s++"
                                        + quoted
                                        + "\\s*+\\(");
        return first(begin);
    }

    /** Returns the first line in which a pattern is found; 0 if there is none. */
    int first(Pattern pattern) {
        for (int number = 1; number <= lines.size(); number++) {
            if (pattern.matcher(line(number)).find()) {
                return number;
            }
        }
        return 0;
    }

    /** Whether a function that begins in this line returns no value anywhere. */
    boolean returnsNothing(int begin) {
        int indentation = indentation(line(begin));
        for (int number = begin + 1; number <= lines.size(); number++) {
            String text = line(number);
            if (text.isBlank()) {
                continue;
            }
            if (indentation(text) <= indentation && (python || text.strip().startsWith("}"))) {
                return true;
            }
            if (RETURNS.matcher(text).matches()) {
                return false;
            }
        }
        return true;
    }

    private static int indentation(String text) {
        return text.length() - text.stripLeading().length();
    }

    /** Whether the program has a line in which a pattern is found. */
    boolean has(Pattern pattern) {
        return first(pattern) > 0;
    }

    /**
     * Puts another word in the place of one; near a column if that is known.
     *
     * @return null if the word is not there
     */
    static @Nullable String replaceWord(String line, int column, String word, String other) {
        Matcher words = Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(line);
        int from = column > 0 && column <= line.length() ? column - 1 : 0;
        if (words.find(from) || words.find(0)) {
            return line.substring(0, words.start()) + other + line.substring(words.end());
        }
        return null;
    }
}
