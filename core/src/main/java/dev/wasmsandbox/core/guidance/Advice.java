package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorGuidance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Collects the parts of a piece of guidance.
 *
 * <p>Every example is code that runs in the guest: a whole program, or one line in place of a line of the program, which a comment at its end
 * names.
 */
final class Advice {
    /** How much of a program's own text stands in advice. */
    private static final int SHOWN = 300;

    /** What is longer is made of a program's own text, and helps nobody. */
    private static final int LONGEST_EXAMPLE = 2_000;

    private final Topic topic;
    private final boolean python;
    private final List<String> steps = new ArrayList<>();
    private final List<String> docs = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();

    Advice(Topic topic, boolean python) {
        this.topic = topic;
        this.python = python;
    }

    /**
     * Adds a step.
     *
     * @param format as for {@link String#format}, with numbers as the documents write them; plain text if there are no arguments
     * @param arguments numbers, and texts, which may be a program's own and are cut
     */
    Advice step(String format, Object... arguments) {
        Object[] shown =
                Arrays.stream(arguments)
                        .map(it -> it instanceof String text ? shown(text) : it)
                        .toArray();
        steps.add(shown.length == 0 ? format : String.format(Locale.ROOT, format, shown));
        return this;
    }

    Advice docs(String... places) {
        docs.addAll(List.of(places));
        return this;
    }

    /** Adds a program that runs. */
    Advice example(String code) {
        if (!code.isEmpty() && code.length() <= LONGEST_EXAMPLE) {
            examples.add(code);
        }
        return this;
    }

    /** Adds the program for the language of the run. */
    Advice example(String pythonCode, String javaScriptCode) {
        return example(python ? pythonCode : javaScriptCode);
    }

    /** Adds what a line of the program should be. */
    Advice fix(int line, String corrected) {
        return example(corrected.strip() + (python ? "  # line " : "  // line ") + line);
    }

    ErrorGuidance build() {
        return new ErrorGuidance(topic.id(), steps, docs, examples);
    }

    /** Cuts text of a program's own. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** Begins a sentence about something of a kind. */
    static String withArticle(String kind) {
        boolean vowel = !kind.isEmpty() && "AEIOUaeiou".indexOf(kind.charAt(0)) >= 0;
        return (vowel ? "An " : "A ") + kind;
    }

    /** Puts a piece of code between marks, cut and on one line. */
    static String code(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        boolean whole = line.length() == text.strip().length();
        return "`" + shown(line) + (whole ? "`" : " …`");
    }

    /** Writes a text as both languages have it in their programs. */
    static String literal(String text) {
        return "'" + escaped(text, '\'') + "'";
    }

    /** Writes a text as it stands between quotes. */
    static String escaped(String text, char quote) {
        return text.replace("\\", "\\\\")
                .replace(String.valueOf(quote), "\\" + quote)
                .replace("\n", "\\n");
    }
}
