package dev.wasmsandbox.wasmtime;

/** What a module imports or exports. */
public sealed interface ExternType permits FunctionType, MemoryType, GlobalType, OtherType {}
