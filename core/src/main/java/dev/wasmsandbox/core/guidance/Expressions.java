package dev.wasmsandbox.core.guidance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes expressions of Python and JavaScript apart, as far as brackets and quotes tell. */
final class Expressions {
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private Expressions() {}

    /**
     * Finds the last place of a piece outside of brackets and quotes.
     *
     * @return its index; -1 if it is not there, or the brackets do not fit
     */
    static int lastOutside(String text, String piece) {
        int found = -1;
        for (int index : outside(text)) {
            if (text.startsWith(piece, index)) {
                found = index;
            }
        }
        return found;
    }

    /** The indices of the characters that are in neither brackets nor quotes; brackets themselves count as outside. */
    private static List<Integer> outside(String text) {
        List<Integer> indices = new ArrayList<>();
        int depth = 0;
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (CLOSING.indexOf(c) >= 0) {
                depth--;
            }
            if (depth == 0) {
                indices.add(index);
            }
            if (OPENING.indexOf(c) >= 0) {
                depth++;
            } else if (isQuote(c)) {
                index = endOfString(text, index);
            }
        }
        return indices;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /** Returns the index of the closing quote, or the last index. */
    private static int endOfString(String text, int begin) {
        char quote = text.charAt(begin);
        for (int index = begin + 1; index < text.length(); index++) {
            if (text.charAt(index) == '\\') {
                index++;
            } else if (text.charAt(index) == quote) {
                return index;
            }
        }
        return text.length() - 1;
    }

    /** Returns what stands before the last group of brackets, as {@code f} of {@code f(x)}; empty if it ends otherwise. */
    static Optional<String> beforeLastGroup(String expression, char opening) {
        String text = expression.strip();
        char closing = CLOSING.charAt(OPENING.indexOf(opening));
        int index =
                text.isEmpty() || text.charAt(text.length() - 1) != closing
                        ? -1
                        : lastOutside(text, String.valueOf(opening));
        return index <= 0 ? Optional.empty() : Optional.of(text.substring(0, index).strip());
    }

    /** Returns what is in the last group of brackets; empty if it ends otherwise. */
    static Optional<String> inLastGroup(String expression, char opening) {
        String text = expression.strip();
        return beforeLastGroup(text, opening)
                .map(before ->
                        text.substring(
                                        lastOutside(text, String.valueOf(opening)) + 1,
                                        text.length() - 1)
                                .strip());
    }

    /** Returns what stands before the last dot, as {@code a.b} of {@code a.b.c}; empty if there is none. */
    static Optional<String> beforeLastName(String expression) {
        String text = expression.strip();
        int dot = lastOutside(text, ".");
        return dot <= 0 ? Optional.empty() : Optional.of(text.substring(0, dot).strip());
    }

    /** The two sides of the operator that is carried out last. */
    record Operation(String left, String operator, String right) {}

    /** Takes an operation apart at its last operator; empty if it has none of these. */
    static Optional<Operation> operation(String expression, String... operators) {
        int at = -1;
        String found = "";
        for (String operator : operators) {
            int index = lastOutside(expression, operator);
            if (index > at) {
                at = index;
                found = operator;
            }
        }
        if (at <= 0 || at + found.length() >= expression.length()) {
            return Optional.empty();
        }
        String left = expression.substring(0, at).strip();
        String right = expression.substring(at + found.length()).strip();
        return left.isEmpty() || right.isEmpty()
                ? Optional.empty()
                : Optional.of(new Operation(left, found, right));
    }

    /**
     * A text between quotes in a line.
     *
     * @param begin the index behind the opening quote
     * @param end the index of the closing quote
     * @param raw whether backslashes stand for themselves
     * @param text as it is meant
     */
    private record Literal(int begin, int end, boolean raw, String text) {}

    private static List<Literal> literalsOf(String line) {
        List<Literal> literals = new ArrayList<>();
        for (int index = 0; index < line.length(); index++) {
            if (isQuote(line.charAt(index))) {
                int begin = index + 1;
                int end = Math.max(endOfString(line, index), begin);
                boolean raw = index > 0 && Character.toLowerCase(line.charAt(index - 1)) == 'r';
                String text = line.substring(begin, end);
                literals.add(new Literal(begin, end, raw, raw ? text : text.replace("\\\\", "\\")));
                index = end;
            }
        }
        return literals;
    }

    /** The texts between quotes, as they are meant. */
    static List<String> literals(String line) {
        return literalsOf(line).stream().map(Literal::text).toList();
    }

    /** Puts another text in the place of one between quotes; null if no such text is there. */
    static @Nullable String replaceLiteral(String line, String text, String other) {
        for (Literal literal : literalsOf(line)) {
            if (literal.text().equals(text)) {
                String written = Advice.escaped(other, line.charAt(literal.begin() - 1));
                boolean possible = !literal.raw() || written.equals(other);
                return possible
                        ? line.substring(0, literal.begin())
                                + written
                                + line.substring(literal.end())
                        : null;
            }
        }
        return null;
    }

    /** Returns what a text holds that is in single quotes, as Python shows texts; empty if it is not. */
    static Optional<String> inSingleQuotes(String shown) {
        return shown.length() >= 2 && shown.startsWith("'") && shown.endsWith("'")
                ? Optional.of(shown.substring(1, shown.length() - 1))
                : Optional.empty();
    }

    /** Whether a text is one name. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && Character.isJavaIdentifierStart(text.charAt(0))
                && text.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
