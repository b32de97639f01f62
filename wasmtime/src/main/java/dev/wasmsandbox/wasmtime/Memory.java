package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;
import static dev.wasmsandbox.wasmtime.Native.symbol;

import java.lang.foreign.MemorySegment;

/** An exported linear memory. Address and size are asked for each time, because guest code can change both. */
public final class Memory {

    /** Bytes in a page. */
    public static final int PAGE_BYTES = 1 << 16;

    private static final class Api {
        static final MemorySegment DATA = symbol("wasmtime_memory_data");
        static final MemorySegment DATA_SIZE = symbol("wasmtime_memory_data_size");
        static final MemorySegment GROW = symbol("wasmtime_memory_grow");
    }

    private final Store store;
    private final Extern extern;

    Memory(Extern extern) {
        this.store = extern.store();
        this.extern = extern;
    }

    /** Returns the address of byte 0, valid until guest code runs, the memory grows or the store is closed. */
    public long address() {
        boolean outer = store.acquire();
        try {
            return call(Api.DATA, store.context(), extern.address());
        } finally {
            store.release(outer);
        }
    }

    /** Returns how many bytes are accessible now. */
    public long byteSize() {
        boolean outer = store.acquire();
        try {
            return call(Api.DATA_SIZE, store.context(), extern.address());
        } finally {
            store.release(outer);
        }
    }

    /**
     * Makes the memory larger.
     *
     * @param pages how many pages of 64 KiB to add
     * @return the number of pages before
     * @throws WasmtimeException if a limit forbids it or there is no memory
     */
    public long grow(long pages) {
        if (pages < 0) {
            throw new IllegalArgumentException("pages must not be negative; got " + pages);
        }
        boolean outer = store.acquire();
        try {
            long out = store.scratch() + Scratch.OUT;
            long error = call(Api.GROW, store.context(), extern.address(), pages, out);
            store.throwIfFailed(error, outer, "cannot grow the memory by " + pages + " pages");
            return NativeMemory.getLong(out);
        } finally {
            store.release(outer);
        }
    }
}
