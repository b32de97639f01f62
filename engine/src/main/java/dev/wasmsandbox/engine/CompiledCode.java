package dev.wasmsandbox.engine;

import dev.wasmsandbox.cache.CacheKey;
import dev.wasmsandbox.engine.metering.MeteredCode;
import dev.wasmsandbox.wasmtime.Module;
import dev.wasmsandbox.wasmtime.WasmtimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Native code of guests, compiled once for each user and kept in the private cache.
 *
 * <p>SECURITY: loading native code runs whatever it says, so it comes from nowhere but a directory that only this user can write to, checked by
 * its hash.
 */
final class CompiledCode {
    private static final String KIND = "code";
    private static final String SUFFIX = ".cwasm";

    private CompiledCode() {}

    /** Finds the native code of a module, or compiles it: 5–15 s for CPython. */
    static Module of(ExecutionEngine engine, String moduleHash, Supplier<byte[]> module) {
        boolean metered = engine.metering() == Metering.ALL;
        CacheKey key =
                CacheKey.of(
                        KIND,
                        moduleHash,
                        engine.wasmtime().config().compilationKey(),
                        metered ? "metering " + MeteredCode.VERSION : "unmetered");
        Supplier<byte[]> code = metered ? () -> metered(module.get()) : module;
        Path file = compiled(engine, key, code);
        try {
            return Module.deserializeFile(engine.wasmtime(), file);
        } catch (WasmtimeException e) {
            // Made on a machine whose processor has more than this one, with a home directory that
            // both share.
            remove(file);
            return Module.deserializeFile(engine.wasmtime(), compiled(engine, key, code));
        }
    }

    private static byte[] metered(byte[] module) {
        try {
            return MeteredCode.of(module);
        } catch (IllegalArgumentException e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path compiled(ExecutionEngine engine, CacheKey key, Supplier<byte[]> module) {
        return engine.cache()
                .get(
                        key,
                        SUFFIX,
                        out -> {
                            try (Module compiled =
                                    Module.compile(engine.wasmtime(), module.get())) {
                                compiled.serialize(out);
                            }
                        });
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new EngineException(
                    "cannot remove " + file + ", which does not fit this machine's processor", e);
        }
    }
}
