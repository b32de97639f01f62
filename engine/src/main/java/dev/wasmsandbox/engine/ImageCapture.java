package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasmtime.Module;
import dev.wasmsandbox.wasmtime.Store;
import java.nio.file.Path;

/**
 * Boots a whole guest module, data segments and all, and writes its memory as the image that instances start from. Part of the build of a guest,
 * not of running one.
 *
 * <p>Needs an engine that gives instances memory of Wasmtime's own ({@link ResetMethod#COPY}).
 */
public final class ImageCapture {
    private static final long BOOT_FUEL = 1_000_000_000_000L;

    private ImageCapture() {}

    /**
     * Boots and writes.
     *
     * @param engine an engine whose reset method is {@link ResetMethod#COPY}
     * @param moduleHash SHA-256 of the module, under which its native code is cached
     * @param module the whole module
     * @param wasi what the guest sees while it boots
     * @param clock the clock that {@code wasi} was made with; virtual, so that the same guest gives the same image
     * @param target where the image goes
     * @return the size of the memory in bytes
     * @throws EngineException when the guest fails to boot, or would not be at rest
     */
    public static long capture(
            ExecutionEngine engine,
            String moduleHash,
            byte[] module,
            WasiPreview1 wasi,
            GuestClock clock,
            Path target) {
        if (engine.resetMethod() != ResetMethod.COPY) {
            throw new EngineException(
                    "images are captured with -D"
                            + ResetMethod.PROPERTY
                            + "=copy, not "
                            + engine.resetMethod());
        }
        GuestThreads.requireGuestThread();
        Module compiled = CompiledCode.of(engine, moduleHash, () -> module);
        try (Store store = Store.create(engine.wasmtime())) {
            var linked = Guest.link(engine, compiled).instantiate(store);
            var wasmMemory = linked.memory("memory");
            var stackPointer = linked.global("__stack_pointer");
            long stackAtRest = stackPointer.get();
            LinearMemory memory = new LinearMemory(wasmMemory.address(), wasmMemory::byteSize);
            Meter meter = Guest.meter(linked, null, engine.metering());
            store.attach(
                    new HostFunctions(
                            wasi,
                            memory,
                            meter,
                            new PositionProbe(memory, PositionProbe.NO_BEACON)));
            meter.begin(BOOT_FUEL);
            RunControl control = new RunControl();
            control.begin(null);
            clock.begin(control, () -> BOOT_FUEL - meter.left());
            linked.function("_initialize").call();
            long result = linked.function("guest_boot").call();
            clock.end();
            if (result != 0) {
                throw new EngineException("the guest did not boot: guest_boot returned " + result);
            }
            if (stackPointer.get() != stackAtRest) {
                throw new EngineException(
                        "the guest's stack pointer is not at rest after its boot");
            }
            long bytes = wasmMemory.byteSize();
            MemoryImage.write(wasmMemory.address(), bytes, target);
            return bytes;
        }
    }
}
