package dev.wasmsandbox.wasmtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Translates the text format of WebAssembly ({@code wasmtime/wat.h}): for tests and tools, whose modules then show what they do.
 */
public final class Wat {

    private Wat() {}

    /**
     * Translates one module.
     *
     * @return the module's binary form
     * @throws WasmtimeException if the text is no module; the message says where
     */
    public static byte[] toWasm(String text) {
        WasmtimeLibrary.load();
        MemorySegment translate = Native.symbol("wasmtime_wat2wasm");
        MemorySegment delete = Native.symbol("wasm_byte_vec_delete");
        byte[] bytes = text.getBytes(UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            long source = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes).address();
            long vector = arena.allocate(Layout.VECTOR_BYTES, 8).address();
            Failures.throwIfError(Native.call(translate, source, bytes.length, vector), "wat");
            long size = NativeMemory.getLong(vector + Layout.VECTOR_SIZE);
            long data = NativeMemory.getLong(vector + Layout.VECTOR_DATA);
            byte[] wasm = NativeMemory.get(data, Math.toIntExact(size));
            Native.call(delete, vector);
            return wasm;
        }
    }
}
