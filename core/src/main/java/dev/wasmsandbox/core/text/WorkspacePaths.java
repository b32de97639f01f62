package dev.wasmsandbox.core.text;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import java.nio.charset.StandardCharsets;

/** Rules for paths within a workspace: relative, with {@code /} between plain names. */
public final class WorkspacePaths {
    /** What the adapters keep for themselves in the top of a workspace. */
    public static final String METADATA_FILE = ".metadata.json";

    private static final int MAX_LENGTH = 4096;
    private static final int MAX_DEPTH = 1000;

    /** The longest target of a link in bytes of UTF-8, as guests have it. */
    private static final int MAX_TARGET_BYTES = 4095;

    private WorkspacePaths() {}

    /**
     * Checks a path that a caller gave.
     *
     * @throws InvalidRequestException if it is no path within a workspace
     */
    public static String check(String path) {
        if (!isValid(path)) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_PATH,
                    "path is "
                            + MessageText.quote(path)
                            + ", allowed is a path relative to the workspace, with '/' between names, without '.', '..', empty parts and NUL, and not "
                            + METADATA_FILE);
        }
        return path;
    }

    /** Tells whether a path lies within a workspace and is not kept for the adapters. */
    public static boolean isValid(String path) {
        if (path.length() > MAX_LENGTH || isReserved(path)) {
            return false;
        }
        int depth = 0;
        for (int start = 0; start <= path.length(); depth++) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            if (!FileNames.isPlain(path.substring(start, end)) || depth >= MAX_DEPTH) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    /** Tells whether a link of a guest can have a target, wherever that leads. */
    public static boolean isLinkTarget(String target) {
        return !target.isEmpty()
                && target.indexOf(0) < 0
                && target.length() <= MAX_TARGET_BYTES
                && target.getBytes(StandardCharsets.UTF_8).length <= MAX_TARGET_BYTES;
    }

    /** Tells whether a path is kept for the adapters: no guest sees it, and what a guest puts there is not stored. */
    public static boolean isReserved(String path) {
        int length = METADATA_FILE.length();
        // In any case: there are file systems that do not tell upper from lower.
        return path.regionMatches(true, 0, METADATA_FILE, 0, length)
                && (path.length() == length || path.charAt(length) == '/');
    }
}
