package dev.wasmsandbox.wasi;

/** What a file descriptor stands for. Rights can only shrink. */
abstract sealed class Descriptor permits OpenFile, OpenDirectory, OpenStream {

    private long rights;
    private long inheriting;
    private int flags;

    Descriptor(long rights, long inheriting, int flags) {
        this.rights = rights;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    final long rights() {
        return rights;
    }

    final long inheriting() {
        return inheriting;
    }

    final boolean has(long right) {
        return (rights & right) == right;
    }

    final void require(long right) {
        if (!has(right)) {
            throw Errno.NOTCAPABLE.failure();
        }
    }

    final void shrinkRights(long newRights, long newInheriting) {
        if ((newRights & ~rights) != 0 || (newInheriting & ~inheriting) != 0) {
            throw Errno.NOTCAPABLE.failure();
        }
        rights = newRights;
        inheriting = newInheriting;
    }

    final int flags() {
        return flags;
    }

    final void setFlags(int newFlags) {
        flags = newFlags;
    }

    abstract int type();

    /** The node of a file or directory; a stream has none: {@code EBADF}. */
    abstract Node node();

    /** This descriptor, if it has a position; a stream is {@code ESPIPE}, a directory {@code EBADF} as in Wasmtime. */
    abstract OpenFile seekable();

    /** This descriptor as the base of paths; any other than that of a directory is {@code EBADF}, as in Wasmtime. */
    abstract OpenDirectory base();

    /** Gives back what the descriptor holds; called once. */
    abstract void close();
}
