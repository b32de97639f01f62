package dev.wasmsandbox;

/** Reports that the host could not carry a run through; the guest is not to blame. */
public final class SandboxExecutionException extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SandboxExecutionException(String message, Throwable cause) {
        super(ErrorCode.EXECUTION_FAILED, message, cause);
    }
}
