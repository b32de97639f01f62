package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;
import static dev.wasmsandbox.wasmtime.Native.symbol;

import java.lang.foreign.MemorySegment;

/** An exported global variable that is an integer. An i32 is sign-extended to a long. */
public final class Global {

    private static final class Api {
        static final MemorySegment GET = symbol("wasmtime_global_get");
        static final MemorySegment SET = symbol("wasmtime_global_set");
    }

    private final Store store;
    private final GlobalType type;
    private final Extern extern;

    Global(GlobalType type, Extern extern) {
        this.store = extern.store();
        this.type = type;
        this.extern = extern;
    }

    /** Returns its value. */
    public long get() {
        boolean outer = store.acquire();
        try {
            long value = store.scratch() + Scratch.VALUE;
            call(Api.GET, store.context(), extern.address(), value);
            // OWNERSHIP: an integer needs no unroot.
            long of = value + Layout.VALUE_OF;
            return type.type() == 'i' ? NativeMemory.getInt(of) : NativeMemory.getLong(of);
        } finally {
            store.release(outer);
        }
    }

    /**
     * Sets its value; of an i32 only the lower half is looked at.
     *
     * @throws IllegalStateException if it is a constant
     */
    public void set(long newValue) {
        if (!type.mutable()) {
            throw new IllegalStateException("the global variable is constant");
        }
        boolean outer = store.acquire();
        try {
            long value = store.scratch() + Scratch.VALUE;
            NativeMemory.putByte(
                    value + Layout.VALUE_KIND,
                    type.type() == 'i' ? Layout.VALUE_I32 : Layout.VALUE_I64);
            NativeMemory.putLong(value + Layout.VALUE_OF, newValue);
            Failures.throwIfError(
                    call(Api.SET, store.context(), extern.address(), value),
                    "cannot set the global variable");
        } finally {
            store.release(outer);
        }
    }
}
