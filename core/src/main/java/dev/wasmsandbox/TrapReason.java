package dev.wasmsandbox;

/** Names why a run was stopped before its program ended. */
public enum TrapReason {
    /** The fuel budget was used up. */
    OUT_OF_FUEL("out_of_fuel", "OutOfFuel", true),
    /** The program needed more memory than the policy gives and did not handle it. */
    MEMORY_LIMIT("memory_limit", "MemoryLimit", true),
    /** The time limit passed. */
    TIMEOUT("timeout", "Timeout", true),
    /** The caller cancelled the run. */
    CANCELLED("cancelled", "Cancelled", false),
    /** The native stack of the guest was used up. */
    STACK_OVERFLOW("stack_overflow", "StackOverflow", true),
    /** The guest reached code that says it can never be reached, as {@code abort()} does. */
    UNREACHABLE("unreachable", "Unreachable", false),
    /** The guest touched memory that it does not have. */
    MEMORY_OUT_OF_BOUNDS("memory_out_of_bounds", "MemoryOutOfBounds", false),
    /** The guest called a function table entry that is not there or has another type. */
    BAD_INDIRECT_CALL("bad_indirect_call", "BadIndirectCall", false),
    /** An integer operation without a result. */
    INTEGER_FAULT("integer_fault", "IntegerFault", false),
    /** The guest broke its contract with the host. */
    GUEST_FAULT("guest_fault", "GuestFault", false),
    /** The host failed while it served the guest. */
    HOST_ERROR("host_error", "HostError", false),
    /** The process that the program ran in was lost. */
    WORKER_LOST("worker_lost", "WorkerLost", false);

    private final String id;
    private final String label;
    private final boolean limit;

    TrapReason(String id, String label, boolean limit) {
        this.id = id;
        this.label = label;
        this.limit = limit;
    }

    /** Returns the name used in metadata and JSON, e.g. {@code out_of_fuel}. */
    public String id() {
        return id;
    }

    /** Returns the name used in the line on standard error, e.g. {@code OutOfFuel}. */
    public String label() {
        return label;
    }

    /** Tells whether a limit was hit, rather than a rule broken. */
    public boolean isLimit() {
        return limit;
    }
}
