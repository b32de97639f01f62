package dev.wasmsandbox;

/** The right to use a session alone, see {@link StorageAdapter#lease}. May be closed by any thread. */
@FunctionalInterface
public interface SessionLease extends AutoCloseable {

    /** Gives the session free. Closing twice is no error. */
    @Override
    void close();
}
