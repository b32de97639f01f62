package dev.wasmsandbox;

/**
 * Names the kinds of trouble that a {@link SandboxException} reports.
 *
 * <p>The names are stable: programs and wire protocols may rely on them. New ones are added at the end.
 */
public enum ErrorCode {
    /** A field of a policy has a value that is not allowed. */
    INVALID_POLICY,
    /** A request cannot be run as it is. */
    INVALID_REQUEST,
    /** No such language. */
    UNKNOWN_LANGUAGE,
    /** A session id is not well formed. */
    INVALID_SESSION_ID,
    /** A path is absolute, leaves the workspace, or has characters that paths cannot have. */
    INVALID_PATH,
    /** There is no session of that id. */
    SESSION_NOT_FOUND,
    /** There is no file of that path. */
    FILE_NOT_FOUND,
    /** There is a file of that path already. */
    FILE_EXISTS,
    /** Someone else holds the session. */
    SESSION_BUSY,
    /** The storage of the sessions failed. */
    STORAGE_FAILED,
    /** The sandbox is closed. */
    CLOSED,
    /** Something that every run needs is not there: the native library, a guest's image. */
    UNAVAILABLE,
    /** The host broke down during a run. */
    EXECUTION_FAILED,
    /** A defect of this library. */
    INTERNAL_ERROR,
    /** A checkpoint is damaged, cut short, forged or too large. */
    INVALID_CHECKPOINT,
    /** A checkpoint was made by another build of the language, or is an increment to another checkpoint than the given one. */
    CHECKPOINT_MISMATCH,
    /** No checkpoint of that name is kept with the session. */
    CHECKPOINT_NOT_FOUND
}
