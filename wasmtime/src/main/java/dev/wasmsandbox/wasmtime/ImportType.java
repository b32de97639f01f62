package dev.wasmsandbox.wasmtime;

/**
 * Something that a module needs.
 *
 * @param module first part of its name
 * @param name second part of its name
 * @param type what it must be
 */
public record ImportType(String module, String name, ExternType type) {}
