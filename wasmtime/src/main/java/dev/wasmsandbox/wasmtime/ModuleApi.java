package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;
import static dev.wasmsandbox.wasmtime.Native.symbol;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@code wasmtime/module.h}. */
final class ModuleApi {

    private static final MemorySegment NEW = symbol("wasmtime_module_new");
    private static final MemorySegment DELETE = symbol("wasmtime_module_delete");
    private static final MemorySegment SERIALIZE = symbol("wasmtime_module_serialize");
    private static final MemorySegment DESERIALIZE = symbol("wasmtime_module_deserialize");
    private static final MemorySegment DESERIALIZE_FILE =
            symbol("wasmtime_module_deserialize_file");
    private static final MemorySegment BYTES_DELETE = symbol("wasm_byte_vec_delete");
    private static final int CHUNK = 1 << 16;

    private ModuleApi() {}

    static long compile(long engine, byte[] wasm) {
        return fromBytes(NEW, engine, wasm, "cannot compile the module");
    }

    static long deserialize(long engine, byte[] code) {
        return fromBytes(DESERIALIZE, engine, code, "cannot load compiled code");
    }

    private static long fromBytes(MemorySegment function, long engine, byte[] bytes, String what) {
        try (Arena arena = Arena.ofConfined()) {
            long source = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes).address();
            long target = arena.allocate(8, 8).address();
            Failures.throwIfError(call(function, engine, source, bytes.length, target), what);
            return NativeMemory.getLong(target);
        }
    }

    static long deserializeFile(long engine, String path) {
        try (Arena arena = Arena.ofConfined()) {
            long target = arena.allocate(8, 8).address();
            long file = arena.allocateFrom(path).address();
            Failures.throwIfError(
                    call(DESERIALIZE_FILE, engine, file, target),
                    "cannot load compiled code from " + path);
            return NativeMemory.getLong(target);
        }
    }

    static void serialize(long module, OutputStream out) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long vector = arena.allocate(Layout.VECTOR_BYTES, 8).address();
            Failures.throwIfError(
                    call(SERIALIZE, module, vector), "cannot serialize compiled code");
            try {
                long size = NativeMemory.getLong(vector + Layout.VECTOR_SIZE);
                long data = NativeMemory.getLong(vector + Layout.VECTOR_DATA);
                byte[] buffer = new byte[CHUNK];
                for (long done = 0; done < size; done += CHUNK) {
                    int length = (int) Math.min(CHUNK, size - done);
                    NativeMemory.get(data + done, buffer, 0, length);
                    out.write(buffer, 0, length);
                }
            } finally {
                call(BYTES_DELETE, vector);
            }
        }
    }

    static void delete(long module) {
        call(DELETE, module);
    }
}
