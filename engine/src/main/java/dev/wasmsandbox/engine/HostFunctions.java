package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.WasiFunction;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasmtime.CallFrame;
import dev.wasmsandbox.wasmtime.Store;
import java.util.Objects;

/**
 * Serves the imported functions of one instance: what its store has attached. For the thread that runs the instance.
 *
 * <p>What the host does for a guest costs the guest fuel, in proportion to the bytes that go over and to the steps that it takes beside: else a
 * loop of some instructions could keep the host busy for hours (measured: a megabyte of random numbers some 10 ms, a message of 60,000 bytes
 * 0.2 ms, a path that leads over 39 links with 1,630 names each 4 ms, a new name for a directory of 9,900 files 3 ms).
 */
final class HostFunctions {
    /** What a byte costs that is copied, stored or read. */
    static final long FUEL_PER_BYTE = 2;

    /** What a byte of a message costs, which is parsed. */
    static final long FUEL_PER_MESSAGE_BYTE = 8;

    /** What a random byte costs. */
    static final long FUEL_PER_RANDOM_BYTE = 16;

    /**
     * What a step costs, see {@link WasiPreview1#takeSteps}; each call is one, too. A program that only computes uses about as much in the
     * same time.
     */
    static final long FUEL_PER_STEP = 1000;

    /** Less is not worth two calls of the engine; it is owed until it has come to this. */
    static final long LEAST_CHARGE = 2048;

    private WasiPreview1 wasi;
    private final LinearMemory memory;
    private final boolean metersFuel;
    private final HostCallPort port = new HostCallPort();
    private final FrameArguments arguments = new FrameArguments();
    private long owed;

    /**
     * Serves a guest.
     *
     * @param metersFuel whether the guest's store has fuel to pay with
     */
    HostFunctions(WasiPreview1 wasi, LinearMemory memory, boolean metersFuel) {
        this.wasi = wasi;
        this.memory = memory;
        this.metersFuel = metersFuel;
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
        owed = 0;
    }

    /** Serves one WASI call. */
    void serve(Store store, WasiFunction function, CallFrame frame) {
        memory.refresh();
        int errno = function.call(wasi, memory, arguments.of(frame));
        charge(store, function == WasiFunction.RANDOM_GET ? FUEL_PER_RANDOM_BYTE : FUEL_PER_BYTE);
        if (function.hasResult()) {
            frame.returnI32(errno);
        }
    }

    /** Serves one {@code host.call}. */
    void serveHostCall(Store store, CallFrame frame) {
        memory.refresh();
        frame.returnI32(port.call(memory, frame.i32(0), frame.i32(1), frame.i32(2), frame.i32(3)));
        charge(store, FUEL_PER_MESSAGE_BYTE);
    }

    /** Takes the fuel for what the call moved. Where it is not enough, the guest's next instruction ends the run. */
    private void charge(Store store, long fuelPerByte) {
        owed += memory.takeMoved() * fuelPerByte + (1 + wasi.takeSteps()) * FUEL_PER_STEP;
        if (metersFuel && owed >= LEAST_CHARGE) {
            store.setFuel(Math.max(0, store.fuel() - owed));
            owed = 0;
        }
    }

    /** Forgets what the instance had open. */
    void close() {
        wasi.close();
    }
}
