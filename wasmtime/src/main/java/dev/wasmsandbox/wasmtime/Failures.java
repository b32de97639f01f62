package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;
import static dev.wasmsandbox.wasmtime.Native.symbol;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns {@code wasmtime_error_t} and {@code wasm_trap_t} into exceptions and frees them. */
final class Failures {

    private static final MemorySegment ERROR_MESSAGE = symbol("wasmtime_error_message");
    private static final MemorySegment ERROR_DELETE = symbol("wasmtime_error_delete");
    private static final MemorySegment TRAP_CODE = symbol("wasmtime_trap_code");
    private static final MemorySegment TRAP_MESSAGE = symbol("wasm_trap_message");
    private static final MemorySegment TRAP_TRACE = symbol("wasm_trap_trace");
    private static final MemorySegment TRAP_DELETE = symbol("wasm_trap_delete");
    private static final MemorySegment BYTES_DELETE = symbol("wasm_byte_vec_delete");
    private static final MemorySegment FRAMES_DELETE = symbol("wasm_frame_vec_delete");
    private static final MemorySegment FRAME_FUNCTION = symbol("wasm_frame_func_index");
    private static final MemorySegment FRAME_FUNCTION_OFFSET = symbol("wasm_frame_func_offset");
    private static final MemorySegment FRAME_MODULE_OFFSET = symbol("wasm_frame_module_offset");
    private static final MemorySegment FRAME_FUNCTION_NAME = symbol("wasmtime_frame_func_name");
    private static final MemorySegment FRAME_MODULE_NAME = symbol("wasmtime_frame_module_name");

    /** A message can hold what a guest chose (function names), so it is cut. */
    private static final int MAX_MESSAGE = 4096;

    /** The library keeps 20 frames; a later version may keep more. */
    private static final int MAX_FRAMES = 64;

    private static final int MAX_NAME = 256;

    private Failures() {}

    /** Throws if the pointer is not null. OWNERSHIP: frees the error. */
    static void throwIfError(long error, String what) {
        if (error != 0) {
            try (Arena arena = Arena.ofConfined()) {
                throw new WasmtimeException(what + ": " + errorMessage(arena, error));
            } finally {
                call(ERROR_DELETE, error);
            }
        }
    }

    /** Frees an error and a trap whose meaning is already known. */
    static void discard(long error, long trap) {
        if (error != 0) {
            call(ERROR_DELETE, error);
        }
        if (trap != 0) {
            call(TRAP_DELETE, trap);
        }
    }

    /** Describes an error or a trap; one of them is not null. OWNERSHIP: frees it. */
    static WasmtimeException describe(long error, long trap, String what) {
        try (Arena arena = Arena.ofConfined()) {
            if (trap != 0) {
                return trapException(arena, trap);
            }
            return new WasmtimeException(what + ": " + errorMessage(arena, error));
        } finally {
            discard(error, trap);
        }
    }

    private static WasmtimeException trapException(Arena arena, long trap) {
        List<WasmFrame> frames = frames(arena, TRAP_TRACE, trap);
        long target = arena.allocate(8).address();
        if (Native.isTrue(call(TRAP_CODE, trap, target))) {
            Optional<TrapCode> code = TrapCode.of(NativeMemory.getUnsignedByte(target));
            if (code.isPresent()) {
                return new TrapException(code.get(), frames);
            }
        }
        return new WasmtimeException(message(arena, TRAP_MESSAGE, trap));
    }

    private static String errorMessage(Arena arena, long error) {
        return message(arena, ERROR_MESSAGE, error);
    }

    private static String message(Arena arena, MemorySegment function, long object) {
        long vector = arena.allocate(Layout.VECTOR_BYTES, 8).address();
        call(function, object, vector);
        try {
            String text = NativeMemory.name(vector, MAX_MESSAGE);
            int nul = text.indexOf('\0');
            return nul < 0 ? text : text.substring(0, nul);
        } finally {
            call(BYTES_DELETE, vector);
        }
    }

    private static List<WasmFrame> frames(Arena arena, MemorySegment trace, long object) {
        long vector = arena.allocate(Layout.VECTOR_BYTES, 8).address();
        call(trace, object, vector);
        try {
            long count = Math.min(NativeMemory.getLong(vector + Layout.VECTOR_SIZE), MAX_FRAMES);
            long data = NativeMemory.getLong(vector + Layout.VECTOR_DATA);
            List<WasmFrame> frames = new ArrayList<>((int) count);
            for (int i = 0; i < count; i++) {
                frames.add(frame(NativeMemory.getLong(data + 8L * i)));
            }
            return frames;
        } finally {
            call(FRAMES_DELETE, vector);
        }
    }

    private static WasmFrame frame(long frame) {
        return new WasmFrame(
                (int) call(FRAME_FUNCTION, frame),
                name(call(FRAME_FUNCTION_NAME, frame)),
                name(call(FRAME_MODULE_NAME, frame)),
                call(FRAME_FUNCTION_OFFSET, frame),
                call(FRAME_MODULE_OFFSET, frame));
    }

    /** The name belongs to the frame; a function without one has none. */
    private static Optional<String> name(long vector) {
        return vector == 0 ? Optional.empty() : Optional.of(NativeMemory.name(vector, MAX_NAME));
    }
}
