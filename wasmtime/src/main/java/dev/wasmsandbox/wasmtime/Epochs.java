package dev.wasmsandbox.wasmtime;

import java.lang.invoke.MethodHandles;

/** The C callback behind {@link EpochCallback}. */
final class Epochs {

    static final long DEADLINE = Native.upcall(MethodHandles.lookup(), "deadline");

    private Epochs() {}

    /** Third parameter of {@code wasmtime_store_epoch_deadline_callback}; the kind stays "continue". */
    static long deadline(long context, long data, long delta, long kind, long e, long f, long g) {
        Store store = null;
        try {
            store = WasmThread.currentStore();
            long ticks = store.deadlineReached();
            if (ticks > 0) {
                NativeMemory.putLong(delta, ticks);
                return 0;
            }
            return HostFailure.refusal();
        } catch (Throwable t) {
            return HostFailure.error(store, t);
        }
    }
}
