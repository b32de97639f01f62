package dev.wasmsandbox;

/** Reports that a {@link StorageAdapter} could not do what it was asked for. */
public final class StorageException extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public StorageException(ErrorCode code, String message) {
        super(code, message, null);
    }

    /** Creates the exception with the failure behind it. */
    public StorageException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }

    /** Creates the exception with the failure behind it. */
    public StorageException(String message, Throwable cause) {
        super(ErrorCode.STORAGE_FAILED, message, cause);
    }
}
