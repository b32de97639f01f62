package dev.wasmsandbox.wasmtime;

import static dev.wasmsandbox.wasmtime.Native.call;
import static dev.wasmsandbox.wasmtime.Native.symbol;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The type objects of {@code wasm.h}: reads those of a module, makes those of host functions. */
final class TypeApi {

    private static final MemorySegment MODULE_IMPORTS = symbol("wasmtime_module_imports");
    private static final MemorySegment MODULE_EXPORTS = symbol("wasmtime_module_exports");
    private static final MemorySegment IMPORTS_DELETE = symbol("wasm_importtype_vec_delete");
    private static final MemorySegment EXPORTS_DELETE = symbol("wasm_exporttype_vec_delete");
    private static final MemorySegment IMPORT_MODULE = symbol("wasm_importtype_module");
    private static final MemorySegment IMPORT_NAME = symbol("wasm_importtype_name");
    private static final MemorySegment IMPORT_TYPE = symbol("wasm_importtype_type");
    private static final MemorySegment EXPORT_NAME = symbol("wasm_exporttype_name");
    private static final MemorySegment EXPORT_TYPE = symbol("wasm_exporttype_type");
    private static final MemorySegment EXTERN_KIND = symbol("wasm_externtype_kind");
    private static final MemorySegment AS_FUNCTION = symbol("wasm_externtype_as_functype_const");
    private static final MemorySegment AS_MEMORY = symbol("wasm_externtype_as_memorytype_const");
    private static final MemorySegment AS_GLOBAL = symbol("wasm_externtype_as_globaltype_const");
    private static final MemorySegment FUNCTION_PARAMETERS = symbol("wasm_functype_params");
    private static final MemorySegment FUNCTION_RESULTS = symbol("wasm_functype_results");
    private static final MemorySegment MEMORY_MINIMUM = symbol("wasmtime_memorytype_minimum");
    private static final MemorySegment MEMORY_MAXIMUM = symbol("wasmtime_memorytype_maximum");
    private static final MemorySegment GLOBAL_CONTENT = symbol("wasm_globaltype_content");
    private static final MemorySegment GLOBAL_MUTABILITY = symbol("wasm_globaltype_mutability");
    private static final MemorySegment VALUE_KIND = symbol("wasm_valtype_kind");
    private static final MemorySegment VALUE_NEW = symbol("wasm_valtype_new");
    private static final MemorySegment VALUES_NEW = symbol("wasm_valtype_vec_new");
    private static final MemorySegment FUNCTION_NEW = symbol("wasm_functype_new");
    private static final MemorySegment FUNCTION_DELETE = symbol("wasm_functype_delete");

    /** {@code wasm_externkind_t}. */
    static final int KIND_FUNCTION = 0;

    static final int KIND_GLOBAL = 1;
    static final int KIND_MEMORY = 3;

    /** {@code wasm_valkind_t} 0 to 3; anything else is shown as V (4) or r. */
    private static final String NUMBERS = "iIfFV";

    private static final int MAX_NAME = 1 << 16;

    private TypeApi() {}

    static List<ImportType> imports(long module) {
        try (Arena arena = Arena.ofConfined()) {
            long vector = arena.allocate(Layout.VECTOR_BYTES, 8).address();
            call(MODULE_IMPORTS, module, vector);
            try {
                List<ImportType> imports = new ArrayList<>();
                for (long item : pointers(vector)) {
                    imports.add(
                            new ImportType(
                                    NativeMemory.name(call(IMPORT_MODULE, item), MAX_NAME),
                                    NativeMemory.name(call(IMPORT_NAME, item), MAX_NAME),
                                    externType(arena, call(IMPORT_TYPE, item))));
                }
                return List.copyOf(imports);
            } finally {
                call(IMPORTS_DELETE, vector);
            }
        }
    }

    static List<ExportType> exports(long module) {
        try (Arena arena = Arena.ofConfined()) {
            long vector = arena.allocate(Layout.VECTOR_BYTES, 8).address();
            call(MODULE_EXPORTS, module, vector);
            try {
                List<ExportType> exports = new ArrayList<>();
                for (long item : pointers(vector)) {
                    exports.add(
                            new ExportType(
                                    NativeMemory.name(call(EXPORT_NAME, item), MAX_NAME),
                                    externType(arena, call(EXPORT_TYPE, item))));
                }
                return List.copyOf(exports);
            } finally {
                call(EXPORTS_DELETE, vector);
            }
        }
    }

    private static ExternType externType(Arena arena, long type) {
        int kind = (int) call(EXTERN_KIND, type) & 0xff;
        return switch (kind) {
            case KIND_FUNCTION -> {
                long function = call(AS_FUNCTION, type);
                yield new FunctionType(
                        letters(call(FUNCTION_PARAMETERS, function)),
                        letters(call(FUNCTION_RESULTS, function)));
            }
            case KIND_GLOBAL -> {
                long global = call(AS_GLOBAL, type);
                yield new GlobalType(
                        letter(call(GLOBAL_CONTENT, global)),
                        Native.isTrue(call(GLOBAL_MUTABILITY, global)));
            }
            case KIND_MEMORY -> memoryType(arena, call(AS_MEMORY, type));
            default -> new OtherType(kind);
        };
    }

    private static MemoryType memoryType(Arena arena, long type) {
        long target = arena.allocate(8, 8).address();
        boolean limited = Native.isTrue(call(MEMORY_MAXIMUM, type, target));
        return new MemoryType(
                call(MEMORY_MINIMUM, type),
                limited ? OptionalLong.of(NativeMemory.getLong(target)) : OptionalLong.empty());
    }

    /** Makes a {@code wasm_functype_t}. OWNERSHIP: the caller deletes it. */
    static long newFunctionType(FunctionType type) {
        try (Arena arena = Arena.ofConfined()) {
            // OWNERSHIP: the function type takes both vectors, and they took the value types.
            return call(
                    FUNCTION_NEW,
                    valueTypes(arena, type.parameters()),
                    valueTypes(arena, type.results()));
        }
    }

    static void deleteFunctionType(long type) {
        call(FUNCTION_DELETE, type);
    }

    private static long valueTypes(Arena arena, String letters) {
        int count = letters.length();
        long pointers = arena.allocate(Math.max(8L, 8L * count), 8).address();
        for (int i = 0; i < count; i++) {
            NativeMemory.putLong(
                    pointers + 8L * i, call(VALUE_NEW, NUMBERS.indexOf(letters.charAt(i))));
        }
        long vector = arena.allocate(Layout.VECTOR_BYTES, 8).address();
        call(VALUES_NEW, vector, count, pointers);
        return vector;
    }

    private static String letters(long valueTypes) {
        StringBuilder letters = new StringBuilder();
        for (long type : pointers(valueTypes)) {
            letters.append(letter(type));
        }
        return letters.toString();
    }

    private static char letter(long valueType) {
        int kind = (int) call(VALUE_KIND, valueType) & 0xff;
        return kind < NUMBERS.length() ? NUMBERS.charAt(kind) : 'r';
    }

    private static long[] pointers(long vector) {
        long size = NativeMemory.getLong(vector + Layout.VECTOR_SIZE);
        long data = NativeMemory.getLong(vector + Layout.VECTOR_DATA);
        long[] pointers = new long[Math.toIntExact(size)];
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = NativeMemory.getLong(data + 8L * i);
        }
        return pointers;
    }
}
