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
    private final long storeId;
    private final long first;
    private final long second;

    Global(Store store, GlobalType type, long storeId, long first, long second) {
        this.store = store;
        this.type = type;
        this.storeId = storeId;
        this.first = first;
        this.second = second;
    }

    /** Returns its value. */
    public long get() {
        boolean outer = store.acquire();
        try {
            long value = store.scratch() + Scratch.VALUE;
            call(Api.GET, store.context(), handle(), value);
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
                    call(Api.SET, store.context(), handle(), value),
                    "cannot set the global variable");
        } finally {
            store.release(outer);
        }
    }

    private long handle() {
        long item = store.scratch() + Scratch.ITEM;
        NativeMemory.putLong(item, storeId);
        NativeMemory.putLong(item + 8, first);
        NativeMemory.putLong(item + 16, second);
        return item;
    }
}
