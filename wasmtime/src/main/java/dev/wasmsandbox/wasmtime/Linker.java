package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;
import static dev.wasmsandbox.wasmtime.Native.symbol;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Collects host functions under the names by which modules import them. Define from one thread; a finished linker may be used by
 * several.
 */
public final class Linker extends NativeObject {

    /** The symbols, resolved when the first linker is made. */
    private static final class Api {
        static final MemorySegment NEW = symbol("wasmtime_linker_new");
        static final MemorySegment DELETE = symbol("wasmtime_linker_delete");
        static final MemorySegment DEFINE = symbol("wasmtime_linker_define_func_unchecked");
        static final MemorySegment UNKNOWN_AS_TRAPS =
                symbol("wasmtime_linker_define_unknown_imports_as_traps");
        static final MemorySegment INSTANTIATE_PRE = symbol("wasmtime_linker_instantiate_pre");
    }

    private final Engine engine;

    private Linker(Engine engine, long address) {
        super(NativeObjects.Kind.LINKER, address);
        this.engine = engine;
    }

    /** Creates an empty linker. */
    public static Linker create(Engine engine) {
        return new Linker(engine, call(Api.NEW, engine.address()));
    }

    /**
     * Defines a host function.
     *
     * @param module first part of the import's name
     * @param name second part
     * @param type integers only, at most one result
     * @param function called on the guest's thread, possibly by many guests at the same time
     * @throws WasmtimeException if the name is defined already
     */
    public void define(String module, String name, FunctionType type, HostFunction function) {
        if (!type.isCallable()) {
            throw new IllegalArgumentException(
                    "host function "
                            + module
                            + "."
                            + name
                            + " may have at most "
                            + Store.MAX_ARGUMENTS
                            + " parameters and one result, all of type i or I; got "
                            + type);
        }
        long linker = address();
        long functionType = TypeApi.newFunctionType(type);
        try (Arena arena = Arena.ofConfined()) {
            byte[] moduleName = module.getBytes(UTF_8);
            byte[] functionName = name.getBytes(UTF_8);
            // OWNERSHIP: the library calls the finalizer when nothing refers to the function any
            // more, also if defining fails.
            long env = HostFunctions.add(function, type);
            long error =
                    call(
                            Api.DEFINE,
                            linker,
                            bytes(arena, moduleName),
                            moduleName.length,
                            bytes(arena, functionName),
                            functionName.length,
                            functionType,
                            HostFunctions.DISPATCH,
                            env,
                            HostFunctions.FINALIZER);
            Failures.throwIfError(error, "cannot define the host function " + module + "." + name);
        } finally {
            TypeApi.deleteFunctionType(functionType);
        }
    }

    /** Defines whatever the module imports and this linker lacks as functions that trap when they are called. */
    public void defineUnknownAsTraps(Module module) {
        Failures.throwIfError(
                call(Api.UNKNOWN_AS_TRAPS, address(), module.address()),
                "cannot define the unknown imports");
    }

    /**
     * Finds all imports of a module once, so that instances can be made from it quickly.
     *
     * @throws WasmtimeException if an import is missing or has another type
     */
    public InstancePre instantiatePre(Module module) {
        if (module.engine() != engine) {
            throw new IllegalArgumentException(
                    "the module was compiled for another engine than the linker's");
        }
        try (Arena arena = Arena.ofConfined()) {
            long target = arena.allocate(8, 8).address();
            Failures.throwIfError(
                    call(Api.INSTANTIATE_PRE, address(), module.address(), target),
                    "cannot link the module");
            return new InstancePre(module, NativeMemory.getLong(target));
        }
    }

    private static long bytes(Arena arena, byte[] bytes) {
        // SAFETY: an empty slice still needs an address that is not null.
        return bytes.length == 0
                ? arena.allocate(8).address()
                : arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes).address();
    }

    @Override
    void delete(long pointer) {
        call(Api.DELETE, pointer);
    }
}
