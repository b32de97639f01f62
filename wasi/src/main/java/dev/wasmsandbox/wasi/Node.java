package dev.wasmsandbox.wasi;

/** A node of one run's tree. Times are nanoseconds since 1970; reading does not change the access time. */
abstract sealed class Node permits Directory, RegularFile, SymbolicLink {

    private final Mount mount;
    private final long inode;
    private int links = 1;
    private long accessed;
    private long modified;
    private long changed;

    Node(Mount mount, long inode, long time) {
        this.mount = mount;
        this.inode = inode;
        this.accessed = time;
        this.modified = time;
        this.changed = time;
    }

    final Mount mount() {
        return mount;
    }

    final long inode() {
        return inode;
    }

    abstract int type();

    abstract long size();

    /** How many names lead here. */
    int links() {
        return links;
    }

    /** Gives the node one more name, which is charged like a copy: that is what storage makes of it. */
    final void addLink(long now) {
        links++;
        try {
            recharge();
        } catch (WasiFailure e) {
            links--;
            throw e;
        }
        changed = now;
    }

    /** Takes a name away; with the last one the node gives back what it holds, at the latest when it is closed. */
    final void dropLink(long now) {
        links--;
        changed = now;
        recharge();
    }

    /** How often the bytes count: once for each name, and once while it is only open. */
    final long weight() {
        return Math.max(1, links);
    }

    /** For a node that is made without a name. */
    final void forgetName() {
        links = 0;
    }

    final boolean unlinked() {
        return links == 0;
    }

    /** Brings the account to the present number of names. */
    abstract void recharge();

    final long accessed() {
        return accessed;
    }

    final long modified() {
        return modified;
    }

    final long changed() {
        return changed;
    }

    final void touch(long now) {
        modified = now;
        changed = now;
    }

    /** Takes note of a change that is not one of the content. */
    final void touchStatus(long now) {
        changed = now;
    }

    final void setTimes(long newAccessed, long newModified, long now) {
        accessed = newAccessed;
        modified = newModified;
        changed = now;
    }

    final void requireWritable() {
        if (!mount.access().writable()) {
            throw Errno.ROFS.failure();
        }
    }
}
