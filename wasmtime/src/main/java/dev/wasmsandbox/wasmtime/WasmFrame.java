package dev.wasmsandbox.wasmtime;

import java.util.Optional;

/**
 * One WebAssembly function that was active when a trap happened.
 *
 * @param function index of the function in its module
 * @param functionName name from the module's name section
 * @param moduleName name from the module's name section
 * @param functionOffset bytes from the function's start to the instruction; -1 if unknown
 * @param moduleOffset bytes from the module's start to the instruction; -1 if unknown
 */
public record WasmFrame(
        int function,
        Optional<String> functionName,
        Optional<String> moduleName,
        long functionOffset,
        long moduleOffset) {

    /** Shows module, function and offset, as Wasmtime does: {@code module!function+0x1f}. */
    @Override
    public String toString() {
        String shown =
                moduleName.orElse("?") + "!" + functionName.orElse("function[" + function + "]");
        return functionOffset < 0 ? shown : shown + "+0x" + Long.toHexString(functionOffset);
    }
}
