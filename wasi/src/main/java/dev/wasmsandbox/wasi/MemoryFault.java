package dev.wasmsandbox.wasi;

/**
 * Reports an access outside the guest's memory. It carries no stack trace, so a guest that faults in a loop costs
 * little, and its one instance is shared.
 */
public final class MemoryFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The only instance. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // It has neither a stack trace nor suppressed
    // exceptions.
    public static final MemoryFault INSTANCE = new MemoryFault();

    private MemoryFault() {
        super("access outside the guest's memory", null, false, false);
    }
}
