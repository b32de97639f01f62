package dev.wasmsandbox.wasi;

/** What a guest may do in a mount. */
public enum MountAccess {
    /** Nothing may be changed: {@code EROFS}. */
    READ_ONLY,
    /** Everything may be changed; {@link Mount#changes()} tells what to commit. */
    READ_WRITE,
    /** Everything may be changed, but the changes live in a layer of this run's own and end with it. */
    PRIVATE_CHANGES;

    boolean writable() {
        return this != READ_ONLY;
    }
}
