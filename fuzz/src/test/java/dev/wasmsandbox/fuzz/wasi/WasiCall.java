package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.wasi.CallArguments;
import dev.wasmsandbox.wasi.WasiFunction;
import java.util.List;

/** One call with its arguments. */
record WasiCall(WasiFunction function, List<Long> arguments) implements CallArguments {
    WasiCall {
        arguments = List.copyOf(arguments);
    }

    @Override
    public int i32(int index) {
        return arguments.get(index).intValue();
    }

    @Override
    public long i64(int index) {
        return arguments.get(index);
    }

    @Override
    public String toString() {
        return function.importName() + arguments;
    }
}
