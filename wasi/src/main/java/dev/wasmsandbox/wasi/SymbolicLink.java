package dev.wasmsandbox.wasi;

/** A symbolic link of one run's tree. */
final class SymbolicLink extends Node {

    private final String target;
    private long charged;

    /** Makes the node of an entry that was there before the run. */
    SymbolicLink(Mount mount, LinkEntry origin, long inode) {
        super(mount, inode, mount.timeOf(origin));
        this.target = origin.target();
        this.charged = mount.countsOrigins() ? size() : 0;
    }

    /** Makes a new link, charged to the quota. */
    SymbolicLink(Mount mount, String target, long now) {
        super(mount, mount.storage().nextInode(), now);
        this.target = target;
        long length = size();
        mount.storage().chargeBytes(length);
        this.charged = length;
    }

    String target() {
        return target;
    }

    @Override
    int type() {
        return FileType.SYMBOLIC_LINK;
    }

    @Override
    long size() {
        return Names.utf8Length(target);
    }

    @Override
    void recharge() {
        // In a private layer what was there is not counted, whatever its names.
        long due = unlinked() ? 0 : size() * weight();
        if (charged > 0) {
            mount().storage().chargeBytes(due - charged);
            charged = due;
        }
    }
}
