package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.symbol;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;

/** A module at work in a store. Lives as long as the store; the same rules for threads. */
public final class Instance {

    private static final class Api {
        static final MemorySegment EXPORT_GET = symbol("wasmtime_instance_export_get");
    }

    private final Store store;
    private final Module module;
    private final long storeId;
    private final long index;

    Instance(Store store, Module module, long storeId, long index) {
        this.store = store;
        this.module = module;
        this.storeId = storeId;
        this.index = index;
    }

    /** Returns the store that it lives in. */
    public Store store() {
        return store;
    }

    /** Returns its code. */
    public Module module() {
        return module;
    }

    /**
     * Finds an exported function.
     *
     * @throws IllegalArgumentException if the module has no such function, or Java cannot call it: integers only, at most one
     *     result
     */
    public Func function(String name) {
        if (!(module.export(name) instanceof FunctionType type)) {
            throw missing("function", name);
        }
        if (!type.isCallable()) {
            throw new IllegalArgumentException(
                    "the function \"" + name + "\" cannot be called from Java: " + type);
        }
        boolean outer = store.acquire();
        try {
            long item = export(name, Layout.EXTERN_FUNC);
            return new Func(
                    store, type, NativeMemory.getLong(item), NativeMemory.getLong(item + 8));
        } finally {
            store.release(outer);
        }
    }

    /**
     * Finds an exported memory.
     *
     * @throws IllegalArgumentException if the module has no such memory
     */
    public Memory memory(String name) {
        if (!(module.export(name) instanceof MemoryType)) {
            throw missing("memory", name);
        }
        boolean outer = store.acquire();
        try {
            long item = export(name, Layout.EXTERN_MEMORY);
            return new Memory(Extern.read(store, item));
        } finally {
            store.release(outer);
        }
    }

    /**
     * Finds an exported global variable.
     *
     * @throws IllegalArgumentException if the module has no such variable, or it is no integer
     */
    public Global global(String name) {
        if (!(module.export(name) instanceof GlobalType type)) {
            throw missing("global variable", name);
        }
        if (type.type() != 'i' && type.type() != 'I') {
            throw new IllegalArgumentException(
                    "the global variable \"" + name + "\" is no integer: " + type);
        }
        boolean outer = store.acquire();
        try {
            long item = export(name, Layout.EXTERN_GLOBAL);
            return new Global(type, Extern.read(store, item));
        } finally {
            store.release(outer);
        }
    }

    /** Fills the store's extern struct and returns the address of its union. OWNERSHIP: these kinds need no delete. */
    private long export(String name, int kind) {
        byte[] bytes = name.getBytes(UTF_8);
        if (bytes.length > Scratch.NAME_BYTES) {
            throw new IllegalArgumentException(
                    "the name of an export may have 256 bytes; this one has " + bytes.length);
        }
        long scratch = store.scratch();
        long item = scratch + Scratch.ITEM;
        long target = scratch + Scratch.EXTERN;
        NativeMemory.putLong(item, storeId);
        NativeMemory.putLong(item + 8, index);
        NativeMemory.put(scratch + Scratch.NAME, bytes);
        long found =
                Native.call(
                        Api.EXPORT_GET,
                        store.context(),
                        item,
                        scratch + Scratch.NAME,
                        bytes.length,
                        target);
        if (!Native.isTrue(found)
                || NativeMemory.getUnsignedByte(target + Layout.EXTERN_KIND) != kind) {
            throw new WasmtimeException("the library does not find the export \"" + name + "\"");
        }
        return target + Layout.EXTERN_OF;
    }

    private IllegalArgumentException missing(String what, String name) {
        return new IllegalArgumentException(
                "the module exports no "
                        + what
                        + " \""
                        + name
                        + "\"; it has "
                        + module.exports().stream().map(ExportType::name).toList());
    }
}
