package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.WasiFunction;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasmtime.CallFrame;
import dev.wasmsandbox.wasmtime.Store;
import java.util.Objects;

/**
 * Serves the imported functions of one instance: what its store has attached. For the thread that runs the instance.
 */
final class HostFunctions {
    private WasiPreview1 wasi;
    private final LinearMemory memory;
    private final HostCallPort port = new HostCallPort();
    private final FrameArguments arguments = new FrameArguments();

    HostFunctions(WasiPreview1 wasi, LinearMemory memory) {
        this.wasi = wasi;
        this.memory = memory;
    }

    /** The functions that a store's owner attached to it. */
    static HostFunctions of(Store store) {
        return (HostFunctions) Objects.requireNonNull(store.attachment());
    }

    /** Lets another state answer the WASI calls from now on; the one before is closed. */
    void replace(WasiPreview1 newWasi) {
        WasiPreview1 old = wasi;
        wasi = newWasi;
        old.close();
    }

    /** Names who answers the messages of the run that begins. */
    void begin(HostCalls calls) {
        port.begin(calls);
    }

    /** Serves one WASI call. */
    void serve(WasiFunction function, CallFrame frame) {
        memory.refresh();
        int errno = function.call(wasi, memory, arguments.of(frame));
        if (function.hasResult()) {
            frame.returnI32(errno);
        }
    }

    /** Serves one {@code host.call}. */
    void serveHostCall(CallFrame frame) {
        memory.refresh();
        frame.returnI32(port.call(memory, frame.i32(0), frame.i32(1), frame.i32(2), frame.i32(3)));
    }

    /** Forgets what the instance had open. */
    void close() {
        wasi.close();
    }
}
