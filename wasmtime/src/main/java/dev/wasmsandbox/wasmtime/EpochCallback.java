package dev.wasmsandbox.wasmtime;

/** Decides, on the guest's thread, what happens when a store's epoch deadline is reached. */
@FunctionalInterface
public interface EpochCallback {

    /**
     * Lets the guest go on or ends it.
     *
     * @return ticks until the next deadline, counted from now; 0 or less ends the guest with {@link TrapCode#INTERRUPT}
     * @throws RuntimeException to end the guest; it comes out of {@link Func#call} unchanged
     */
    long deadlineReached(Store store);
}
