package dev.wasmsandbox.wasi;

/**
 * A symbolic link of an immutable tree.
 *
 * @param target where it points, in its own mount only: one that is absolute or leads out of the mount can be read, not followed
 * @param modifiedNanos when it was last changed, in nanoseconds since 1970
 */
public record LinkEntry(String target, long modifiedNanos) implements Entry {

    /** Checks that the target is one that a guest could have made. */
    public LinkEntry {
        if (target.isEmpty()
                || target.indexOf('\0') >= 0
                || Names.utf8Length(target) > Names.MAX_PATH_BYTES) {
            throw new IllegalArgumentException(
                    "the link target \""
                            + target
                            + "\" is empty, longer than "
                            + Names.MAX_PATH_BYTES
                            + " bytes, or contains a NUL character");
        }
    }
}
