package dev.wasmsandbox.engine;

import org.jspecify.annotations.Nullable;

/** Trouble of the host, never of a guest: no address space, a damaged image, a library that does not load. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed, with which value, and what to do. */
    public EngineException(String message) {
        this(message, null);
    }

    /** Says what failed and keeps why. */
    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
