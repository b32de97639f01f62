package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exception of a failed run, as the rules look at it: the uncaught one, or one that led to it.
 *
 * @param failure the run
 * @param report the exception
 * @param source the program
 */
record Case(Failure failure, ErrorReport report, Source source) {
    boolean isPython() {
        return failure.isPython();
    }

    /** Returns the exception's type. */
    String name() {
        return report.name();
    }

    boolean isNamed(String... names) {
        return List.of(names).contains(report.name());
    }

    String message() {
        return report.message();
    }

    /** Returns what the language tells about the exception; empty text if it does not. */
    String text(String attribute) {
        return report.text(attribute);
    }

    /** Returns a number that the language tells; 0 if it does not. */
    long number(String attribute) {
        return report.attributes().get(attribute) instanceof Long number ? number : 0;
    }

    boolean flag(String attribute) {
        return Boolean.TRUE.equals(report.attributes().get(attribute));
    }

    /** Returns a list of texts that the language tells; an empty one if it does not. */
    List<String> texts(String attribute) {
        return report.attributes().get(attribute) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether the program raised it itself, in words of its own. */
    boolean isOwn() {
        return text("raised_by").equals("program");
    }

    /** Whether it led to the uncaught exception, which is another one. */
    boolean isCause() {
        return !text("relation").isEmpty();
    }

    /** The number that the operating system gave to an error, by WASI's table; 0 if there is none. */
    long errno() {
        return number("errno");
    }

    /** The number of the program's line in which it arose; 0 if it is not known, or the file is another one. */
    int line() {
        Integer number = report.line();
        return number == null || !isInProgram() ? 0 : number;
    }

    /** The text of that line; empty if it is not known, or absurdly long. */
    String lineText() {
        return source.line(line());
    }

    private boolean isInProgram() {
        return (workspace() + (isPython() ? "/user_code.py" : "/user_code.js"))
                .equals(report.file());
    }

    /** The column in that line, from 1; 0 if it is not known. */
    int column() {
        Integer column = report.column();
        return column == null ? 0 : column;
    }

    /** What the program was doing, as its source has it, if the language tells. */
    String expression() {
        return text("expression");
    }

    /** Where the guest's workspace is. */
    String workspace() {
        return failure.policy().guestMountPath();
    }

    /** Begins advice about this. */
    Advice advice(Topic topic) {
        return new Advice(topic, isPython());
    }

    /** A correction of that line by another name in the place of one, the one near the column if there are several. */
    void rename(Advice advice, String name, String other) {
        fix(advice, Source.replaceWord(lineText(), column(), name, other));
    }

    /** A correction of the line in which it arose; does nothing if that is not known. */
    void fix(Advice advice, @Nullable String corrected) {
        if (corrected != null && line() > 0 && !corrected.equals(lineText())) {
            advice.fix(line(), corrected);
        }
    }
}
