package dev.wasmsandbox.wasmtime;

import java.util.function.Consumer;

/** An engine with one module and its imports, and guests of it. */
final class GuestFixture implements AutoCloseable {

    final Engine engine;
    final Linker linker;
    final Module module;
    private final InstancePre pre;

    GuestFixture(Config config, String wat, Consumer<Linker> imports) {
        engine = Engine.create(config);
        linker = Linker.create(engine);
        module = Module.compile(engine, Wat.toWasm(wat));
        imports.accept(linker);
        pre = linker.instantiatePre(module);
    }

    GuestFixture(Config.Builder config, String wat) {
        this(config.build(), wat, linker -> {});
    }

    GuestFixture(String wat) {
        this(Config.builder(), wat);
    }

    Store store() {
        return Store.create(engine);
    }

    Instance instantiate(Store store) {
        return pre.instantiate(store);
    }

    /** Makes one guest on a guest thread, with a store that is closed afterwards. */
    void run(Consumer<Instance> body) {
        OnWasmThread.run(() -> {
            try (Store store = store()) {
                if (engine.config().fuel()) {
                    store.setFuel(1_000_000_000);
                }
                body.accept(instantiate(store));
            }
        });
    }

    @Override
    public void close() {
        pre.close();
        linker.close();
        module.close();
        engine.close();
    }
}
