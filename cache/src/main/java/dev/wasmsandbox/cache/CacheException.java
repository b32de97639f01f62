package dev.wasmsandbox.cache;

import org.jspecify.annotations.Nullable;

/** Reports that the cache directory cannot be used: wrong permissions, no space, or content that does not match. */
public final class CacheException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that says what failed and what to do about it. */
    public CacheException(String message) {
        super(message);
    }

    /** Creates an exception with its cause. */
    public CacheException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
