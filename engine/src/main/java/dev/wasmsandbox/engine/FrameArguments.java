package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.CallArguments;
import dev.wasmsandbox.wasmtime.CallFrame;
import org.jspecify.annotations.Nullable;

/** Shows the arguments of a call to the WASI functions; one for each instance, because calls come one at a time. */
final class FrameArguments implements CallArguments {
    private @Nullable CallFrame frame;

    FrameArguments of(CallFrame newFrame) {
        frame = newFrame;
        return this;
    }

    @Override
    public int i32(int index) {
        return current().i32(index);
    }

    @Override
    public long i64(int index) {
        return current().i64(index);
    }

    private CallFrame current() {
        CallFrame now = frame;
        if (now == null) {
            throw new IllegalStateException("no call is under way");
        }
        return now;
    }
}
