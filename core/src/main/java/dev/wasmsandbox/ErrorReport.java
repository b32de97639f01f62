package dev.wasmsandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exception that the guest's program did not catch, as the guest itself reports it.
 *
 * @param phase when it happened
 * @param name the exception's type, e.g. {@code ZeroDivisionError}
 * @param message its message, possibly empty
 * @param file the file of the innermost line of the program, if known
 * @param line its line, from 1
 * @param column its column, from 1
 * @param attributes more that the language knows: strings, numbers, booleans and lists of strings
 * @param causes what led to it, the nearest first: the members of a group of exceptions, and the exceptions that it was raised from or
 *     while they were handled. Their attribute {@code relation} says so, as "member", "cause" or "context"; they have no
 *     causes of their own
 */
public record ErrorReport(
        Phase phase,
        String name,
        String message,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable Integer column,
        Map<String, Object> attributes,
        List<ErrorReport> causes) {

    /** When an exception happened. */
    public enum Phase {
        /** The program could not be compiled; nothing of it ran. */
        COMPILE,
        /** The program ran. */
        RUN
    }

    /** Copies the attributes and the causes. */
    public ErrorReport {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        causes = List.copyOf(causes);
    }

    /** Describes an exception without causes. */
    public ErrorReport(
            Phase phase,
            String name,
            String message,
            @Nullable String file,
            @Nullable Integer line,
            @Nullable Integer column,
            Map<String, Object> attributes) {
        this(phase, name, message, file, line, column, attributes, List.of());
    }

    /** Returns an attribute as text; empty if it is absent or no text. */
    public String text(String attribute) {
        return attributes.get(attribute) instanceof String text ? text : "";
    }
}
