package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.wasi.Errno;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads.
 *
 * @param parent the directory of the last name, or the directory itself if the path ends in {@code .} or {@code ..}
 * @param name the last name
 * @param node what is there; null if nothing is
 * @param slash whether a slash came behind the last name
 */
record ModelPath(ModelNode parent, String name, @Nullable ModelNode node, boolean slash) {
    static final int MAX_NAME_BYTES = 255;
    static final int MAX_PATH_BYTES = 4095;
    private static final int FREE = 0;
    private static final int MAX_LINKS = 40;
    private static final int MAX_WALK = 4 * (MAX_PATH_BYTES + 1);

    /** What happens to a link as the last name. */
    enum Last {
        /** It is followed. */
        FOLLOWED,
        /** It is kept, unless a slash comes behind. */
        KEPT,
        /** It is kept in any case: the name itself is meant. */
        NAME
    }

    static ModelPath resolve(ModelNode start, String path, Last last) {
        if (path.isEmpty()) {
            throw new ModelError(Errno.NOENT);
        }
        if (path.startsWith("/")) {
            throw new ModelError(Errno.PERM);
        }
        ModelNode at = start;
        String rest = path;
        int links = 0;
        // The device that a link must not leave, and how much of the path comes after its target.
        int confined = FREE;
        int behindLink = 0;
        while (true) {
            if (rest.length() <= behindLink) {
                confined = FREE;
            }
            int end = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
            String name = rest.substring(0, end);
            String behind = withoutSlashes(rest.substring(end));
            boolean isLast = behind.isEmpty();
            boolean slash = isLast && end < rest.length();
            if (name.isEmpty() || name.equals(".")) {
                if (isLast) {
                    return new ModelPath(at, ".", at, slash);
                }
            } else if (name.equals("..")) {
                if (at == start || at.parent == null) {
                    throw new ModelError(Errno.PERM);
                }
                at = at.parent;
                requireDevice(at, confined);
                if (isLast) {
                    return new ModelPath(at, "..", at, slash);
                }
            } else {
                if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
                    throw new ModelError(Errno.NAMETOOLONG);
                }
                ModelNode node = at.child(name);
                if (node != null) {
                    requireDevice(node, confined);
                }
                boolean follows = !isLast || last == Last.FOLLOWED || (last == Last.KEPT && slash);
                if (node != null && node.kind == ModelNode.Kind.LINK && follows) {
                    if (++links > MAX_LINKS) {
                        throw new ModelError(Errno.LOOP);
                    }
                    String target = node.target();
                    if (target.startsWith("/")) {
                        throw new ModelError(Errno.PERM);
                    }
                    if (confined == FREE) {
                        confined = node.device;
                        behindLink = rest.length() - end;
                    }
                    rest = target + rest.substring(end);
                    if (rest.length() > MAX_WALK) {
                        throw new ModelError(Errno.NAMETOOLONG);
                    }
                    continue;
                }
                if (isLast) {
                    if (slash && node != null && !node.isDirectory() && last != Last.NAME) {
                        throw new ModelError(Errno.NOTDIR);
                    }
                    return new ModelPath(at, name, node, slash);
                }
                if (node == null) {
                    throw new ModelError(Errno.NOENT);
                }
                if (!node.isDirectory()) {
                    throw new ModelError(Errno.NOTDIR);
                }
                at = node;
            }
            rest = behind;
        }
    }

    private static void requireDevice(ModelNode node, int confined) {
        if (confined != FREE && node.device != confined) {
            throw new ModelError(Errno.PERM);
        }
    }

    private static String withoutSlashes(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }

    /** Whether the path ended in a name and not in a dot entry. */
    boolean named() {
        return !name.equals(".") && !name.equals("..");
    }

    ModelNode require() {
        if (node == null) {
            throw new ModelError(Errno.NOENT);
        }
        return node;
    }

    /** Checks that something new may get the name. */
    void requireFree() {
        if (node != null || !named()) {
            throw new ModelError(Errno.EXIST);
        }
        if (parent.removed) {
            throw new ModelError(Errno.NOENT);
        }
        parent.requireWritable();
    }
}
