package dev.wasmsandbox;

/** Reports that something every run needs is missing: the native library, the image of a guest. */
public final class SandboxUnavailableException extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SandboxUnavailableException(String message) {
        super(ErrorCode.UNAVAILABLE, message, null);
    }

    /** Creates the exception with the failure behind it. */
    public SandboxUnavailableException(String message, Throwable cause) {
        super(ErrorCode.UNAVAILABLE, message, cause);
    }
}
