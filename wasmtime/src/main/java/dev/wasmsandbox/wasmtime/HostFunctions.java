package dev.wasmsandbox.wasmtime;

import java.lang.invoke.MethodHandles;

/** The one C callback behind all host functions, {@code wasmtime_func_unchecked_callback_t}; {@code env} says which is meant. */
final class HostFunctions {

    private static final Slab<Definition> DEFINITIONS =
            new Slab<>(NativeObjects.Kind.HOST_FUNCTION);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    static final long DISPATCH = Native.upcall(LOOKUP, "dispatch");
    static final long FINALIZER = Native.upcall(LOOKUP, "forget");

    private record Definition(HostFunction function, String parameters, String results) {}

    private HostFunctions() {}

    /** Registers a function and returns its {@code env}. */
    static long add(HostFunction function, FunctionType type) {
        return DEFINITIONS.add(new Definition(function, type.parameters(), type.results()));
    }

    static long dispatch(long env, long caller, long values, long count, long e, long f, long g) {
        Store store = null;
        try {
            store = WasmThread.currentStore();
            Definition definition = DEFINITIONS.get(env);
            CallFrame frame = store.frame();
            frame.open(values, definition.parameters, definition.results);
            try {
                definition.function.call(store, frame);
                frame.close();
            } finally {
                frame.invalidate();
            }
            return 0;
        } catch (Throwable t) {
            return HostFailure.trap(store, t);
        }
    }

    static long forget(long env, long b, long c, long d, long e, long f, long g) {
        try {
            DEFINITIONS.remove(env);
            return 0;
        } catch (Throwable t) {
            throw HostFailure.halt(t);
        }
    }
}
