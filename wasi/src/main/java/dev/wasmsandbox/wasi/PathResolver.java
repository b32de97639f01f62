package dev.wasmsandbox.wasi;

import org.jspecify.annotations.Nullable;

/**
 * Walks paths as POSIX does, confined to the directory where it starts, and each link to its mount.
 *
 * <ul>
 *   <li>An absolute path, and {@code ..} above the start, are {@code EPERM}, as in Wasmtime: a directory descriptor is
 *       a capability for what is below.
 *   <li>A link may lead anywhere below the start in the mount that it is in. A target that is absolute, or that leads
 *       into another mount, is {@code EPERM}: each mount is to links what a preopened directory of its own would be.
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

    /** How much of a path is copied in the time of one step. */
    private static final int CHARACTERS_PER_STEP = 512;

    private final Directory start;
    private final LastName lastName;
    private final Effort effort;
    private Directory current;
    private String rest;
    private int links;

    /** The mount of the link whose target is walked; null while it is the path itself. */
    private @Nullable Mount linkMount;

    /** How much of the path itself is left behind that target. */
    private int behindLink;

    private PathResolver(Directory start, String path, LastName lastName, Effort effort) {
        this.start = start;
        this.lastName = lastName;
        this.effort = effort;
        this.current = start;
        this.rest = path;
    }

    /** Resolves a path; links before the last name are always followed. */
    static Lookup resolve(Directory start, String path, LastName lastName, Effort effort) {
        if (path.isEmpty()) {
            throw Errno.NOENT.failure();
        }
        if (path.charAt(0) == '/') {
            throw Errno.PERM.failure();
        }
        return new PathResolver(start, path, lastName, effort).walk();
    }

    private Lookup walk() {
        int position = 0;
        while (true) {
            effort.step();
            int end = endOfName(rest, position);
            int next = skipSlashes(rest, end);
            boolean last = next == rest.length();
            boolean slash = last && next > end;
            String name = rest.substring(position, end);
            if (linkMount != null && rest.length() - position <= behindLink) {
                linkMount = null;
            }
            if (name.isEmpty() || name.equals(".")) {
                if (last) {
                    return new Lookup(current, ".", current, slash);
                }
            } else if (name.equals("..")) {
                current = above();
                if (last) {
                    return new Lookup(current, "..", current, slash);
                }
            } else {
                Node node = find(name);
                if (node instanceof SymbolicLink link && (!last || follows(lastName, slash))) {
                    follow(link, end);
                    position = 0;
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

    /** Puts a link's target in the place of its name. */
    private void follow(SymbolicLink link, int end) {
        String target = link.target();
        if (++links > MAX_LINKS) {
            throw Errno.LOOP.failure();
        }
        if (target.startsWith("/")) {
            throw Errno.PERM.failure();
        }
        int behind = rest.length() - end;
        if (target.length() + (long) behind > MAX_REMAINDER) {
            throw Errno.NAMETOOLONG.failure();
        }
        if (linkMount == null) {
            linkMount = link.mount();
            behindLink = behind;
        }
        effort.steps((target.length() + behind) / CHARACTERS_PER_STEP);
        rest = target + rest.substring(end);
    }

    private @Nullable Node find(String name) {
        if (Names.tooLong(name)) {
            throw Errno.NAMETOOLONG.failure();
        }
        Node node = current.lookup(name);
        if (node != null) {
            requireMountOfLink(node);
        }
        return node;
    }

    private Directory above() {
        Directory parent = current.parent();
        if (current == start || parent == null) {
            throw Errno.PERM.failure();
        }
        requireMountOfLink(parent);
        return parent;
    }

    private void requireMountOfLink(Node node) {
        if (linkMount != null && node.mount() != linkMount) {
            throw Errno.PERM.failure();
        }
    }

    private static boolean follows(LastName lastName, boolean slash) {
        return switch (lastName) {
            case FOLLOWED -> true;
            case KEPT -> slash;
            case ENTRY -> false;
        };
    }

    private static Directory descend(@Nullable Node node) {
        if (node instanceof Directory directory) {
            return directory;
        }
        throw (node == null ? Errno.NOENT : Errno.NOTDIR).failure();
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
