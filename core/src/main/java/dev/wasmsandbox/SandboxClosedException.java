package dev.wasmsandbox;

/** Reports the use of a sandbox that is closed. */
public final class SandboxClosedException extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SandboxClosedException(String message) {
        super(ErrorCode.CLOSED, message, null);
    }
}
