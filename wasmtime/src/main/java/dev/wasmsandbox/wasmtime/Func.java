package dev.wasmsandbox.wasmtime;

/**
 * An exported function of integers. An i32 is passed and returned as a long: only the lower half is looked at, results are
 * sign-extended. Must be called on a {@link WasmThread}.
 *
 * <p>Each call throws a {@link TrapException} if the guest trapped (fuel and deadline are traps too), or what a host function threw,
 * unchanged.
 */
public final class Func {

    private final Store store;
    private final FunctionType type;
    private final int parameters;
    private final int values;
    private final long storeId;
    private final long handle;

    Func(Store store, FunctionType type, long storeId, long handle) {
        this.store = store;
        this.type = type;
        this.parameters = type.parameters().length();
        this.values = Math.max(parameters, type.results().length());
        this.storeId = storeId;
        this.handle = handle;
    }

    /** Returns its type. */
    public FunctionType type() {
        return type;
    }

    /** Calls a function without parameters; returns 0 if it has no result. */
    public long call() {
        require(0);
        WasmThread thread = store.enter();
        try {
            return finish();
        } finally {
            store.leave(thread);
        }
    }

    /** Calls a function with one parameter. */
    public long call(long a) {
        require(1);
        WasmThread thread = store.enter();
        try {
            put(0, a);
            return finish();
        } finally {
            store.leave(thread);
        }
    }

    /** Calls a function with two parameters. */
    public long call(long a, long b) {
        require(2);
        WasmThread thread = store.enter();
        try {
            put(0, a);
            put(1, b);
            return finish();
        } finally {
            store.leave(thread);
        }
    }

    /** Calls a function with any number of parameters. */
    public long call(long... arguments) {
        require(arguments.length);
        WasmThread thread = store.enter();
        try {
            for (int i = 0; i < arguments.length; i++) {
                put(i, arguments[i]);
            }
            return finish();
        } finally {
            store.leave(thread);
        }
    }

    /** SAFETY: little-endian, as WebAssembly and all platforms of the library; the lower half of the place is the i32. */
    private void put(int index, long value) {
        NativeMemory.putLong(
                store.scratch() + Scratch.CALL_VALUES + (long) index * Layout.RAW_VALUE_BYTES,
                value);
    }

    private long finish() {
        long result = store.callFunction(storeId, handle, values);
        String results = type.results();
        if (results.isEmpty()) {
            return 0;
        }
        return results.charAt(0) == 'i' ? (int) result : result;
    }

    private void require(int count) {
        // SAFETY: the unchecked call trusts the number and types of the values.
        if (count != parameters) {
            throw new IllegalArgumentException(
                    "the function has "
                            + parameters
                            + " parameters ("
                            + type.parameters()
                            + "); got "
                            + count);
        }
    }
}
