package dev.wasmsandbox.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipIT {

    private static final String WAT =
            """
            (module
              (import "host" "f" (func $f))
              (memory (export "memory") 1)
              (func (export "nop"))
              (func (export "host") call $f)
              (func (export "spin") (loop br 0)))
            """;

    private Map<NativeObjects.Kind, Long> before = Map.of();

    @BeforeEach
    void count() {
        before = NativeObjects.live();
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(NativeObjects.live()).isEqualTo(before);
    }

    private static GuestFixture guest(HostFunction f) {
        return new GuestFixture(
                Config.builder().fuel(true).build(),
                WAT,
                linker -> linker.define("host", "f", new FunctionType("", ""), f));
    }

    @Test
    void counts_everything_that_exists() {
        try (var guest = guest((store, frame) -> {})) {
            guest.run(instance -> {
                for (var kind :
                        List.of(
                                NativeObjects.Kind.ENGINE,
                                NativeObjects.Kind.MODULE,
                                NativeObjects.Kind.LINKER,
                                NativeObjects.Kind.INSTANCE_PRE,
                                NativeObjects.Kind.STORE,
                                NativeObjects.Kind.HOST_FUNCTION)) {
                    assertThat(NativeObjects.live(kind))
                            .as(kind.name())
                            .isEqualTo(before.getOrDefault(kind, 0L) + 1);
                }
            });
        }
    }

    @Test
    void closing_twice_does_nothing_and_using_a_closed_object_is_refused() {
        Engine engine = Engine.create(Config.builder().build());
        Module module = Module.compile(engine, Wat.toWasm("(module)"));
        Linker linker = Linker.create(engine);
        InstancePre pre = linker.instantiatePre(module);
        Store store = Store.create(engine);
        for (int i = 0; i < 2; i++) {
            store.close();
            pre.close();
            linker.close();
            module.close();
            engine.close();
        }
        assertThat(engine.isClosed()).isTrue();
        assertThatThrownBy(() -> Store.create(engine)).hasMessage("Engine is closed");
        assertThatThrownBy(module::serialize).hasMessage("Module is closed");
        assertThatThrownBy(() -> linker.instantiatePre(module)).hasMessage("Linker is closed");
        OnWasmThread.run(() ->
                assertThatThrownBy(() -> pre.instantiate(store))
                        .hasMessage("InstancePre is closed"));
        assertThatThrownBy(() -> store.limit(StoreLimits.NONE)).hasMessage("Store is closed");
    }

    @Test
    void objects_may_be_closed_in_any_order() {
        Engine engine = Engine.create(Config.builder().build());
        Module module = Module.compile(engine, Wat.toWasm("(module (func (export \"f\")))"));
        Linker linker = Linker.create(engine);
        InstancePre pre = linker.instantiatePre(module);
        Store store = Store.create(engine);
        engine.close();
        module.close();
        linker.close();
        OnWasmThread.run(() -> {
            Instance instance = pre.instantiate(store);
            pre.close();
            assertThat(instance.function("f").call()).isZero();
            store.close();
            assertThatThrownBy(() -> instance.function("f")).hasMessage("Store is closed");
        });
    }

    @Test
    void parts_of_a_closed_store_are_refused() {
        List<Func> functions = new ArrayList<>();
        List<Memory> memories = new ArrayList<>();
        try (var guest = guest((store, frame) -> {})) {
            guest.run(instance -> {
                functions.add(instance.function("nop"));
                memories.add(instance.memory("memory"));
            });
            OnWasmThread.run(() ->
                    assertThatThrownBy(() -> functions.getFirst().call())
                            .hasMessage("Store is closed"));
            assertThatThrownBy(() -> memories.getFirst().address()).hasMessage("Store is closed");
        }
    }

    @Test
    void a_store_is_not_closed_by_its_own_host_function() {
        try (var guest = guest((store, frame) -> store.close())) {
            guest.run(instance ->
                    assertThatThrownBy(() -> instance.function("host").call())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("cannot be closed by its own host function"));
        }
    }

    @Test
    void another_thread_is_refused_while_a_guest_runs() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Store> running = new AtomicReference<>();
        HostFunction block =
                (store, frame) -> {
                    running.set(store);
                    inside.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };
        try (var guest = guest(block)) {
            Thread other =
                    Thread.ofPlatform().start(() -> guest.run(i -> i.function("host").call()));
            inside.await();
            Store store = running.get();
            for (Runnable use :
                    List.<Runnable>of(
                            store::fuel,
                            () -> store.setFuel(1),
                            store::close,
                            () -> store.limit(StoreLimits.NONE))) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("in use by");
            }
            goOn.countDown();
            other.join();
        }
    }

    @Test
    void guest_code_runs_on_guest_threads_only() throws InterruptedException {
        try (var guest = guest((store, frame) -> {})) {
            try (Store store = guest.store()) {
                assertThatThrownBy(() -> guest.instantiate(store))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("runs on a WasmThread only");
            }
            Config deep = Config.builder().maxWasmStack(OnWasmThread.STACK * 2).build();
            try (var large = new GuestFixture(deep, "(module)", linker -> {})) {
                assertThatThrownBy(() -> large.run(instance -> {}))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("was made for a guest stack of 1048576 bytes");
            }
        }
    }

    @Test
    void a_store_may_move_to_another_thread_between_calls() {
        try (var guest = guest((store, frame) -> {})) {
            Store store = guest.store();
            store.setFuel(1000);
            Instance instance = OnWasmThread.call(() -> guest.instantiate(store));
            OnWasmThread.run(() -> assertThat(instance.function("nop").call()).isZero());
            store.close();
        }
    }

    @Test
    void things_of_different_engines_are_not_mixed() {
        try (var one = guest((store, frame) -> {});
                var two = guest((store, frame) -> {})) {
            assertThatThrownBy(() -> one.linker.instantiatePre(two.module))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another engine");
            try (Store store = one.store()) {
                OnWasmThread.run(() ->
                        assertThatThrownBy(() -> two.instantiate(store))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining("another engine"));
            }
        }
    }

    @Test
    void options_that_are_off_are_named() {
        try (var guest = new GuestFixture("(module)");
                Store store = guest.store()) {
            assertThatThrownBy(store::fuel).hasMessageContaining("fuel(true)");
        }
    }

    @Test
    void linking_says_what_is_missing_and_what_is_double() {
        try (Engine engine = Engine.create(Config.builder().build());
                Module module = Module.compile(engine, Wat.toWasm(WAT));
                Linker linker = Linker.create(engine)) {
            assertThatThrownBy(() -> linker.instantiatePre(module))
                    .isInstanceOf(WasmtimeException.class)
                    .hasMessageContaining("host::f");
            linker.define("host", "f", new FunctionType("", ""), (store, frame) -> {});
            assertThatThrownBy(() ->
                            linker.define(
                                    "host", "f", new FunctionType("", ""), (store, frame) -> {}))
                    .isInstanceOf(WasmtimeException.class)
                    .hasMessageContaining("cannot define the host function host.f");
            assertThatThrownBy(() ->
                            linker.define(
                                    "host", "g", new FunctionType("f", ""), (store, frame) -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nonsense_is_not_compiled_nor_loaded() {
        try (Engine engine = Engine.create(Config.builder().build())) {
            assertThatThrownBy(() -> Module.compile(engine, new byte[] {1, 2, 3}))
                    .isInstanceOf(WasmtimeException.class)
                    .hasMessageContaining("cannot compile the module");
            assertThatThrownBy(() -> Module.compile(engine, new byte[0]))
                    .isInstanceOf(WasmtimeException.class);
            assertThatThrownBy(() -> Module.deserialize(engine, new byte[100]))
                    .isInstanceOf(WasmtimeException.class);
            assertThatThrownBy(() ->
                            Module.deserializeFile(engine, java.nio.file.Path.of("/no/such/file")))
                    .isInstanceOf(WasmtimeException.class)
                    .hasMessageContaining("/no/such/file");
        }
    }

    @Test
    void code_for_other_options_is_not_loaded() {
        byte[] code;
        try (Engine engine = Engine.create(Config.builder().fuel(true).build());
                Module module = Module.compile(engine, Wat.toWasm("(module)"))) {
            code = module.serialize();
        }
        try (Engine engine = Engine.create(Config.builder().build())) {
            assertThatThrownBy(() -> Module.deserialize(engine, code))
                    .isInstanceOf(WasmtimeException.class)
                    .hasMessageContaining("fuel");
        }
    }

    @Test
    void switched_off_features_are_not_compiled() {
        byte[] shared = Wat.toWasm("(module (memory 1 1 shared))");
        byte[] wide = Wat.toWasm("(module (memory i64 1))");
        byte[] vector = Wat.toWasm("(module (func (drop (v128.const i32x4 1 2 3 4))))");
        try (Engine engine = Engine.create(Config.builder().simd(false).build())) {
            for (byte[] wasm : List.of(shared, wide, vector)) {
                assertThatThrownBy(() -> Module.compile(engine, wasm))
                        .isInstanceOf(WasmtimeException.class);
            }
        }
    }
}
