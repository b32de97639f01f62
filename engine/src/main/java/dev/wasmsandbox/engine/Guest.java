package dev.wasmsandbox.engine;

import dev.wasmsandbox.engine.metering.MeteredCode;
import dev.wasmsandbox.wasi.WasiFunction;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasmtime.Func;
import dev.wasmsandbox.wasmtime.FunctionType;
import dev.wasmsandbox.wasmtime.Global;
import dev.wasmsandbox.wasmtime.InstancePre;
import dev.wasmsandbox.wasmtime.Linker;
import dev.wasmsandbox.wasmtime.Memory;
import dev.wasmsandbox.wasmtime.Module;
import dev.wasmsandbox.wasmtime.Store;
import dev.wasmsandbox.wasmtime.StoreLimits;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A guest that is ready to be instantiated: compiled code, linked to the host, and the memory image that instances start from.
 *
 * <p>Thread-safe. Kept until the process ends.
 */
public final class Guest {
    /** CPython's function table has some ten thousand entries; no guest grows it. */
    private static final long MAX_TABLE_ELEMENTS = 100_000;

    /** The guest's, and the one that has its limit. */
    private static final int MEMORIES = 2;

    /** What a guest exports whose programs can be asked where they are. */
    private static final String BEACON = "guest_beacon";

    /** Clean slots that are kept for the next runs; each holds about as much memory as the runs before it wrote to. */
    private static final int WARM_SLOTS_PER_PROCESSOR = 4;

    private final ExecutionEngine engine;
    private final String name;
    private final InstancePre prepared;
    private final MemoryImage image;
    private final @Nullable Slots slots;
    private final boolean tellsPositions;
    private volatile int beacon = PositionProbe.NO_BEACON;

    private Guest(
            ExecutionEngine engine,
            String name,
            InstancePre prepared,
            MemoryImage image,
            @Nullable Slots slots) {
        this.engine = engine;
        this.name = name;
        this.prepared = prepared;
        this.image = image;
        this.slots = slots;
        this.tellsPositions =
                engine.metering() == Metering.ALL
                        && prepared.module().exports().stream()
                                .anyMatch(export -> export.name().equals(BEACON));
    }

    /** The same code on another memory image; what is compiled is shared. */
    Guest withImage(Path imageFile) {
        return create(engine, name, prepared, imageFile);
    }

    static Guest load(
            ExecutionEngine engine,
            String name,
            String codeHash,
            Supplier<byte[]> code,
            Path imageFile) {
        return create(
                engine, name, link(engine, CompiledCode.of(engine, codeHash, code)), imageFile);
    }

    private static Guest create(
            ExecutionEngine engine, String name, InstancePre prepared, Path imageFile) {
        MemoryImage image = MemoryImage.read(imageFile, engine.resetMethod().usesSlots());
        Slots slots =
                engine.dirtyPages()
                        .map(finder -> new Slots(image, finder, engine.faultsCount(), warmSlots()))
                        .orElse(null);
        return new Guest(engine, name, prepared, image, slots);
    }

    private static int warmSlots() {
        return WARM_SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }

    /** Links a module to the host's functions; every instance finds its own state through its store. */
    static InstancePre link(ExecutionEngine engine, Module module) {
        Linker linker = Linker.create(engine.wasmtime());
        for (WasiFunction function : WasiFunction.values()) {
            linker.define(
                    WasiPreview1.MODULE,
                    function.importName(),
                    new FunctionType(function.parameters(), function.hasResult() ? "i" : ""),
                    (store, frame) -> HostFunctions.of(store).serve(function, frame));
        }
        linker.define(
                "host",
                "call",
                new FunctionType("iiii", "i"),
                (store, frame) -> HostFunctions.of(store).serveHostCall(frame));
        linker.define(
                "host",
                "position",
                new FunctionType("ii", "i"),
                (store, frame) -> HostFunctions.of(store).servePosition(frame));
        return linker.instantiatePre(module);
    }

    /**
     * Makes a fresh instance from the memory image.
     *
     * @param wasi the WASI state of this instance alone; closed with it
     * @param clock the clock that {@code wasi} was made with
     * @param memoryLimitBytes how large its memory may become; at least {@link GuestBundle#initialMemoryBytes}
     * @throws EngineException when the host has no room for it
     * @throws IllegalStateException when this is no guest thread
     */
    public Instance instantiate(WasiPreview1 wasi, GuestClock clock, long memoryLimitBytes) {
        return instantiate(wasi, clock, memoryLimitBytes, null);
    }

    /**
     * Makes an instance that goes on where another one was.
     *
     * @param from the memory of the other one; it may be forged, which lets it do what a guest's own code can do to its
     *     memory, and no more
     * @throws IllegalArgumentException when it needs more memory than the limit, or less than the image has
     * @see #instantiate(WasiPreview1, GuestClock, long)
     */
    public Instance restore(
            WasiPreview1 wasi, GuestClock clock, long memoryLimitBytes, MemorySnapshot from) {
        if (from.memoryBytes() < image.memoryBytes() || from.memoryBytes() > memoryLimitBytes) {
            throw new IllegalArgumentException(
                    "the saved memory has "
                            + from.memoryBytes()
                            + " bytes; allowed are "
                            + image.memoryBytes()
                            + " to "
                            + memoryLimitBytes);
        }
        return instantiate(wasi, clock, memoryLimitBytes, from);
    }

