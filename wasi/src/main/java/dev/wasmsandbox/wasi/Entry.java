package dev.wasmsandbox.wasi;

/**
 * A node of an immutable tree, from which the trees of runs are made. Entries may be shared between threads and runs.
 */
public sealed interface Entry permits DirectoryEntry, FileEntry, LinkEntry {

    /** Tells when it was last changed, in nanoseconds since 1970. */
    long modifiedNanos();
}
