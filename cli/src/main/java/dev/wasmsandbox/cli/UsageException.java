package dev.wasmsandbox.cli;

import org.jspecify.annotations.Nullable;

/** The user asked for something that cannot be done as it was asked; the message says what and what to do. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        this(message, null);
    }

    UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
