package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Ends upcalls that failed. The Java exception stays in the store; the library only gets an error or trap of its own, which
 * unwinds the guest. Nothing here allocates Java memory, logs or throws.
 */
final class HostFailure {

    private static final MemorySegment ERROR_NEW = Native.symbol("wasmtime_error_new");
    private static final MemorySegment TRAP_NEW = Native.symbol("wasmtime_trap_new_code");
    private static final long MESSAGE = Arena.global().allocateFrom("host failure").address();
    private static final int HALT_STATUS = 134;

    private HostFailure() {}

    /** Initialises this class early: in a failing upcall there may be no stack or memory left to do so. */
    static void prepare() {}

    /** Keeps the exception and returns a {@code wasm_trap_t*}. */
    static long trap(@Nullable Store store, Throwable failure) {
        if (store == null) {
            throw halt(failure);
        }
        store.fail(failure);
        // A trap with a code is cheaper than one with a message, which is copied and formatted. The
        // code is not looked at.
        return call(TRAP_NEW, TrapCode.INTERRUPT.number());
    }

    /** Keeps the exception and returns a {@code wasmtime_error_t*}. */
    static long error(@Nullable Store store, Throwable failure) {
        if (store == null) {
            throw halt(failure);
        }
        store.fail(failure);
        return refusal();
    }

    /** Returns a {@code wasmtime_error_t*} without an exception behind it. */
    static long refusal() {
        return call(ERROR_NEW, MESSAGE);
    }

    /** Ends the process: the library called in a state where no answer is safe, for instance on a thread without a store. */
    static Error halt(Throwable failure) {
        try {
            System.err.println(
                    "wasm-sandbox: a native callback failed where it must not: " + failure);
        } finally {
            Runtime.getRuntime().halt(HALT_STATUS);
        }
        return new AssertionError(failure);
    }
}
