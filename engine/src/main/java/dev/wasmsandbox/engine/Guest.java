package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.WasiFunction;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasmtime.Func;
import dev.wasmsandbox.wasmtime.FunctionType;
import dev.wasmsandbox.wasmtime.InstancePre;
import dev.wasmsandbox.wasmtime.Linker;
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

    /** Clean slots that are kept for the next runs; each holds about as much memory as the runs before it wrote to. */
    private static final int WARM_SLOTS_PER_PROCESSOR = 4;

    private final ExecutionEngine engine;
    private final String name;
    private final InstancePre prepared;
    private final MemoryImage image;
    private final @Nullable Slots slots;

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
    }

    static Guest load(
            ExecutionEngine engine,
            String name,
            String codeHash,
            Supplier<byte[]> code,
            Path imageFile) {
        MemoryImage image = MemoryImage.read(imageFile, engine.resetMethod().usesSlots());
        Module module = CompiledCode.of(engine, codeHash, code);
        Slots slots =
                engine.dirtyPages()
                        .map(finder -> new Slots(image, finder, warmSlots()))
                        .orElse(null);
        return new Guest(engine, name, link(engine, module), image, slots);
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
                ? onCopiedMemory(wasi, clock, memoryLimitBytes)
                : onSlot(slots, wasi, clock, memoryLimitBytes);
    }

    private Instance onSlot(
            Slots from, WasiPreview1 wasi, GuestClock clock, long memoryLimitBytes) {
        Slot slot = from.acquire(memoryLimitBytes);
        Store store = Store.create(engine.wasmtime(), slot);
        try {
            var instance = prepared.instantiate(store);
            LinearMemory memory = new LinearMemory(slot.address(), slot::size);
            return assemble(instance, store, slot, memory, wasi, clock);
        } catch (RuntimeException e) {
            store.close();
            from.release(slot);
            throw e;
        }
    }

    private Instance onCopiedMemory(WasiPreview1 wasi, GuestClock clock, long memoryLimitBytes) {
        Store store = Store.create(engine.wasmtime());
        try {
            store.limit(StoreLimits.single(memoryLimitBytes, MAX_TABLE_ELEMENTS));
            var instance = prepared.instantiate(store);
            var wasmMemory = instance.memory("memory");
            image.copyTo(wasmMemory.address());
            LinearMemory memory = new LinearMemory(wasmMemory.address(), wasmMemory::byteSize);
            return assemble(instance, store, null, memory, wasi, clock);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
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
        HostFunctions host = new HostFunctions(wasi, memory);
        Instance made = new Instance(this, store, slot, memory, allocate, run, host, clock);
        store.attach(host);
        if (metering().epoch()) {
            store.onEpochDeadline(made::epochMoved);
        }
        return made;
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

    Metering metering() {
        return engine.metering();
    }

    EpochTicker ticker() {
        return engine.ticker();
    }
}
