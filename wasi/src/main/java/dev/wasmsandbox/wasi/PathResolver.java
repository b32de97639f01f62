package dev.wasmsandbox.wasi;

import org.jspecify.annotations.Nullable;

/**
 * Walks paths as POSIX does, confined to the directory where it starts.
 *
 * <ul>
 *   <li>An absolute path, and {@code ..} above the start, are {@code EPERM}, as in Wasmtime: a directory descriptor is
 *       a capability for what is below.
 *   <li>A link with an absolute target leads to the guest's own root, provided that the walk began there; else it is
 *       {@code EPERM} too.
 *   <li>More than 40 links in one walk are {@code ELOOP}.
 *   <li>A trailing slash demands a directory and follows a last link.
 * </ul>
 */
final class PathResolver {

    /** What happens to a symbolic link as the last name. */
    enum LastName {
        /** It is followed. */
        FOLLOWED,
        /** It is kept, unless a slash comes behind. */
        KEPT,
        /** It is kept in any case, as where Linux makes, removes or renames a name; the caller looks at the slash. */
        ENTRY
    }

    private static final int MAX_LINKS = 40;
    private static final int MAX_REMAINDER = 4 * (Names.MAX_PATH_BYTES + 1);

    private final Directory root;

    PathResolver(Directory root) {
        this.root = root;
    }

    /** Resolves a path; links before the last name are always followed. */
    Lookup resolve(Directory start, String path, LastName lastName) {
        if (path.isEmpty()) {
            throw Errno.NOENT.failure();
        }
        if (path.charAt(0) == '/') {
            throw Errno.PERM.failure();
        }
        Directory current = start;
        String rest = path;
        int links = 0;
        int position = 0;
        while (true) {
            int end = endOfName(rest, position);
            int next = skipSlashes(rest, end);
            boolean last = next == rest.length();
            boolean slash = last && next > end;
            String name = rest.substring(position, end);
            if (name.isEmpty() || name.equals(".")) {
                if (last) {
                    return new Lookup(current, ".", current, slash);
                }
            } else if (name.equals("..")) {
                current = above(start, current);
                if (last) {
                    return new Lookup(current, "..", current, slash);
                }
            } else {
                Node node = find(current, name);
                if (node instanceof SymbolicLink link && (!last || follows(lastName, slash))) {
                    if (++links > MAX_LINKS) {
                        throw Errno.LOOP.failure();
                    }
                    rest = splice(link.target(), rest, end);
                    position = skipSlashes(rest, 0);
                    current = position > 0 ? restart(start) : current;
                    continue;
                }
                if (last) {
                    if (slash
                            && node != null
                            && !(node instanceof Directory)
                            && lastName != LastName.ENTRY) {
                        throw Errno.NOTDIR.failure();
                    }
                    return new Lookup(current, name, node, slash);
                }
                current = descend(node);
            }
            position = next;
        }
    }

    private static boolean follows(LastName lastName, boolean slash) {
        return switch (lastName) {
            case FOLLOWED -> true;
            case KEPT -> slash;
            case ENTRY -> false;
        };
    }

    private static @Nullable Node find(Directory directory, String name) {
        if (Names.tooLong(name)) {
            throw Errno.NAMETOOLONG.failure();
        }
        return directory.lookup(name);
    }

    private static Directory descend(@Nullable Node node) {
        if (node instanceof Directory directory) {
            return directory;
        }
        throw (node == null ? Errno.NOENT : Errno.NOTDIR).failure();
    }

    private static Directory above(Directory start, Directory current) {
        Directory parent = current.parent();
        if (current == start || parent == null) {
            throw Errno.PERM.failure();
        }
        return parent;
    }

    private Directory restart(Directory start) {
        if (start != root) {
            throw Errno.PERM.failure();
        }
        return root;
    }

    /** Puts a link's target in the place of its name. */
    private static String splice(String target, String path, int end) {
        if (target.length() + (long) path.length() - end > MAX_REMAINDER) {
            throw Errno.NAMETOOLONG.failure();
        }
        return target + path.substring(end);
    }

    private static int endOfName(String path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }

    private static int skipSlashes(String path, int start) {
        int position = start;
        while (position < path.length() && path.charAt(position) == '/') {
            position++;
        }
        return position;
    }
}
