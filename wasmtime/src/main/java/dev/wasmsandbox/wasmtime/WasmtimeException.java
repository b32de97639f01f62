package dev.wasmsandbox.wasmtime;

import org.jspecify.annotations.Nullable;

/** Reports that Wasmtime refused or failed to do something; the message is Wasmtime's own unless a subclass says otherwise. */
public class WasmtimeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message. */
    public WasmtimeException(String message) {
        super(message);
    }

    /** Creates an exception with a message and a cause. */
    public WasmtimeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
