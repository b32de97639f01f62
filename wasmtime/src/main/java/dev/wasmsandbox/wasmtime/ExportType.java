package dev.wasmsandbox.wasmtime;

/**
 * Something that a module offers.
 *
 * @param name its name
 * @param type what it is
 */
public record ExportType(String name, ExternType type) {}