    private Instance instantiate(
            WasiPreview1 wasi,
            GuestClock clock,
            long memoryLimitBytes,
            @Nullable MemorySnapshot from) {
        GuestThreads.requireGuestThread();
        if (memoryLimitBytes < image.memoryBytes()) {
            throw new IllegalArgumentException(
                    "memory limit is "
                            + memoryLimitBytes
                            + " bytes; guest "
                            + name
                            + " needs at least "
                            + image.memoryBytes());
        }
        return slots == null
                ? onCopiedMemory(wasi, clock, memoryLimitBytes, from)
                : onSlot(slots, wasi, clock, memoryLimitBytes, from);
    }

    private Instance onSlot(
            Slots slots,
            WasiPreview1 wasi,
            GuestClock clock,
            long memoryLimitBytes,
            @Nullable MemorySnapshot from) {
        Slot slot = slots.acquire(memoryLimitBytes);
        Store store = Store.create(engine.wasmtime(), slot);
        try {
            var instance = prepared.instantiate(store);
            lay(from, instance, slot.address());
            LinearMemory memory = new LinearMemory(slot.address(), slot::size);
            return assemble(instance, store, slot, memory, wasi, clock);
        } catch (RuntimeException e) {
            store.close();
            slots.release(slot);
            throw e;
        }
    }

    private Instance onCopiedMemory(
            WasiPreview1 wasi,
            GuestClock clock,
            long memoryLimitBytes,
            @Nullable MemorySnapshot from) {
        Store store = Store.create(engine.wasmtime());
        try {
            store.limit(new StoreLimits(memoryLimitBytes, MAX_TABLE_ELEMENTS, 1, 1, MEMORIES));
            var instance = prepared.instantiate(store);
            var wasmMemory = instance.memory("memory");
            growTo(image.memoryBytes(), wasmMemory);
            image.copyTo(wasmMemory.address());
            lay(from, instance, wasmMemory.address());
            LinearMemory memory = new LinearMemory(wasmMemory.address(), wasmMemory::byteSize);
            return assemble(instance, store, null, memory, wasi, clock);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void lay(
            @Nullable MemorySnapshot from,
            dev.wasmsandbox.wasmtime.Instance instance,
            long address) {
        if (from == null) {
            return;
        }
        growTo(from.memoryBytes(), instance.memory("memory"));
        from.applyTo(address);
    }

    private static void growTo(long bytes, Memory memory) {
        long more = bytes - memory.byteSize();
        if (more > 0) {
            long _ = memory.grow(more / Memory.PAGE_BYTES);
        }
    }

    /** Describes how the memory of an instance at rest differs from the image. */
    MemorySnapshot capture(
            @Nullable Slot slot, LinearMemory memory, @Nullable MemorySnapshot earlier) {
        if (slots != null && slot != null) {
            return slots.capture(slot, earlier);
        }
        PageComparison comparison =
                new PageComparison(memory.base(), memory.size(), image, earlier);
        comparison.compare(0, (int) (memory.size() / NativeMemory.PAGE_BYTES));
        return comparison.result();
    }

    private Instance assemble(
            dev.wasmsandbox.wasmtime.Instance instance,
            Store store,
            @Nullable Slot slot,
            LinearMemory memory,
            WasiPreview1 wasi,
            GuestClock clock) {
        Func allocate = instance.function("guest_alloc");
        Func run = instance.function("guest_run");
        PositionProbe positions = new PositionProbe(memory, beacon(instance));
        Meter meter = meter(instance, slot, engine.metering());
        HostFunctions host = new HostFunctions(wasi, memory, meter, positions);
        Global stackPointer = instance.global("__stack_pointer");
        Instance made =
                new Instance(
                        this,
                        store,
                        slot,
                        memory,
                        stackPointer,
                        allocate,
                        run,
                        host,
                        meter,
                        positions,
                        instance,
                        clock);
        store.attach(host);
        return made;
    }

    /** The meter of an instance; without a slot, its limit is in a memory of Wasmtime's own. */
    static Meter meter(
            dev.wasmsandbox.wasmtime.Instance instance, @Nullable Slot slot, Metering metering) {
        if (metering == Metering.NONE) {
            return new Meter.Absent();
        }
        long limit = slot == null ? instance.memory(MeteredCode.LIMIT).address() : slot.limit();
        return new Meter.Counting(instance.global(MeteredCode.FUEL), limit);
    }

    /** The address of the guest's beacon, the same in all instances; {@link PositionProbe#NO_BEACON} if it has none. */
    private int beacon(dev.wasmsandbox.wasmtime.Instance instance) {
        if (!tellsPositions) {
            return PositionProbe.NO_BEACON;
        }
        int address = beacon;
        if (address == PositionProbe.NO_BEACON) {
            address = (int) instance.global(BEACON).get();
            beacon = address;
        }
        return address;
    }

    /** Whether the guest can be asked where its program is. */
    boolean tellsPositions() {
        return tellsPositions;
    }

    /** The slots of this guest's instances; null where memory is copied. */
    @Nullable Slots slots() {
        return slots;
    }

    void release(Slot slot) {
        if (slots != null) {
            slots.release(slot);
        }
    }

    Watchdog watchdog() {
        return engine.watchdog();
    }
}
