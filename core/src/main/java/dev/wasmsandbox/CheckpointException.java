package dev.wasmsandbox;

import org.jspecify.annotations.Nullable;

/**
 * Reports a checkpoint that cannot be used: it is damaged, cut short, forged or too large ({@link
 * ErrorCode#INVALID_CHECKPOINT}), was made by another build of the language or is an increment to another checkpoint ({@link
 * ErrorCode#CHECKPOINT_MISMATCH}), or
 * does not fit the policy ({@link ErrorCode#INVALID_REQUEST}).
 */
public final class CheckpointException extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public CheckpointException(ErrorCode code, String message) {
        super(code, message, null);
    }

    /** Creates the exception with the failure behind it. */
    public CheckpointException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
