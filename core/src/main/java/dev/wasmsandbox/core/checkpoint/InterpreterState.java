package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.WasiState;
import java.util.OptionalLong;

/**
 * An interpreter at rest, as a value. All that is missing is its files.
 *
 * @param buildHash the build of the language, code and memory image, that the memory belongs to
 * @param memory how its memory differs from the image
 * @param wasi what it has open
 * @param clockNanos where its monotonic clock stands
 * @param entropy the seed with which its random numbers go on; empty if they cannot be repeated
 */
public record InterpreterState(
        String buildHash,
        MemorySnapshot memory,
        WasiState wasi,
        long clockNanos,
        OptionalLong entropy) {}
