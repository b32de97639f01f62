package dev.wasmsandbox.wasmtime;

/**
 * Something that this binding gives no access to, such as a table.
 *
 * @param kind number of {@code wasm_externkind_t}
 */
public record OtherType(int kind) implements ExternType {}
