package dev.wasmsandbox.engine;

import dev.wasmsandbox.engine.RunEnd.StopReason;
import dev.wasmsandbox.engine.RunEnd.TrapKind;
import dev.wasmsandbox.wasi.MemoryFault;
import dev.wasmsandbox.wasi.ProcessExit;
import dev.wasmsandbox.wasi.RunInterrupted;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasmtime.Func;
import dev.wasmsandbox.wasmtime.Global;
import dev.wasmsandbox.wasmtime.Store;
import dev.wasmsandbox.wasmtime.TrapCode;
import dev.wasmsandbox.wasmtime.TrapException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One live guest: its memory, its WASI state, and the right to run it.
 *
 * <p>Used by one guest thread at a time, not always the same one. A run that ended by itself leaves the instance ready for the next; after any
 * other end it is spent, because the guest's stack was abandoned half-way, and only {@link #close} is left.
 */
public final class Instance implements AutoCloseable {
    private enum State {
        IDLE,
        RUNNING,
        SPENT,
        CLOSED
    }

    private static final RunControl NO_RUN = new RunControl();
    private static final int MAX_EXIT_CODE = 255;

    /** What a guest may use to tell where it was when it was stopped. */
    private static final long FUEL_TO_ASK = 3_000_000;

    /** The same in time, for instructions that take long. */
    private static final Duration TIME_TO_ASK = Duration.ofMillis(50);

    private static final long STACK_ALIGNMENT = 16;

    /** How far below the stack pointer a function may keep values without moving it, and more. */
    private static final long UNUSED_STACK = 512;

    /** Below this, the guest's stack was all but used up. */
    private static final long LEAST_STACK = 64 << 10;

    private final Guest guest;
    private final Store store;
    private final @Nullable Slot slot;
    private final LinearMemory memory;
    private final Global stackPointer;
    private final long stackAtRest;
    private final Func allocate;
    private final Func run;
    private final HostFunctions host;
    private final Meter meter;
    private final PositionProbe positions;
    private final dev.wasmsandbox.wasmtime.Instance exports;
    private final GuestClock clock;
    private final Watchdog.Watched watched = this::look;

    /** Held while the watchdog looks: it touches the guest's memory, which is not to go meanwhile. */
    private final Object looking = new Object();

    private boolean isWatched;
    private State state = State.IDLE;
    private RunControl control = NO_RUN;
    private long fuelBudget;

    Instance(
            Guest guest,
            Store store,
            @Nullable Slot slot,
            LinearMemory memory,
            Global stackPointer,
            Func allocate,
            Func run,
            HostFunctions host,
            Meter meter,
            PositionProbe positions,
            dev.wasmsandbox.wasmtime.Instance exports,
            GuestClock clock) {
        this.guest = guest;
        this.store = store;
        this.slot = slot;
        this.memory = memory;
        this.stackPointer = stackPointer;
        this.stackAtRest = stackPointer.get();
        this.allocate = allocate;
        this.run = run;
        this.host = host;
        this.meter = meter;
        this.positions = positions;
        this.exports = exports;
        this.clock = clock;
    }

    /** Whether the instance can run again. */
    public boolean isReady() {
        return state == State.IDLE;
    }

    /**
     * Runs the guest with one request.
     *
     * @param request the request in the form of the guest ABI
     * @param limits what the run may use
     * @param runControl lets others stop it; for this run only
     * @param calls answers the guest's messages
     * @return what happened, whatever it was
     * @throws IllegalStateException when the instance is not {@linkplain #isReady ready}, or this is no guest thread
     */
    public RunReport run(byte[] request, RunLimits limits, RunControl runControl, HostCalls calls) {
        requireReady();
        GuestThreads.requireGuestThread();
        state = State.RUNNING;
        fuelBudget = limits.fuel();
        host.begin(calls, fuelBudget);
        if (slot != null) {
            slot.beginRun();
        }
        meter.begin(fuelBudget);
        // Before the time limit begins to count: no run that reached it may look shorter.
        long start = System.nanoTime();
        runControl.begin(limits.time());
        clock.begin(runControl, this::fuelConsumed);
        enterWatch(runControl);
        RunEnd end = callGuest(request);
        long nanos = System.nanoTime() - start;
        clock.end();
        runControl.end();
        memory.refresh();
        state = end instanceof RunEnd.Returned ? State.IDLE : State.SPENT;
        long consumed = fuelConsumed();
        long memoryBytes = memory.size();
        boolean memoryRefused = slot != null && slot.growthRefused();
        if (end instanceof RunEnd.Stopped || end instanceof RunEnd.Trapped) {
            askForTheEnd(consumed);
        }
        leaveWatch();
        return new RunReport(
                end, consumed, memoryBytes, memoryRefused, positions.log().trace(), nanos);
    }

    /** Asks a guest whose stack was abandoned where it was; nothing is lost if it cannot tell. */
    private void askForTheEnd(long consumed) {
        long stack = stackPointer.get() - UNUSED_STACK & -STACK_ALIGNMENT;
        if (!guest.tellsPositions() || stack < LEAST_STACK) {
            return;
        }
        host.beginAsking(consumed + FUEL_TO_ASK);
        RunControl asking = new RunControl();
        asking.begin(TIME_TO_ASK);
        synchronized (looking) {
            control = asking;
            meter.begin(FUEL_TO_ASK);
        }
        try {
            // What functions that call no others keep below the stack pointer stays as it is.
            stackPointer.set(stack);
            exports.function("guest_position").call();
        } catch (Throwable _) {
            // Whatever was in its way there: the instance is spent, and closed next.
        }
    }

