package dev.wasmsandbox.engine;

import dev.wasmsandbox.cache.CacheException;
import dev.wasmsandbox.cache.PrivateCache;
import dev.wasmsandbox.wasmtime.Config;
import dev.wasmsandbox.wasmtime.Engine;
import dev.wasmsandbox.wasmtime.WasmtimeException;
import dev.wasmsandbox.wasmtime.WasmtimeLibrary;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all guests of this process share: the Wasmtime engine, the guest threads, the watchdog, the way memory is reset.
 *
 * <p>One for a process in all but measurements, made on first use and never closed: Wasmtime's signal handlers stay installed as long as the process lives. Thread-safe.
 */
public final class ExecutionEngine {
    /** The version of the Wasmtime library. */
    public static final String WASMTIME_VERSION = WasmtimeLibrary.VERSION;

    private static volatile @Nullable ExecutionEngine shared;

    private final Metering metering;
    private final ResetMethod resetMethod;
    private final Optional<DirtyPages> dirtyPages;
    private final boolean faultsCount;
    private final Engine wasmtime;
    private final Watchdog watchdog;
    private final GuestThreads threads;
    private final PrivateCache cache;

    ExecutionEngine(ResetMethod resetMethod, PrivateCache cache) {
        this(Metering.ALL, resetMethod, cache);
    }

    ExecutionEngine(Metering metering, ResetMethod resetMethod, PrivateCache cache) {
        this.metering = metering;
        this.resetMethod = resetMethod;
        this.cache = cache;
        this.dirtyPages = resetMethod.dirtyPages();
        this.faultsCount =
                dirtyPages.filter(DirtyPages::tellsUnchangedPages).isPresent()
                        && FaultWatch.works();
        this.wasmtime = Engine.create(config(resetMethod));
        this.watchdog = new Watchdog();
        this.threads = new GuestThreads(EngineSettings.threads(), EngineSettings.queueCapacity());
    }

    /**
     * The engine of this process.
     *
     * @throws EngineException when this system cannot run it; the message says what is missing
     */
    public static ExecutionEngine shared() {
        ExecutionEngine known = shared;
        return known == null ? startShared() : known;
    }

    /** Whether the engine of this process was started. */
    public static boolean isStarted() {
        return shared != null;
    }

    /** Not in a static initializer: a start that failed must say why each time, and may succeed the next time. */
    private static synchronized ExecutionEngine startShared() {
        ExecutionEngine known = shared;
        if (known == null) {
            known = start(Metering.ALL);
            shared = known;
        }
        return known;
    }

    /**
     * An engine of its own, with its own threads, to measure what meters cost. It lives as long as the process.
     *
     * @throws EngineException when this system cannot run it
     */
    public static ExecutionEngine start(Metering metering) {
        try {
            return new ExecutionEngine(metering, ResetMethod.detect(), PrivateCache.ofUser());
        } catch (CacheException | WasmtimeException e) {
            throw new EngineException("cannot start the engine: " + e.getMessage(), e);
        }
    }

    private static Config config(ResetMethod resetMethod) {
        Config.Builder config =
                Config.builder()
                        .atomics(true)
                        .maxWasmStack(EngineSettings.WASM_STACK_BYTES)
                        .memoryReservation(Slot.RESERVED_BYTES)
                        .memoryGuardSize(Slot.GUARD_BYTES);
        if (resetMethod.usesSlots()) {
            config.memoryCreator(SlotMemory::of);
        }
        return config.build();
    }

    /**
     * Makes a guest ready: compiles its code or finds it compiled, and loads its memory image. Compiling takes seconds, once for each user and
     * version; to be called once for each guest, by whoever keeps the result.
     *
     * @throws EngineException when the guest's parts are damaged or do not fit this engine
     */
    public Guest load(GuestBundle bundle) {
        try {
            return Guest.load(
                    this, bundle.name(), bundle.codeHash(), bundle::code, bundle.image(cache));
        } catch (CacheException | WasmtimeException e) {
            throw new EngineException(
                    "cannot load guest " + bundle.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes a guest ready that starts from another of its images.
     *
     * @param guest the bundle's guest, loaded by this engine
     * @throws EngineException when the image is damaged
     */
    public Guest load(GuestBundle bundle, GuestBundle.ExtraImage image, Guest guest) {
        try {
            return guest.withImage(bundle.image(cache, image));
        } catch (CacheException e) {
            throw new EngineException(
                    "cannot load image "
                            + image.name()
                            + " of guest "
                            + bundle.name()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * One of a guest's archives of files, as a file that only this user can change.
     *
     * @throws EngineException when it cannot be kept
     */
    public Path archive(GuestBundle bundle, GuestBundle.Archive archive) {
        try {
            return bundle.archive(cache, archive);
        } catch (CacheException e) {
            throw new EngineException(
                    "cannot keep the files of guest " + bundle.name() + ": " + e.getMessage(), e);
        }
    }

    /** The threads that guests run on. */
    public GuestThreads threads() {
        return threads;
    }

    /** Whether guests can be stopped. */
    public Metering metering() {
        return metering;
    }

    /** How memory is given back clean. */
    public ResetMethod resetMethod() {
        return resetMethod;
    }

    /** Where native code, images and archives of this user are kept. */
    public PrivateCache cache() {
        return cache;
    }

    Optional<DirtyPages> dirtyPages() {
        return dirtyPages;
    }

    /** Whether this system {@linkplain FaultWatch#works counts page faults}, asked once where that is of use. */
    boolean faultsCount() {
        return faultsCount;
    }

    Engine wasmtime() {
        return wasmtime;
    }

    Watchdog watchdog() {
        return watchdog;
    }
}
