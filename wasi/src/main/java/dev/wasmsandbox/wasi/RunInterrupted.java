package dev.wasmsandbox.wasi;

/**
 * Ends a call because the run was cancelled or its time is over. Thrown by {@link Clocks} and {@link InputSource},
 * passed on unchanged by every WASI function. Carries no stack trace; its one instance is shared.
 */
public final class RunInterrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The only instance. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // It has neither a stack trace nor suppressed
    // exceptions.
    public static final RunInterrupted INSTANCE = new RunInterrupted();

    private RunInterrupted() {
        super("the run was interrupted", null, false, false);
    }
}
