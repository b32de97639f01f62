package dev.wasmsandbox.wasi;

/**
 * How far a node and all below it extend.
 *
 * @param height how many levels of directories there are, the node's own included
 * @param longest the bytes of the longest path from the node downwards, with a slash before each name
 * @param entries how many names there are below
 */
record TreeShape(int height, int longest, long entries) {

    /** What has nothing below it and is no directory. */
    static final TreeShape LEAF = new TreeShape(0, 0, 0);

    /** An empty directory. */
    static final TreeShape ROOT = new TreeShape(1, 0, 0);

    /** The shape of a directory with one more entry. */
    TreeShape with(String name, TreeShape below) {
        return new TreeShape(
                Math.max(height, below.height + 1),
                Math.max(longest, 1 + Names.utf8Length(name) + below.longest),
                entries + 1 + below.entries);
    }
}
