package dev.wasmsandbox.core.text;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import java.util.regex.Pattern;

/** Rules for the names of checkpoints that are kept with a session. */
public final class CheckpointNames {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._+-]{1,128}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private CheckpointNames() {}

    /**
     * Checks a name that a storage adapter is given.
     *
     * @throws InvalidRequestException if it is not well formed
     */
    public static String check(String name) {
        if (!isValid(name)) {
            throw invalid(
                    name, "1 to 128 letters, digits, '.', '_', '+' and '-', not '.' and '..'");
        }
        return name;
    }

    /**
     * Checks a name that a user of sessions gives.
     *
     * @throws InvalidRequestException if it is not well formed, or one of the library's own
     */
    public static String checkUsers(String name) {
        if (!isValid(name) || isReserved(name)) {
            throw invalid(
                    name, "1 to 128 letters, digits, '.', '_', '+' and '-', not '.' at first");
        }
        return name;
    }

    /** Tells whether a name is well formed. It is then a safe name for a file, too. */
    public static boolean isValid(String name) {
        return FORM.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /** Tells whether the library keeps something of its own under a name. */
    public static boolean isReserved(String name) {
        return name.startsWith(".");
    }

    /**
     * Checks a content hash.
     *
     * @throws InvalidRequestException if it is not well formed
     */
    public static String checkHash(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "content hash is "
                            + MessageText.quote(hash)
                            + ", allowed is a SHA-256 as 64 lower case hex digits");
        }
        return hash;
    }

    private static InvalidRequestException invalid(String name, String allowed) {
        return new InvalidRequestException(
                ErrorCode.INVALID_REQUEST,
                "name of a checkpoint is " + MessageText.quote(name) + ", allowed are " + allowed);
    }
}
