package dev.wasmsandbox.core.text;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Rules for the ids of sessions. */
public final class SessionIds {
    private static final int MAX_LENGTH = 128;
    private static final Pattern UUID_4 =
            Pattern.compile(
                    "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                    Pattern.CASE_INSENSITIVE);

    private SessionIds() {}

    /** Makes a new id, a random UUID. */
    public static String random() {
        return UUID.randomUUID().toString();
    }

    /**
     * Checks an id.
     *
     * @param allowNonUuid whether it may be something else than a version 4 UUID
     * @throws InvalidRequestException if it is not well formed
     */
    public static String check(String id, boolean allowNonUuid) {
        if (!allowNonUuid && !UUID_4.matcher(id).matches()) {
            throw invalid(id, "a version 4 UUID, since allowNonUuid is false");
        }
        if (!isValid(id)) {
            throw invalid(
                    id,
                    "1 to " + MAX_LENGTH + " letters, digits, '.', '_' and '-', not '.' at first");
        }
        return id;
    }

    /** Tells whether an id is well formed. It is then a safe name for a file, too. */
    public static boolean isValid(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH || id.charAt(0) == '.') {
            return false;
        }
        for (int index = 0; index < id.length(); index++) {
            char c = id.charAt(index);
            boolean allowed =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '.'
                            || c == '_'
                            || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private static InvalidRequestException invalid(String id, String allowed) {
        return new InvalidRequestException(
                ErrorCode.INVALID_SESSION_ID,
                "session id is " + MessageText.quote(id) + ", allowed is " + allowed);
    }
}
