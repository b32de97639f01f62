package dev.wasmsandbox.wasmtime;

/**
 * A compiler and the settings that its code is compiled with; the root of everything else. Thread-safe. Create few and early:
 * the first one installs signal handlers for the process, in front of the JVM's own.
 */
public final class Engine extends NativeObject {

    private final Config config;

    private Engine(long address, Config config) {
        super(NativeObjects.Kind.ENGINE, address);
        this.config = config;
    }

    /**
     * Creates an engine, loading the library if need be.
     *
     * @throws WasmtimeUnavailableException if the library cannot be loaded
     */
    public static Engine create(Config config) {
        WasmtimeLibrary.load();
        HostFailure.prepare();
        return new Engine(EngineApi.newEngine(config), config);
    }

    /** Returns the options that it was created with. */
    public Config config() {
        return config;
    }

    @Override
    void delete(long pointer) {
        EngineApi.delete(pointer);
    }
}
