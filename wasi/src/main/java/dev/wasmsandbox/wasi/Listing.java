package dev.wasmsandbox.wasi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one immutable directory, sorted by name, so that positions in it are stable cookies.
 *
 * <p>A weight-balanced tree: a listing with an entry more, or less, shares all with this one but the nodes on one path,
 * so changing a file of a large directory costs next to nothing.
 */
final class Listing {

    static final Listing EMPTY = new Listing((Branch) null);

    /** How much heavier than the other side a side may be, and the inner part of one that is too heavy than its outer part. */
    private static final int MAX_RATIO = 3;

    private static final int MAX_INNER_RATIO = 2;

    private record Branch(
            String name, Entry entry, @Nullable Branch left, @Nullable Branch right, int size) {}

    private final @Nullable Branch root;

    private Listing(@Nullable Branch root) {
        this.root = root;
    }

    Listing(Map<String, Entry> source) {
        // Plain loops: this runs at every start of a program, when streams would still have to be
        // linked.
        List<String> usable = new ArrayList<>(source.size());
        for (String name : source.keySet()) {
            if (Names.usable(name)) {
                usable.add(name);
            }
        }
        String[] names = usable.toArray(new String[0]);
        Arrays.sort(names);
        root = build(names, 0, names.length, source);
    }

    private static @Nullable Branch build(
            String[] names, int from, int to, Map<String, Entry> source) {
        if (from == to) {
            return null;
        }
        int middle = (from + to) >>> 1;
        String name = names[middle];
        return new Branch(
                name,
                Objects.requireNonNull(source.get(name), "an entry"),
                build(names, from, middle, source),
                build(names, middle + 1, to, source),
                to - from);
    }

    int size() {
        return size(root);
    }

    String name(int position) {
        return branch(position).name;
    }

    Entry entry(int position) {
        return branch(position).entry;
    }

    private Branch branch(int position) {
        Objects.checkIndex(position, size());
        Branch node = root;
        int left = position;
        while (node != null) {
            int before = size(node.left);
            if (left == before) {
                return node;
            }
            if (left < before) {
                node = node.left;
            } else {
                left -= before + 1;
                node = node.right;
            }
        }
        throw new IllegalStateException("the sizes of a listing are wrong");
    }

    /** Finds a name; -1 if it is not there. */
    int position(String name) {
        int before = 0;
        Branch node = root;
        while (node != null) {
            int order = name.compareTo(node.name);
            if (order < 0) {
                node = node.left;
            } else {
                before += size(node.left);
                if (order == 0) {
                    return before;
                }
                before++;
                node = node.right;
            }
        }
        return -1;
    }

    /** Finds the entry of a name; null if it is not there. */
    @Nullable Entry find(String name) {
        Branch node = root;
        while (node != null) {
            int order = name.compareTo(node.name);
            if (order == 0) {
                return node.entry;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** Returns the same listing with one entry added, or put in the place of another one. */
    Listing with(String name, Entry entry) {
        return new Listing(with(root, name, entry));
    }

    private static Branch with(@Nullable Branch node, String name, Entry entry) {
        if (node == null) {
            return new Branch(name, entry, null, null, 1);
        }
        int order = name.compareTo(node.name);
        if (order == 0) {
            return new Branch(name, entry, node.left, node.right, node.size);
        }
        return order < 0
                ? balanced(node, with(node.left, name, entry), node.right)
                : balanced(node, node.left, with(node.right, name, entry));
    }

    /** Returns the same listing without a name, which need not be there. */
    Listing without(String name) {
        return find(name) == null ? this : new Listing(without(root, name));
    }

    private static @Nullable Branch without(@Nullable Branch node, String name) {
        if (node == null) {
            return null;
        }
        int order = name.compareTo(node.name);
        if (order < 0) {
            return balanced(node, without(node.left, name), node.right);
        }
        if (order > 0) {
            return balanced(node, node.left, without(node.right, name));
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        Branch next = node.right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next, node.left, without(node.right, next.name));
    }

    /** Joins two sides, of which one may have become too heavy by one entry, below an entry between them. */
    private static Branch balanced(Branch middle, @Nullable Branch left, @Nullable Branch right) {
        if (right != null && weight(right) > MAX_RATIO * weight(left)) {
            Branch inner = right.left;
            if (inner == null || weight(inner) < MAX_INNER_RATIO * weight(right.right)) {
                return joined(right, joined(middle, left, inner), right.right);
            }
            return joined(
                    inner,
                    joined(middle, left, inner.left),
                    joined(right, inner.right, right.right));
        }
        if (left != null && weight(left) > MAX_RATIO * weight(right)) {
            Branch inner = left.right;
            if (inner == null || weight(inner) < MAX_INNER_RATIO * weight(left.left)) {
                return joined(left, left.left, joined(middle, inner, right));
            }
            return joined(
                    inner, joined(left, left.left, inner.left), joined(middle, inner.right, right));
        }
        return joined(middle, left, right);
    }

    private static Branch joined(Branch content, @Nullable Branch left, @Nullable Branch right) {
        return new Branch(content.name, content.entry, left, right, size(left) + 1 + size(right));
    }

    private static int size(@Nullable Branch node) {
        return node == null ? 0 : node.size;
    }

    private static int weight(@Nullable Branch node) {
        return size(node) + 1;
    }

    /** How many nodes there are on the longest way down, for tests. */
    int height() {
        return height(root);
    }

    private static int height(@Nullable Branch node) {
        return node == null ? 0 : 1 + Math.max(height(node.left), height(node.right));
    }
}
