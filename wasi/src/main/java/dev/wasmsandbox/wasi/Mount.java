package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.function.ToLongFunction;

/**
 * One immutable tree, grafted into the tree of a run, with what the run changed above it.
 *
 * <p>Not thread-safe; after the run another thread may use it if the run's end happens before.
 */
public final class Mount {

    private final String path;
    private final MountAccess access;
    private final Storage storage;
    private final int device;
    private final DirectoryEntry baseline;
    private final ToLongFunction<Entry> times;
    private final Directory root;

    Mount(
            String path,
            DirectoryEntry baseline,
            MountAccess access,
            ToLongFunction<Entry> times,
            Storage storage,
            int device) {
        this.path = path;
        this.access = access;
        this.times = times;
        this.storage = storage;
        this.device = device;
        this.baseline = baseline;
        this.root = new Directory(this, baseline, storage.nextInode());
    }

    /** Tells the absolute path of the mount point in the guest. */
    public String path() {
        return path;
    }

    /** Tells what the guest may do here. */
    public MountAccess access() {
        return access;
    }

    /**
     * Compares the mount with what was mounted. Files that were written to are compared byte by byte; what no call of
     * the guest ever looked at costs nothing.
     *
     * @throws IOException if a content that must be compared can't be read
     */
    public Changes changes() throws IOException {
        try {
            return TreeComparison.of(baseline, root);
        } catch (WasiFailure e) {
            throw new IOException("a directory of the mount " + path + " can't be listed", e);
        }
    }

    Storage storage() {
        return storage;
    }

    int device() {
        return device;
    }

    Directory root() {
        return root;
    }

    /** Tells which time the guest is shown on what was there before the run. */
    long timeOf(Entry origin) {
        return times.applyAsLong(origin);
    }

    /** Whether what was there before the run counts against the quota. */
    boolean countsOrigins() {
        return access == MountAccess.READ_WRITE;
    }
}
