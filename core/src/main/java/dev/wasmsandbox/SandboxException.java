package dev.wasmsandbox;

import org.jspecify.annotations.Nullable;

/**
 * Reports trouble of the host: a bad argument, storage that fails, a library that is missing.
 *
 * <p>What a guest does is never an exception; it is the {@link Outcome} of its run.
 */
public abstract sealed class SandboxException extends RuntimeException
        permits CheckpointException,
                InvalidRequestException,
                PolicyValidationException,
                SandboxClosedException,
                SandboxExecutionException,
                SandboxUnavailableException,
                StorageException {
    private static final long serialVersionUID = 1L;

    /** The kind of trouble. */
    private final ErrorCode code;

    SandboxException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Returns the kind of trouble; the same kind has the same code in every version. */
    public final ErrorCode code() {
        return code;
    }
}
