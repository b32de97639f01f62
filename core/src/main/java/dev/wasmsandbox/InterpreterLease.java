package dev.wasmsandbox;

/**
 * The right of one process to have the interpreter of a session awake, see {@link StorageAdapter#leaseInterpreter}. May be used
 * and closed by any thread.
 */
public interface InterpreterLease extends AutoCloseable {

    /** Tells whether somebody waits for the interpreter, so that it should be saved and given up soon. Cheap. */
    boolean isWanted();

    /**
     * Tells whether the session is still the one that the lease was taken for. It is not once that was deleted, whether or not
     * there is another one of its id by now: what is in memory of it must not be saved any more then. Cheap.
     */
    boolean isValid();

    /** Gives the interpreter up. Closing twice is no error. */
    @Override
    void close();
}
