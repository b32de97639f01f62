package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.TrapReason;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a run that did not end well, for the rules that advise.
 *
 * @param runtime its language
 * @param policy what it could use
 * @param outcome how it ended
 * @param outputTruncated whether it wrote more than is kept
 * @param memoryRefused whether it asked for more memory than it may have
 * @param code the program
 */
public record Failure(
        RuntimeType runtime,
        ExecutionPolicy policy,
        Outcome outcome,
        boolean outputTruncated,
        boolean memoryRefused,
        String code) {

    /**
     * No line that anybody writes by hand is longer. The code is an attacker's, and the rules' patterns may take the square of a line's
     * length, after the run and outside of its limits.
     */
    static final int LONGEST_LINE = 500;

    Optional<ErrorReport> error() {
        return outcome instanceof Outcome.GuestError(ErrorReport report)
                ? Optional.of(report)
                : Optional.empty();
    }

    /** Returns the exception's type; empty text if none went uncaught. */
    String errorName() {
        return error().map(ErrorReport::name).orElse("");
    }

    /** Returns the exception's message; empty text if none went uncaught. */
    String errorMessage() {
        return error().map(ErrorReport::message).orElse("");
    }

    /** Returns what the language tells about the exception; empty text if it does not. */
    String attribute(String name) {
        return error().map(report -> report.text(name)).orElse("");
    }

    /** Returns the number that the operating system gave to an error; 0 if there is none. */
    long errno() {
        return error().map(report -> report.attributes().get("errno")).orElse(null)
                        instanceof Long number
                ? number
                : 0;
    }

    @Nullable TrapReason trapReason() {
        return outcome.trapReason();
    }

    boolean isPython() {
        return runtime == RuntimeType.PYTHON;
    }

    /** Returns the line of the program in which the exception arose; empty text if it is not known, or absurdly long. */
    String line() {
        Integer number = error().map(ErrorReport::line).orElse(null);
        return number == null
                ? ""
                : code.lines()
                        .skip(number - 1L)
                        .findFirst()
                        .filter(line -> line.length() <= LONGEST_LINE)
                        .map(String::strip)
                        .orElse("");
    }

    /** Returns the lines of the program that rules may search, without those that are absurdly long. */
    Stream<String> lines() {
        return code.lines().filter(line -> line.length() <= LONGEST_LINE);
    }
}
