package dev.wasmsandbox.hostfs;

/** Which names of an archive are shown. */
final class ArchiveNames {

    private static final int MAX_PATH_LENGTH = 4095;
    private static final int MAX_NAME_LENGTH = 255;
    private static final int MAX_DEPTH = 128;

    private ArchiveNames() {}

    /** Tells why a path is not shown; empty if it is. */
    static String problem(String path) {
        if (path.length() > MAX_PATH_LENGTH || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
            return "its name is too long, or contains a backslash or NUL";
        }
        int depth = 0;
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (!isName(path, start, end)) {
                return "its name is not relative and normal, or a part of it is too long";
            }
            depth++;
            start = end + 1;
        }
        return depth > MAX_DEPTH ? "it is deeper than " + MAX_DEPTH + " directories" : "";
    }

    private static boolean isName(String path, int start, int end) {
        int length = end - start;
        boolean dots = length <= 2 && "..".regionMatches(0, path, start, length);
        return length > 0 && length <= MAX_NAME_LENGTH && !dots;
    }

    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
