package dev.wasmsandbox.wasmtime;

/**
 * Sizes and offsets of the C structs that this binding touches, for 64-bit platforms; {@code LayoutTest} compares them with the
 * C headers.
 */
final class Layout {

    /** {@code wasm_byte_vec_t} and all other vectors: size_t size, then a pointer. */
    static final int VECTOR_SIZE = 0;

    static final int VECTOR_DATA = 8;
    static final int VECTOR_BYTES = 16;

    /** {@code wasmtime_extern_t}: a kind, then a union. */
    static final int EXTERN_KIND = 0;

    static final int EXTERN_OF = 8;
    static final int EXTERN_BYTES = 32;

    static final int EXTERN_FUNC = 0;
    static final int EXTERN_GLOBAL = 1;
    static final int EXTERN_MEMORY = 3;

    /** {@code wasmtime_func_t}: store id, private pointer. */
    static final int FUNC_BYTES = 16;

    /** {@code wasmtime_memory_t}: an anonymous struct of 16 bytes, then an int and padding. */
    static final int MEMORY_BYTES = 24;

    /** {@code wasmtime_global_t}: store id, three ints and padding. */
    static final int GLOBAL_BYTES = 24;

    /** {@code wasmtime_instance_t}: store id, private index. */
    static final int INSTANCE_BYTES = 16;

    /** {@code wasmtime_val_t}: a kind, then a union. */
    static final int VALUE_KIND = 0;

    static final int VALUE_OF = 8;
    static final int VALUE_BYTES = 32;

    /** {@code wasmtime_val_raw_t}. */
    static final int RAW_VALUE_BYTES = 16;

    /** {@code wasmtime_linear_memory_t}. */
    static final int LINEAR_MEMORY_ENV = 0;

    static final int LINEAR_MEMORY_GET = 8;
    static final int LINEAR_MEMORY_GROW = 16;
    static final int LINEAR_MEMORY_FINALIZER = 24;
    static final int LINEAR_MEMORY_BYTES = 32;

    /** {@code wasmtime_memory_creator_t}. */
    static final int MEMORY_CREATOR_ENV = 0;

    static final int MEMORY_CREATOR_NEW = 8;
    static final int MEMORY_CREATOR_FINALIZER = 16;
    static final int MEMORY_CREATOR_BYTES = 24;

    static final int VALUE_I32 = 0;
    static final int VALUE_I64 = 1;

    private Layout() {}
}
