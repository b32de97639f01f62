package dev.wasmsandbox.wasmtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiled code. Immutable and thread-safe; any number of instances share it. */
public final class Module extends NativeObject {

    private final Engine engine;
    private final List<ImportType> imports;
    private final List<ExportType> exports;
    private final Map<String, ExternType> exportsByName;

    private Module(Engine engine, long address) {
        super(NativeObjects.Kind.MODULE, address);
        this.engine = engine;
        this.imports = TypeApi.imports(address);
        this.exports = TypeApi.exports(address);
        this.exportsByName = new HashMap<>();
        exports.forEach(export -> exportsByName.put(export.name(), export.type()));
    }

    /**
     * Compiles a module; takes seconds for a large one.
     *
     * @throws WasmtimeException if the bytes are no valid module or need a feature that is off
     */
    public static Module compile(Engine engine, byte[] wasm) {
        return new Module(engine, ModuleApi.compile(engine.address(), wasm));
    }

    /**
     * Maps code that {@link #serialize} wrote; takes a millisecond.
     *
     * <p>The file must come from this program and be out of everybody else's reach: it is executed, and the library does not check
     * more than its header.
     *
     * @throws WasmtimeException if the code was made by another version, with other options or for another processor
     */
    public static Module deserializeFile(Engine engine, Path file) {
        return new Module(engine, ModuleApi.deserializeFile(engine.address(), file.toString()));
    }

    /**
     * Loads code that {@link #serialize} wrote; the same warning as for {@link #deserializeFile}.
     *
     * @throws WasmtimeException as {@link #deserializeFile}
     */
    public static Module deserialize(Engine engine, byte[] code) {
        return new Module(engine, ModuleApi.deserialize(engine.address(), code));
    }

    /** Writes the compiled code, for {@link #deserializeFile}. */
    public void serialize(OutputStream out) throws IOException {
        ModuleApi.serialize(address(), out);
    }

    /** Returns the compiled code, for {@link #deserialize}. */
    public byte[] serialize() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            serialize(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Returns the engine that it was compiled for. */
    public Engine engine() {
        return engine;
    }

    /** Returns what it needs, in the module's order. */
    public List<ImportType> imports() {
        return imports;
    }

    /** Returns what it offers, in the module's order. */
    public List<ExportType> exports() {
        return exports;
    }

    @Nullable ExternType export(String name) {
        return exportsByName.get(name);
    }

    @Override
    void delete(long pointer) {
        ModuleApi.delete(pointer);
    }
}
