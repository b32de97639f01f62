package dev.wasmsandbox.wasmtime;

import java.util.List;

/** Reports that guest code was ended by a trap. The instance must not be called again: its stack pointer is not at rest. */
public final class TrapException extends WasmtimeException {

    private static final long serialVersionUID = 1L;

    private final TrapCode code;
    private final transient List<WasmFrame> frames;

    TrapException(TrapCode code, List<WasmFrame> frames) {
        super(message(code, frames));
        this.code = code;
        this.frames = List.copyOf(frames);
    }

    /** Returns why the guest was ended. */
    public TrapCode code() {
        return code;
    }

    /** Returns the guest's innermost functions, the innermost first, at most 20 of them. */
    public List<WasmFrame> frames() {
        // A transient field is null after deserialization.
        return frames == null ? List.of() : frames;
    }

    private static String message(TrapCode code, List<WasmFrame> frames) {
        String message = "wasm trap: " + code.description();
        return frames.isEmpty() ? message : message + " in " + frames.getFirst();
    }
}
