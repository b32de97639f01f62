package dev.wasmsandbox.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuestCallIT {

    @Test
    void calls_a_function_with_integers_of_both_sizes() {
        String wat =
                """
                (module
                  (func (export "none"))
                  (func (export "seven") (result i32) i32.const -7)
                  (func (export "twice") (param i64) (result i64) local.get 0 i64.const 2 i64.mul)
                  (func (export "mix") (param i32 i64 i32) (result i64)
                    local.get 0 i64.extend_i32_s local.get 1 i64.add local.get 2 i64.extend_i32_u i64.add))
                """;
        try (var guest = new GuestFixture(wat)) {
            guest.run(instance -> {
                assertThat(instance.function("none").call()).isZero();
                assertThat(instance.function("seven").call()).isEqualTo(-7);
                assertThat(instance.function("twice").call(Long.MAX_VALUE)).isEqualTo(-2);
                assertThat(instance.function("mix").call(-1, 1L << 40, -1))
                        .isEqualTo((1L << 40) + 0xffff_fffeL);
            });
        }
    }

    @Test
    void refuses_what_the_unchecked_call_would_trust() {
        String wat =
                """
                (module
                  (memory (export "memory") 1)
                  (func (export "one") (param i32))
                  (func (export "float") (param f64)))
                """;
        try (var guest = new GuestFixture(wat)) {
            guest.run(instance -> {
                assertThatThrownBy(() -> instance.function("one").call())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("1 parameters (i); got 0");
                assertThatThrownBy(() -> instance.function("float"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("cannot be called from Java");
                assertThatThrownBy(() -> instance.function("memory"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(
                                "no function \"memory\"; it has [memory, one, float]");
            });
        }
    }

    @Test
    void host_functions_get_arguments_and_set_the_result() {
        String wat =
                """
                (module
                  (import "host" "add" (func $add (param i32 i64) (result i64)))
                  (import "host" "note" (func $note (param i32)))
                  (func (export "run") (param i32) (result i64)
                    local.get 0 call $note
                    local.get 0 i64.const 40 call $add))
                """;
        var notes = new java.util.ArrayList<Integer>();
        try (var guest =
                new GuestFixture(
                        Config.builder().build(),
                        wat,
                        linker -> {
                            linker.define(
                                    "host",
                                    "add",
                                    new FunctionType("iI", "I"),
                                    (store, frame) -> frame.returnI64(frame.i32(0) + frame.i64(1)));
                            linker.define(
                                    "host",
                                    "note",
                                    new FunctionType("i", ""),
                                    (store, frame) -> notes.add(frame.i32(0)));
                        })) {
            guest.run(instance -> assertThat(instance.function("run").call(2)).isEqualTo(42));
        }
        assertThat(notes).containsExactly(2);
    }

    @Test
    void lists_imports_and_exports() {
        String wat =
                """
                (module $named
                  (import "host" "add" (func (param i32 i64 f32 f64) (result i32)))
                  (memory (export "memory") 2 5)
                  (global (export "sp") (mut i32) (i32.const 16))
                  (table (export "t") 1 funcref)
                  (func (export "f") (result f64) f64.const 1))
                """;
        try (Engine engine = Engine.create(Config.builder().build());
                Module module = Module.compile(engine, Wat.toWasm(wat))) {
            assertThat(module.imports())
                    .containsExactly(new ImportType("host", "add", new FunctionType("iIfF", "i")));
            assertThat(module.exports())
                    .containsExactly(
                            new ExportType(
                                    "memory", new MemoryType(2, java.util.OptionalLong.of(5))),
                            new ExportType("sp", new GlobalType('i', true)),
                            new ExportType("t", new OtherType(2)),
                            new ExportType("f", new FunctionType("", "F")));
        }
    }

    @Test
    void reads_and_sets_globals_and_grows_memories() {
        String wat =
                """
                (module
                  (memory (export "memory") 1 3)
                  (global (export "small") (mut i32) (i32.const -5))
                  (global (export "large") (mut i64) (i64.const 5000000000))
                  (global (export "fixed") i32 (i32.const 1)))
                """;
        try (var guest = new GuestFixture(wat)) {
            guest.run(instance -> {
                Global small = instance.global("small");
                small.set(small.get() - 1);
                assertThat(small.get()).isEqualTo(-6);
                assertThat(instance.global("large").get()).isEqualTo(5_000_000_000L);
                assertThatThrownBy(() -> instance.global("fixed").set(2))
                        .isInstanceOf(IllegalStateException.class);

                Memory memory = instance.memory("memory");
                assertThat(memory.address()).isNotZero();
                assertThat(memory.grow(2)).isEqualTo(1);
                assertThat(memory.byteSize()).isEqualTo(3 * Memory.PAGE_BYTES);
                assertThatThrownBy(() -> memory.grow(1))
                        .isInstanceOf(WasmtimeException.class)
                        .hasMessageContaining("cannot grow the memory by 1 pages");
            });
        }
    }

    @Test
    void counts_fuel_also_inside_host_functions() {
        String wat =
                """
                (module
                  (import "host" "look" (func $look))
                  (func (export "run")
                    call $look (drop (i32.const 1)) call $look (drop (i32.const 1))))
                """;
        List<Long> seen = new java.util.ArrayList<>();
        try (var guest =
                new GuestFixture(
                        Config.builder().fuel(true).build(),
                        wat,
                        linker ->
                                linker.define(
                                        "host",
                                        "look",
                                        new FunctionType("", ""),
                                        (store, frame) -> seen.add(store.fuel())))) {
            guest.run(instance -> {
                instance.store().setFuel(100);
                instance.function("run").call();
                seen.add(instance.store().fuel());
            });
        }
        assertThat(seen)
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a))
                .doesNotHaveDuplicates();
        assertThat(seen.getLast()).isBetween(90L, 99L);
    }

    @Test
    void compiled_code_survives_serialization() {
        String wat = "(module (func (export \"f\") (result i32) i32.const 42))";
        try (Engine engine = Engine.create(Config.builder().build());
                Module compiled = Module.compile(engine, Wat.toWasm(wat));
                Module loaded = Module.deserialize(engine, compiled.serialize());
                Linker linker = Linker.create(engine);
                InstancePre pre = linker.instantiatePre(loaded)) {
            long result =
                    OnWasmThread.call(() -> {
                        try (Store store = Store.create(engine)) {
                            return pre.instantiate(store).function("f").call();
                        }
                    });
            assertThat(result).isEqualTo(42);
        }
    }
}
