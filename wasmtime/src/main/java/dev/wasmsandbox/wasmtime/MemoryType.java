package dev.wasmsandbox.wasmtime;

import java.util.OptionalLong;

/**
 * Type of a memory.
 *
 * @param minimumPages size at the start, in pages of 64 KiB
 * @param maximumPages limit set by the module
 */
public record MemoryType(long minimumPages, OptionalLong maximumPages) implements ExternType {}
