package dev.wasmsandbox.core.text;

import dev.wasmsandbox.PolicyValidationException;
import java.util.List;

/** Rules for the paths under which the guest sees mounts. */
public final class GuestPaths {
    /** What this library mounts itself, and what a mount must neither cover nor enter. */
    private static final List<String> RESERVED =
            List.of("/usr/lib/python3.13", "/data/site-packages", "/data_js");

    /** A mount over one of these would hide a part of the interpreter. */
    private static final List<String> NEVER_COVERED = List.of("/usr/lib/python3.13");

    private static final int MAX_LENGTH = 1024;

    private GuestPaths() {}

    /**
     * Returns the path without a trailing slash.
     *
     * @throws PolicyValidationException if nothing can be mounted there
     */
    public static String mountPoint(String field, String path) {
        String problem = problem(path);
        if (problem != null) {
            throw new PolicyValidationException(field, MessageText.quote(path), problem);
        }
        String normal = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        for (String reserved : RESERVED) {
            boolean covers = NEVER_COVERED.contains(reserved) && isUnder(reserved, normal);
            if (covers || isUnder(normal, reserved)) {
                throw new PolicyValidationException(
                        field,
                        MessageText.quote(path),
                        "a path that is not at, above or under the sandbox's own " + reserved);
            }
        }
        return normal;
    }

    /** Tells whether a normal path is another one or lies under it. */
    public static boolean isUnder(String path, String ancestor) {
        return path.startsWith(ancestor)
                && (path.length() == ancestor.length() || path.charAt(ancestor.length()) == '/');
    }

    private static @org.jspecify.annotations.Nullable String problem(String path) {
        if (!path.startsWith("/")) {
            return "an absolute path such as /data";
        }
        if (path.equals("/")) {
            return "a path below the root such as /data";
        }
        if (path.length() > MAX_LENGTH) {
            return "a path of at most " + MAX_LENGTH + " characters";
        }
        String[] names = path.substring(1).split("/", -1);
        for (int index = 0; index < names.length; index++) {
            boolean trailingSlash = index == names.length - 1 && names[index].isEmpty();
            if (!trailingSlash && !FileNames.isPlain(names[index])) {
                return "a path without empty parts, '.', '..', NUL, unpaired surrogates, or names of more than "
                        + FileNames.MAX_BYTES
                        + " bytes";
            }
        }
        return null;
    }
}