    private RunEnd callGuest(byte[] request) {
        try {
            int address = (int) allocate.call(request.length);
            if (address == 0) {
                return new RunEnd.Trapped(
                        TrapKind.MEMORY_LIMIT,
                        "the guest has no memory for a request of " + request.length + " bytes");
            }
            memory.refresh();
            memory.write(address, request, 0, request.length);
            // The request is not what the guest asked for, so it does not pay for it.
            long _ = memory.takeMoved();
            int code = (int) run.call(address, request.length);
            return code < 0 || code > MAX_EXIT_CODE
                    ? new RunEnd.Trapped(
                            TrapKind.GUEST_FAULT, "the guest's run function returned " + code)
                    : new RunEnd.Returned(code);
        } catch (ProcessExit exit) {
            return new RunEnd.Exited(exit.code() & MAX_EXIT_CODE);
        } catch (RunInterrupted interrupted) {
            return stopped();
        } catch (MemoryFault fault) {
            return new RunEnd.Trapped(
                    TrapKind.GUEST_FAULT, "the guest gave a buffer outside of its memory");
        } catch (TrapException trap) {
            return trapped(trap);
        } catch (Throwable failure) {
            // Not the guest's doing, so nothing that the guest may see; the caller gets it as a
            // value.
            return new RunEnd.HostFailed(failure);
        }
    }

    /** A guest that is to stop reaches what cannot be reached; so does one that aborts. */
    private RunEnd trapped(TrapException trap) {
        if (trap.code() == TrapCode.UNREACHABLE_CODE_REACHED) {
            if (meter.left() < 0) {
                return new RunEnd.Stopped(StopReason.OUT_OF_FUEL);
            }
            if (control.shouldStop()) {
                return stopped();
            }
        }
        return new RunEnd.Trapped(kind(trap.code()), String.valueOf(trap.getMessage()));
    }

    private TrapKind kind(TrapCode code) {
        return switch (code) {
            case STACK_OVERFLOW -> TrapKind.STACK_OVERFLOW;
            case UNREACHABLE_CODE_REACHED ->
                    // CPython and QuickJS abort where they cannot report a lack of memory.
                    slot != null && slot.growthRefused()
                            ? TrapKind.MEMORY_LIMIT
                            : TrapKind.UNREACHABLE;
            case MEMORY_OUT_OF_BOUNDS, HEAP_MISALIGNED -> TrapKind.MEMORY_OUT_OF_BOUNDS;
            case TABLE_OUT_OF_BOUNDS, INDIRECT_CALL_TO_NULL, BAD_SIGNATURE ->
                    TrapKind.BAD_INDIRECT_CALL;
            case INTEGER_OVERFLOW, INTEGER_DIVISION_BY_ZERO, BAD_CONVERSION_TO_INTEGER ->
                    TrapKind.INTEGER_FAULT;
            default -> TrapKind.GUEST_FAULT;
        };
    }

    private RunEnd stopped() {
        return new RunEnd.Stopped(
                control.isCancelled() ? StopReason.CANCELLED : StopReason.TIMEOUT);
    }

    private void enterWatch(RunControl runControl) {
        synchronized (looking) {
            control = runControl;
            isWatched = true;
        }
        guest.watchdog().enter(watched);
    }

    private void leaveWatch() {
        guest.watchdog().leave(watched);
        synchronized (looking) {
            isWatched = false;
            control = NO_RUN;
        }
    }

    /** The watchdog's look: a millisecond of the run has passed. Of a run that is to be the same each time, the guest tells by itself. */
    private void look() {
        synchronized (looking) {
            if (!isWatched) {
                return;
            }
            if (control.shouldStop()) {
                meter.stop();
            } else if (!clock.isVirtual() && positions.isDue()) {
                if (slot != null) {
                    slot.writtenElsewhere();
                }
                positions.ask();
            }
        }
    }

    private long fuelConsumed() {
        return fuelBudget - host.fuelLeft();
    }

    /** Gives the instance another WASI state for its next run; the one before is closed. */
    public void replaceWasi(WasiPreview1 wasi) {
        requireReady();
        host.replace(wasi);
    }

    /**
     * Describes how the memory differs from the image that all instances of this guest start from. The instance goes on as
     * it is.
     *
     * @throws EngineException when the guest left its stack pointer somewhere else than it found it: such a memory cannot
     *     be restored
     * @throws IllegalStateException when the instance is not {@linkplain #isReady ready}, or this is no guest thread
     */
    public MemorySnapshot capture() {
        return capture(null);
    }

    /**
     * As {@link #capture()}; shares with an earlier snapshot the pages that are as they were, so that keeping both costs
     * little more than keeping one.
     */
    public MemorySnapshot capture(@Nullable MemorySnapshot earlier) {
        requireReady();
        GuestThreads.requireGuestThread();
        if (!isAtRest()) {
            throw new EngineException("the guest's stack pointer is not where it is at rest");
        }
        return guest.capture(slot, memory, earlier);
    }

    /** Whether the guest left its stack pointer where it found it, without which its memory cannot be restored. */
    public boolean isAtRest() {
        return state == State.IDLE && stackPointer.get() == stackAtRest;
    }

    private void requireReady() {
        if (state != State.IDLE) {
            throw new IllegalStateException("the instance is " + state + ", not IDLE");
        }
    }

    /**
     * Ends the instance; its slot goes back clean, or not at all. Idempotent.
     *
     * @throws IllegalStateException when it is running
     */
    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.RUNNING) {
            throw new IllegalStateException("the instance is running; cancel its run first");
        }
        state = State.CLOSED;
        host.close();
        store.close();
        if (slot != null) {
            guest.release(slot);
        }
    }
}
