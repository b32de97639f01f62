package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.RunInterrupted;
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

    /**
     * What part of a run's fuel a guest may use for telling where it is without paying, so that a program's fuel does not depend on
     * how often it was asked. SECURITY: so much more than its budget a guest can use that tells for nothing.
     */
    static final long SHARE_FOR_TELLING = 32;

    /** The same for any run: enough for telling some ten times. */
    static final long FREE_FOR_TELLING = 200_000;

    private static final long NOT_TELLING = -1;

    private WasiPreview1 wasi;
    private final LinearMemory memory;
    private final Meter meter;
    private final HostCallPort port = new HostCallPort();
    private final FrameArguments arguments = new FrameArguments();
    private final PositionProbe positions;
    private long owed;
    private long budget;
    private boolean asking;
    private long toldFrom = NOT_TELLING;
    private long lent;
    private long forgiven;

    /**
     * Serves a guest.
     *
     * @param meter has the guest's fuel, to pay with
     * @param positions takes where the program tells that it is
     */
    HostFunctions(WasiPreview1 wasi, LinearMemory memory, Meter meter, PositionProbe positions) {
        this.wasi = wasi;
        this.memory = memory;
        this.meter = meter;
        this.positions = positions;
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

    /**
     * Begins a run.
     *
     * @param calls answers its messages
     * @param fuel what it may use
     */
    void begin(HostCalls calls, long fuel) {
        port.begin(calls);
        positions.log().begin();
        budget = fuel;
        owed = 0;
        asking = false;
        toldFrom = NOT_TELLING;
        lent = 0;
        forgiven = 0;
    }

    /**
     * SECURITY: nothing but the position is answered from now on: a guest that was stopped touches no file, and waits for nothing.
     *
     * @param fuel what it may have used when it has told where it was
     */
    void beginAsking(long fuel) {
        positions.log().beginEnd();
        budget = fuel;
        owed = 0;
        asking = true;
        toldFrom = NOT_TELLING;
        lent = 0;
    }

    private void requireRun() {
        if (asking) {
            throw RunInterrupted.INSTANCE;
        }
    }

    /** Serves one WASI call. */
    void serve(WasiFunction function, CallFrame frame) {
        requireRun();
        memory.refresh();
        int errno = function.call(wasi, memory, arguments.of(frame));
        charge(function == WasiFunction.RANDOM_GET ? FUEL_PER_RANDOM_BYTE : FUEL_PER_BYTE);
        if (function.hasResult()) {
            frame.returnI32(errno);
        }
    }

    /** Serves one {@code host.call}. */
    void serveHostCall(CallFrame frame) {
        requireRun();
        memory.refresh();
        frame.returnI32(port.call(memory, frame.i32(0), frame.i32(1), frame.i32(2), frame.i32(3)));
        charge(FUEL_PER_MESSAGE_BYTE);
    }

    /** Serves one {@code host.position}. An empty one says that the guest begins to tell. */
    void servePosition(CallFrame frame) {
        memory.refresh();
        long left = meter.left();
        if (frame.i32(1) == 0) {
            frame.returnI32(0);
            lend(left);
            return;
        }
        long before = toldFrom == NOT_TELLING ? left : toldFrom;
        frame.returnI32(positions.told(frame.i32(0), frame.i32(1), budget - before));
        long work = memory.takeMoved() * FUEL_PER_BYTE + FUEL_PER_STEP;
        long spent = before + lent - left + work;
        meter.setLeft(before - Math.max(0, spent - lent));
        forgiven += Math.min(spent, lent);
        toldFrom = NOT_TELLING;
        lent = 0;
    }

    /** The fuel that a program has left: what is lent for telling is not its own. */
    long fuelLeft() {
        long left = meter.left();
        return Math.max(0, toldFrom == NOT_TELLING ? left : Math.min(toldFrom, left));
    }

    private void lend(long left) {
        if (asking) {
            return;
        }
        long before = lent;
        if (toldFrom == NOT_TELLING) {
            toldFrom = left;
            long most = FREE_FOR_TELLING + (budget - left) / SHARE_FOR_TELLING;
            lent = Math.max(0, most - forgiven);
        }
        meter.setLeft(left + lent - before - FUEL_PER_STEP);
    }

    /** Takes the fuel for what the call moved. Where it is not enough, the guest's next loop or call ends the run. */
    private void charge(long fuelPerByte) {
        owed += memory.takeMoved() * fuelPerByte + (1 + wasi.takeSteps()) * FUEL_PER_STEP;
        if (owed >= LEAST_CHARGE) {
            meter.setLeft(meter.left() - owed);
            owed = 0;
        }
    }

    /** Forgets what the instance had open. */
    void close() {
        wasi.close();
    }
}
