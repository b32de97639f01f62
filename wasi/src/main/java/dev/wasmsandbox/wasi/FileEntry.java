package dev.wasmsandbox.wasi;

/**
 * A regular file of an immutable tree.
 *
 * @param content its bytes
 * @param modifiedNanos when it was last changed, in nanoseconds since 1970
 */
public record FileEntry(Blob content, long modifiedNanos) implements Entry {}
