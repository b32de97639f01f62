package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.symbol;

import java.lang.foreign.MemorySegment;

/** A module with all its imports found: makes instances quickly. Thread-safe. */
public final class InstancePre extends NativeObject {

    private static final class Api {
        static final MemorySegment DELETE = symbol("wasmtime_instance_pre_delete");
        static final MemorySegment INSTANTIATE = symbol("wasmtime_instance_pre_instantiate");
    }

    private final Module module;

    InstancePre(Module module, long address) {
        super(NativeObjects.Kind.INSTANCE_PRE, address);
        this.module = module;
    }

    /** Returns the module that instances are made of. */
    public Module module() {
        return module;
    }

    /**
     * Makes an instance in a store and runs the module's start function, if there is one. Must be called on a {@link WasmThread}.
     *
     * @throws TrapException if the start function trapped
     * @throws WasmtimeException if a limit of the store is exceeded or the memory creator's memory is refused
     * @throws RuntimeException what the memory creator or a host function threw
     */
    public Instance instantiate(Store store) {
        if (store.engine() != module.engine()) {
            throw new IllegalArgumentException(
                    "the store belongs to another engine than the module");
        }
        long[] handle = store.instantiate(Api.INSTANTIATE, address());
        return new Instance(store, module, handle[0], handle[1]);
    }

    @Override
    void delete(long pointer) {
        Native.call(Api.DELETE, pointer);
    }
}
