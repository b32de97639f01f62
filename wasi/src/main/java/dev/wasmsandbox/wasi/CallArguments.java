package dev.wasmsandbox.wasi;

/** The raw arguments of one call, as the engine got them from the guest. */
public interface CallArguments {

    /** Tells the 32-bit argument at a position; the type must be the declared one. */
    int i32(int index);

    /** Tells the 64-bit argument at a position; the type must be the declared one. */
    long i64(int index);
}
