package dev.wasmsandbox.wasmtime;

/**
 * Type of a global variable.
 *
 * @param type a letter as in {@link FunctionType}
 * @param mutable whether it can change
 */
public record GlobalType(char type, boolean mutable) implements ExternType {}
