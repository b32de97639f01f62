package dev.wasmsandbox.engine;

/** How a run of a guest ended. What a guest does is a value, never an exception. */
public sealed interface RunEnd {
    /** The guest came back by itself; its instance can run again. */
    record Returned(int exitCode) implements RunEnd {}

    /** The guest left by {@code proc_exit}; its instance is spent. */
    record Exited(int exitCode) implements RunEnd {}

    /** The host stopped the guest; its instance is spent. */
    record Stopped(StopReason reason) implements RunEnd {}

    /**
     * The guest did what WebAssembly forbids; its instance is spent.
     *
     * @param kind what it was
     * @param message what the engine says of it
     */
    record Trapped(TrapKind kind, String message) implements RunEnd {}

    /** The host's own code failed while it served the guest; the instance is spent. */
    record HostFailed(Throwable cause) implements RunEnd {}

    /** What a guest did that WebAssembly, or its contract with the host, forbids. */
    enum TrapKind {
        /** The native stack was used up. */
        STACK_OVERFLOW,
        /** It ran out of memory where it could not report that. */
        MEMORY_LIMIT,
        /** It reached code that says it can never be reached, as {@code abort()} does. */
        UNREACHABLE,
        /** It touched memory that it does not have. */
        MEMORY_OUT_OF_BOUNDS,
        /** It called a function table entry that is not there or has another type. */
        BAD_INDIRECT_CALL,
        /** An integer operation without a result. */
        INTEGER_FAULT,
        /** It broke its contract with the host. */
        GUEST_FAULT
    }

    /** Why the host stopped a guest. */
    enum StopReason {
        /** The fuel budget was used up. */
        OUT_OF_FUEL,
        /** The time limit passed. */
        TIMEOUT,
        /** {@link RunControl#cancel} was called. */
        CANCELLED
    }
}
