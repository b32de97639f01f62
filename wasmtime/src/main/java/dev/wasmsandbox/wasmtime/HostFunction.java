package dev.wasmsandbox.wasmtime;

/** A function that guests import. */
@FunctionalInterface
public interface HostFunction {

    /**
     * Runs the function on the guest's thread. Whatever it throws ends the guest at once and comes out of {@link Func#call}
     * unchanged; exceptions that are part of normal life should have no stack trace.
     *
     * @param store the store of the calling instance
     * @param frame arguments and result; valid during this call only
     */
    void call(Store store, CallFrame frame);
}
