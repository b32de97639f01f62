package dev.wasmsandbox.wasmtime;

import java.lang.foreign.Arena;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of native memory, one for each store, in which arguments and results are handed over. They are recycled rather than freed: an
 * arena for each store would cost more than the rest of making a store (a shared arena stops all threads when it is closed). There
 * are never more blocks than there were stores at the same time.
 *
 * <p>The parts are apart because a host function may use the lower ones while a guest call, which uses the upper ones, is under
 * way.
 */
final class Scratch {

    /** Out-parameter of host operations: 8 bytes. */
    static final int OUT = 0;

    /** A func, memory, global or instance struct that is passed by pointer: 24 bytes. */
    static final int ITEM = 16;

    /** A {@code wasmtime_extern_t} that is filled in: 32 bytes. */
    static final int EXTERN = 48;

    /** A {@code wasmtime_val_t}: 32 bytes. */
    static final int VALUE = 80;

    /** A name: {@link #NAME_BYTES}. */
    static final int NAME = 112;

    static final int NAME_BYTES = 256;

    /** The trap of the call under way: 8 bytes. */
    static final int CALL_TRAP = 384;

    /** The function or instance of the call under way: 16 bytes. */
    static final int CALL_ITEM = 400;

    /** Arguments and results of the call under way. */
    static final int CALL_VALUES = 416;

    private static final int BYTES = CALL_VALUES + Store.MAX_ARGUMENTS * Layout.RAW_VALUE_BYTES;

    private static final ConcurrentLinkedDeque<Long> FREE = new ConcurrentLinkedDeque<>();

    private Scratch() {}

    static long acquire() {
        @Nullable Long address = FREE.pollFirst();
        return address != null ? address : Arena.global().allocate(BYTES, 16).address();
    }

    static void release(long address) {
        FREE.addFirst(address);
    }
}
