package dev.wasmsandbox.wasmtime;

import org.jspecify.annotations.Nullable;

/** Reports that the native library cannot be used at all; the message says what to install or which flag to add. */
public final class WasmtimeUnavailableException extends WasmtimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message. */
    public WasmtimeUnavailableException(String message) {
        super(message);
    }

    /** Creates an exception with a message and a cause. */
    public WasmtimeUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
