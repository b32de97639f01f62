package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;
import static dev.wasmsandbox.wasmtime.Native.symbol;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@code wasmtime/config.h} and {@code wasmtime/engine.h}. */
final class EngineApi {

    private static final MemorySegment CONFIG_NEW = symbol("wasm_config_new");
    private static final MemorySegment MAX_WASM_STACK =
            symbol("wasmtime_config_max_wasm_stack_set");
    private static final MemorySegment ASYNC_STACK_SIZE =
            symbol("wasmtime_config_async_stack_size_set");
    private static final MemorySegment CONSUME_FUEL = symbol("wasmtime_config_consume_fuel_set");
    private static final MemorySegment SIGNALS_BASED_TRAPS =
            symbol("wasmtime_config_signals_based_traps_set");
    private static final MemorySegment MEMORY_RESERVATION =
            symbol("wasmtime_config_memory_reservation_set");
    private static final MemorySegment MEMORY_GUARD_SIZE =
            symbol("wasmtime_config_memory_guard_size_set");
    private static final MemorySegment MEMORY_MAY_MOVE =
            symbol("wasmtime_config_memory_may_move_set");
    private static final MemorySegment PARALLEL_COMPILATION =
            symbol("wasmtime_config_parallel_compilation_set");
    private static final MemorySegment OPT_LEVEL =
            symbol("wasmtime_config_cranelift_opt_level_set");
    private static final MemorySegment NAN_CANONICALIZATION =
            symbol("wasmtime_config_cranelift_nan_canonicalization_set");
    private static final MemorySegment SIMD = symbol("wasmtime_config_wasm_simd_set");
    private static final MemorySegment RELAXED_SIMD =
            symbol("wasmtime_config_wasm_relaxed_simd_set");
    private static final MemorySegment RELAXED_SIMD_DETERMINISTIC =
            symbol("wasmtime_config_wasm_relaxed_simd_deterministic_set");
    private static final MemorySegment THREADS = symbol("wasmtime_config_wasm_threads_set");
    private static final MemorySegment MEMORY64 = symbol("wasmtime_config_wasm_memory64_set");
    private static final MemorySegment COMPONENT_MODEL =
            symbol("wasmtime_config_wasm_component_model_set");
    private static final MemorySegment GC = symbol("wasmtime_config_wasm_gc_set");
    private static final MemorySegment MEMORY_CREATOR =
            symbol("wasmtime_config_host_memory_creator_set");
    private static final MemorySegment ENGINE_NEW = symbol("wasm_engine_new_with_config");
    private static final MemorySegment ENGINE_DELETE = symbol("wasm_engine_delete");

    private EngineApi() {}

    static long newEngine(Config config) {
        // SAFETY: the engine's constructor aborts the process on a wrong combination; Config admits
        // none.
        long c = call(CONFIG_NEW, 0);
        // The stack for async calls is never made, but it must not be smaller than the guest's.
        call(ASYNC_STACK_SIZE, c, config.maxWasmStack() * 2);
        call(MAX_WASM_STACK, c, config.maxWasmStack());
        set(CONSUME_FUEL, c, config.fuel());
        set(SIGNALS_BASED_TRAPS, c, config.signalsBasedTraps());
        call(MEMORY_RESERVATION, c, config.memoryReservation());
        call(MEMORY_GUARD_SIZE, c, config.memoryGuardSize());
        set(MEMORY_MAY_MOVE, c, config.memoryCreator().isEmpty());
        set(PARALLEL_COMPILATION, c, config.parallelCompilation());
        call(OPT_LEVEL, c, config.optimization().number());
        set(NAN_CANONICALIZATION, c, config.deterministic());
        set(SIMD, c, config.simd());
        set(RELAXED_SIMD, c, config.simd());
        set(RELAXED_SIMD_DETERMINISTIC, c, config.deterministic());
        set(THREADS, c, config.atomics());
        set(MEMORY64, c, false);
        set(COMPONENT_MODEL, c, false);
        set(GC, c, false);
        config.memoryCreator().ifPresent(creator -> setMemoryCreator(c, creator));
        // OWNERSHIP: the engine takes the config.
        return call(ENGINE_NEW, c);
    }

    private static void setMemoryCreator(long config, MemoryCreator creator) {
        try (Arena arena = Arena.ofConfined()) {
            long struct = arena.allocate(Layout.MEMORY_CREATOR_BYTES, 8).address();
            HostMemories.describe(creator, struct);
            // OWNERSHIP: the struct is copied; its finalizer runs when the last engine, module and
            // store are gone.
            call(MEMORY_CREATOR, config, struct);
        }
    }

    private static void set(MemorySegment option, long config, boolean value) {
        call(option, config, value ? 1 : 0);
    }

    static void delete(long engine) {
        call(ENGINE_DELETE, engine);
    }
}
