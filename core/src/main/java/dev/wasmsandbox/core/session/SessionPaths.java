package dev.wasmsandbox.core.session;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.core.text.MessageText;
import dev.wasmsandbox.core.text.SessionIds;
import dev.wasmsandbox.core.text.WorkspacePaths;

/** Refuses ids and paths that lead out of a session, and tells the log of the attempt. */
final class SessionPaths {
    /** Where guests see their workspace, unless their policy says otherwise. */
    private static final String USUAL_MOUNT = "/app/";

    private final SandboxLogger logger;

    SessionPaths(SandboxLogger logger) {
        this.logger = logger;
    }

    /** Checks the id of a session. */
    String id(String id) {
        try {
            return SessionIds.check(id, true);
        } catch (InvalidRequestException e) {
            report(MessageText.quote(id), "invalid_session_id", MessageText.quote(id));
            throw e;
        }
    }

    /** Checks a path within the workspace of a session. */
    String path(String id, String path) {
        try {
            return WorkspacePaths.check(path);
        } catch (InvalidRequestException e) {
            report(id, kind(path), MessageText.quote(path));
            if (path.startsWith(USUAL_MOUNT) && WorkspacePaths.isValid(path.substring(5))) {
                throw new InvalidRequestException(
                        ErrorCode.INVALID_PATH,
                        e.getMessage()
                                + "; what a guest has as "
                                + MessageText.quote(path)
                                + " is "
                                + MessageText.quote(path.substring(USUAL_MOUNT.length()))
                                + " here");
            }
            throw e;
        }
    }

    /** Reads a pattern of paths within a workspace. */
    Glob pattern(String id, String pattern) {
        String kind = pattern.startsWith("/") ? "absolute_path" : traversal(pattern);
        if (kind != null || pattern.indexOf(0) >= 0) {
            report(id, kind == null ? "nul_byte" : kind, MessageText.quote(pattern));
            throw new InvalidRequestException(
                    ErrorCode.INVALID_PATH,
                    "pattern is "
                            + MessageText.quote(pattern)
                            + ", allowed is one of paths relative to the workspace, without '..' and NUL");
        }
        return Glob.of(pattern);
    }

    /** Refuses to go through a link of the guest: it leads wherever the guest likes. */
    InvalidRequestException link(String id, String path, String link) {
        report(id, "symlink", MessageText.quote(path));
        return new InvalidRequestException(
                ErrorCode.INVALID_PATH,
                "path is "
                        + MessageText.quote(path)
                        + ", but "
                        + MessageText.quote(link)
                        + " is a symbolic link that a guest made in session "
                        + id
                        + "; links are not followed here, give the path of the file itself");
    }

    private void report(String id, String kind, String detail) {
        logger.log(new SandboxEvent.SecurityViolation(id, kind, detail));
    }

    private static String kind(String path) {
        if (path.indexOf(0) >= 0) {
            return "nul_byte";
        }
        if (path.startsWith("/")) {
            return "absolute_path";
        }
        if (WorkspacePaths.isReserved(path)) {
            return "reserved_path";
        }
        String traversal = traversal(path);
        return traversal == null ? "invalid_path" : traversal;
    }

    private static @org.jspecify.annotations.Nullable String traversal(String path) {
        return ("/" + path + "/").contains("/../") ? "path_traversal" : null;
    }
}
