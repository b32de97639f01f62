package dev.wasmsandbox.wasmtime;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts the native objects that exist, so that tests and reports can see a leak. */
public final class NativeObjects {

    /** Kinds of native objects. */
    public enum Kind {
        /** {@code wasm_engine_t}. */
        ENGINE,
        /** {@code wasmtime_module_t}. */
        MODULE,
        /** {@code wasmtime_linker_t}. */
        LINKER,
        /** {@code wasmtime_instance_pre_t}. */
        INSTANCE_PRE,
        /** {@code wasmtime_store_t}. */
        STORE,
        /** Java host functions that native linkers refer to. */
        HOST_FUNCTION,
        /** Java linear memories that native stores refer to. */
        HOST_MEMORY,
        /** Java memory creators that native engines refer to. */
        MEMORY_CREATOR
    }

    // Never changed after the class is initialised, so reading needs no lock.
    private static final Map<Kind, LongAdder> LIVE = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) {
            LIVE.put(kind, new LongAdder());
        }
    }

    private NativeObjects() {}

    /** Returns how many objects of each kind exist now. */
    public static Map<Kind, Long> live() {
        Map<Kind, Long> live = new EnumMap<>(Kind.class);
        LIVE.forEach((kind, count) -> live.put(kind, count.sum()));
        return live;
    }

    /** Returns how many objects of one kind exist now. */
    public static long live(Kind kind) {
        return counter(kind).sum();
    }

    static void created(Kind kind) {
        counter(kind).increment();
    }

    static void deleted(Kind kind) {
        counter(kind).decrement();
    }

    private static LongAdder counter(Kind kind) {
        return Objects.requireNonNull(LIVE.get(kind));
    }
}
