package dev.wasmsandbox;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports a field of a policy whose value is not allowed, and where it was read if it came from a file. */
public final class PolicyValidationException extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** The field's name. */
    private final String field;

    /** The refused value. */
    private final String value;

    /** What would be accepted. */
    private final String allowed;

    /** Where the value was read. */
    private final transient @Nullable Location location;

    /**
     * A place in a policy file.
     *
     * @param file the file
     * @param line the line, from 1
     * @param column the column, from 1
     */
    public record Location(Path file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /**
     * Creates the exception.
     *
     * @param field the field, e.g. {@code fuelBudget}
     * @param value the value that was given, as text
     * @param allowed what is allowed, as the end of a sentence: "a whole number from 1 to 10"
     */
    public PolicyValidationException(String field, String value, String allowed) {
        this(field, value, allowed, null);
    }

    /** Creates the exception for a value that was read from a file. */
    public PolicyValidationException(
            String field, String value, String allowed, @Nullable Location location) {
        super(ErrorCode.INVALID_POLICY, message(field, value, allowed, location), null);
        this.field = field;
        this.value = value;
        this.allowed = allowed;
        this.location = location;
    }

    private static String message(
            String field, String value, String allowed, @Nullable Location location) {
        String place = location == null ? "" : location + ": ";
        return place + field + " is " + value + ", allowed is " + allowed;
    }

    /** Returns the name of the field: in Java's form for a built value, as written for a file. */
    public String field() {
        return field;
    }

    /** Returns the refused value as text, shortened if it was long. */
    public String value() {
        return value;
    }

    /** Returns what is allowed instead. */
    public String allowed() {
        return allowed;
    }

    /** Returns the place in the policy file; empty for a policy that was built in Java. */
    public Optional<Location> location() {
        return Optional.ofNullable(location);
    }
}
