package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;
import static dev.wasmsandbox.wasmtime.Native.symbol;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Everything that belongs to one guest: its instances, fuel and limits.
 *
 * <p>One thread at a time: while one thread is inside (a guest call with all its host functions counts as inside), every other is
 * refused with an {@link IllegalStateException}. Between calls a store may move to another thread. Close it when no guest code of
 * it runs; this frees all its instances.
 */
public final class Store implements AutoCloseable {

    static final int MAX_ARGUMENTS = 16;

    private static final class Api {
        static final MemorySegment NEW = symbol("wasmtime_store_new");
        static final MemorySegment DELETE = symbol("wasmtime_store_delete");
        static final MemorySegment CONTEXT = symbol("wasmtime_store_context");
        static final MemorySegment LIMITER = symbol("wasmtime_store_limiter");
        static final MemorySegment SET_FUEL = symbol("wasmtime_context_set_fuel");
        static final MemorySegment GET_FUEL = symbol("wasmtime_context_get_fuel");
        static final MemorySegment FUNC_CALL = symbol("wasmtime_func_call_unchecked");
    }

    private static final VarHandle USER;

    static {
        try {
            USER = MethodHandles.lookup().findVarHandle(Store.class, "user", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;
    private final CallFrame frame = new CallFrame();
    private @Nullable Object attachment;
    private volatile @Nullable Thread user;
    private @Nullable Throwable failure;
    private long pointer;
    private long context;
    private long scratch;

    private Store(Engine engine, @Nullable Object attachment) {
        this.engine = engine;
        this.attachment = attachment;
        this.pointer = call(Api.NEW, engine.address(), 0, 0);
        this.context = call(Api.CONTEXT, pointer);
        this.scratch = Scratch.acquire();
        NativeObjects.created(NativeObjects.Kind.STORE);
    }

    /** Creates an empty store: without fuel, without limits. */
    public static Store create(Engine engine) {
        return new Store(engine, null);
    }

    /** Creates an empty store that carries an object for the host functions. */
    public static Store create(Engine engine, Object attachment) {
        return new Store(engine, attachment);
    }

    /** Returns the engine that it belongs to. */
    public Engine engine() {
        return engine;
    }

    /** Returns the object that the owner attached; {@code null} if none. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Attaches an object for host functions and memory creators to find. */
    public void attach(@Nullable Object object) {
        attachment = object;
    }

    /** Sets the fuel; one unit is about one instruction. */
    public void setFuel(long fuel) {
        if (fuel < 0) {
            throw new IllegalArgumentException("fuel must not be negative; got " + fuel);
        }
        requireFuel();
        boolean outer = acquire();
        try {
            Failures.throwIfError(call(Api.SET_FUEL, context, fuel), "cannot set the fuel");
        } finally {
            release(outer);
        }
    }

    /** Returns the fuel that is left; exact also inside a host function. */
    public long fuel() {
        requireFuel();
        boolean outer = acquire();
        try {
            Failures.throwIfError(
                    call(Api.GET_FUEL, context, scratch + Scratch.OUT), "cannot read the fuel");
            return NativeMemory.getLong(scratch + Scratch.OUT);
        } finally {
            release(outer);
        }
    }

    /** Sets the limits; call it before anything is made in the store. */
    public void limit(StoreLimits limits) {
        boolean outer = acquire();
        try {
            call(
                    Api.LIMITER,
                    pointer,
                    limits.memoryBytes(),
                    limits.tableElements(),
                    limits.instances(),
                    limits.tables(),
                    limits.memories());
        } finally {
            release(outer);
        }
    }

    /**
     * Deletes the store with all its instances and memories. Closing again does nothing.
     *
     * @throws IllegalStateException if another thread is inside, or a host function of this store calls it
     * @throws RuntimeException what {@link HostMemory#release} threw; the store is closed nevertheless
     */
    @Override
    public void close() {
        if (!acquireForClose()) {
            return;
        }
        long deleted = pointer;
        // From here on the store counts as closed, also for a memory that asks it something while
        // it is released.
        pointer = 0;
        context = 0;
        try {
            call(Api.DELETE, deleted);
        } finally {
            NativeObjects.deleted(NativeObjects.Kind.STORE);
            Scratch.release(scratch);
            scratch = 0;
            USER.setRelease(this, null);
        }
        Throwable thrown = failure;
        failure = null;
        if (thrown != null) {
            rethrow(thrown);
        }
    }

    private boolean acquireForClose() {
        Thread current = Thread.currentThread();
        if (user == current) {
            throw new IllegalStateException("a store cannot be closed by its own host function");
        }
        if (!USER.compareAndSet(this, null, current)) {
            throw inUse();
        }
        if (pointer == 0) {
            USER.setRelease(this, null);
            return false;
        }
        return true;
    }

    // ---- for the other classes of the binding ----

    /** Makes this thread the user; false if it already is, as inside a host function. */
    boolean acquire() {
        Thread current = Thread.currentThread();
        boolean outer = user != current;
        if (outer && !USER.compareAndSet(this, null, current)) {
            throw inUse();
        }
        if (pointer == 0) {
            release(outer);
            throw new IllegalStateException("Store is closed");
        }
        return outer;
    }

    void release(boolean outer) {
        if (outer) {
            USER.setRelease(this, null);
        }
    }

    long context() {
        return context;
    }

    long scratch() {
        return scratch;
    }

    CallFrame frame() {
        return frame;
    }

    /** Takes the store and the thread for guest code. */
    WasmThread enter() {
        WasmThread thread = WasmThread.here();
        boolean outer = acquire();
        try {
            thread.enter(this, engine.config().maxWasmStack());
            return thread;
        } catch (IllegalStateException e) {
            release(outer);
            throw e;
        }
    }

    void leave(WasmThread thread) {
        thread.leave();
        release(true);
    }

    /** Runs a function whose arguments lie in the scratch block; between {@link #enter} and {@link #leave}. */
    long callFunction(long storeId, long handle, int values) {
        long base = scratch;
        NativeMemory.putLong(base + Scratch.CALL_ITEM, storeId);
        NativeMemory.putLong(base + Scratch.CALL_ITEM + 8, handle);
        // SAFETY: the library writes the trap only if there is one.
        NativeMemory.putLong(base + Scratch.CALL_TRAP, 0);
        long error =
                call(
                        Api.FUNC_CALL,
                        context,
                        base + Scratch.CALL_ITEM,
                        base + Scratch.CALL_VALUES,
                        values,
                        base + Scratch.CALL_TRAP);
        throwIfEnded(error, NativeMemory.getLong(base + Scratch.CALL_TRAP), "the guest failed");
        return NativeMemory.getLong(base + Scratch.CALL_VALUES);
    }

    /** Makes an instance; returns the two halves of its struct. */
    long[] instantiate(MemorySegment function, long instancePre) {
        WasmThread thread = enter();
        try {
            long base = scratch;
            NativeMemory.putLong(base + Scratch.CALL_TRAP, 0);
            long item = base + Scratch.CALL_ITEM;
            long error = call(function, instancePre, context, item, base + Scratch.CALL_TRAP);
            throwIfEnded(
                    error,
                    NativeMemory.getLong(base + Scratch.CALL_TRAP),
                    "cannot instantiate the module");
            return new long[] {NativeMemory.getLong(item), NativeMemory.getLong(item + 8)};
        } finally {
            leave(thread);
        }
    }

    private void throwIfEnded(long error, long trap, String what) {
        if ((error | trap) == 0 && failure == null) {
            return;
        }
        Throwable thrown = failure;
        failure = null;
        if (thrown != null) {
            Failures.discard(error, trap);
            rethrow(thrown);
        }
        throw Failures.describe(error, trap, what);
    }

    /** For operations of the host that can lead to upcalls; inside a host function the failure ends the guest call too. */
    void throwIfFailed(long error, boolean outer, String what) {
        Throwable thrown = failure;
        if (thrown != null && outer) {
            failure = null;
            Failures.discard(error, 0);
            rethrow(thrown);
        }
        Failures.throwIfError(error, what);
    }

    private static void rethrow(Throwable thrown) {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default ->
                    throw new WasmtimeException(
                            "a host function threw a checked exception", thrown);
        }
    }

    /** Keeps the first exception of an upcall; it is thrown when the call that led to it returns. */
    void fail(Throwable t) {
        if (failure == null) {
            failure = t;
        }
    }

    private IllegalStateException inUse() {
        return new IllegalStateException("the store is in use by " + user);
    }

    private void requireFuel() {
        if (!engine.config().fuel()) {
            throw new IllegalStateException(
                    "this engine counts no fuel; build its Config with fuel(true)");
        }
    }
}
