package dev.wasmsandbox.core.process;

import org.jspecify.annotations.Nullable;

/** A worker did not start; the message says what it had to say. */
final class WorkerStartException extends Exception {
    private static final long serialVersionUID = 1L;

    WorkerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
