package dev.wasmsandbox.wasi;

import org.jspecify.annotations.Nullable;

/**
 * Where a path led.
 *
 * @param parent the directory that holds (or would hold) the last name; for a path that ends in {@code .} or {@code ..}
 *     the directory itself
 * @param name the last name; {@code .} or {@code ..} if the path ends so
 * @param node what is there; null if nothing is
 * @param trailingSlash whether a slash came behind the last name
 */
record Lookup(Directory parent, String name, @Nullable Node node, boolean trailingSlash) {

    /** Whether the path ended in a name and not in a dot entry. */
    boolean named() {
        return !name.equals(".") && !name.equals("..");
    }

    Node require() {
        if (node == null) {
            throw Errno.NOENT.failure();
        }
        return node;
    }

    Directory requireDirectory() {
        if (require() instanceof Directory directory) {
            return directory;
        }
        throw Errno.NOTDIR.failure();
    }

    /** Checks that something may be put under the name; the error order is that of Linux. */
    void requireCreatable() {
        if (node != null || !named()) {
            throw Errno.EXIST.failure();
        }
        if (parent.removed()) {
            throw Errno.NOENT.failure();
        }
        parent.requireWritable();
    }
}
