package dev.wasmsandbox;

/** Reports an argument that can never work, such as an ill-formed session id or path. */
public final class InvalidRequestException extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public InvalidRequestException(ErrorCode code, String message) {
        super(code, message, null);
    }
}
