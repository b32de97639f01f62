package dev.wasmsandbox.engine.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.wasmtime.Config;
import dev.wasmsandbox.wasmtime.Engine;
import dev.wasmsandbox.wasmtime.Instance;
import dev.wasmsandbox.wasmtime.InstancePre;
import dev.wasmsandbox.wasmtime.Linker;
import dev.wasmsandbox.wasmtime.Module;
import dev.wasmsandbox.wasmtime.Store;
import dev.wasmsandbox.wasmtime.TrapCode;
import dev.wasmsandbox.wasmtime.TrapException;
import dev.wasmsandbox.wasmtime.WasmThread;
import dev.wasmsandbox.wasmtime.Wat;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metered code does what it did, pays for all of it, and stops. The measure is Wasmtime's own fuel. */
class MeteredCodeIT {
    private static final long PLENTY = 1L << 40;
    private static final Engine PLAIN = Engine.create(Config.builder().atomics(true).build());
    private static final Engine COUNTING = Engine.create(Config.builder().fuel(true).build());

    /** What one call did. */
    private record Outcome(long result, long fuel) {}

    private interface Work<T> {
        T with(Store store, Instance instance);
    }

    private static <T> T on(Engine engine, byte[] module, Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new WasmThread(
                        null,
                        () -> result.completeAsync(() -> here(engine, module, work), Runnable::run),
                        "metered",
                        engine.config().maxWasmStack())
                .start();
        return result.join();
    }

    private static <T> T here(Engine engine, byte[] module, Work<T> work) {
        try (Module compiled = Module.compile(engine, module);
                Linker linker = Linker.create(engine);
                InstancePre ready = linker.instantiatePre(compiled);
                Store store = Store.create(engine)) {
            return work.with(store, ready.instantiate(store));
        }
    }

    private static Outcome metered(byte[] module, int seed) {
        return on(
                PLAIN,
                MeteredCode.of(module),
                (_, instance) -> {
                    instance.global(MeteredCode.FUEL).set(PLENTY);
                    long result = instance.function("run").call(seed);
                    return new Outcome(result, PLENTY - instance.global(MeteredCode.FUEL).get());
                });
    }

    private static Outcome counted(byte[] module, int seed) {
        return on(
                COUNTING,
                module,
                (store, instance) -> {
                    store.setFuel(PLENTY);
                    long result = instance.function("run").call(seed);
                    return new Outcome(result, PLENTY - store.fuel());
                });
    }

    @Test
    void programs_do_what_they_did_and_pay_for_about_what_they_do() {
        double paid = 0;
        double done = 0;
        for (int module = 0; module < 60; module++) {
            byte[] code = Wat.toWasm(RandomModule.of(module));
            for (int seed = 0; seed < 3; seed++) {
                Outcome expected = counted(code, seed * 7919);
                Outcome outcome = metered(code, seed * 7919);

                assertThat(outcome.result()).as("module %s", module).isEqualTo(expected.result());
                assertThat(outcome.fuel())
                        .as("module %s, seed %s", module, seed)
                        .isGreaterThanOrEqualTo(expected.fuel() / FunctionMeter.LEAST_SHARE);
                paid += outcome.fuel();
                done += expected.fuel();
            }
        }
        assertThat(paid / done).isBetween(0.67, 1.5);
    }

    private static String function(String body) {
        return "(module (memory 1) (global (mut i32) (i32.const 0)) (func (export \"run\") (param i32) (result i32) (local i32)"
                + body
                + "))";
    }

    private static long fuel(String body, int argument) {
        return metered(Wat.toWasm(function(body)), argument).fuel();
    }

    @Test
    void a_straight_piece_costs_its_instructions_and_the_call() {
        assertThat(fuel("local.get 0", 5)).isEqualTo(2);
        assertThat(fuel("(i32.add (local.get 0) (i32.const 1))", 5)).isEqualTo(4);
    }

    @Test
    void small_ways_are_paid_on_average_once_for_each_turn_of_a_loop() {
        String loop =
                "(loop (if (i32.and (local.get 0) (i32.const 1)) (then (local.set 1 (i32.const 1)))"
                        + " (else (local.set 1 (i32.add (i32.const 1) (i32.const 1)))))"
                        + " (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))) local.get 1";
        // The condition 4, one way or the other 2 or 4, the loop's end 5.
        assertThat(fuel(loop, 100) - fuel(loop, 99)).isEqualTo(12);
        assertThat(fuel(loop, 101) - fuel(loop, 100)).isEqualTo(12);
    }

    @Test
    void a_large_way_is_paid_by_those_who_take_it() {
        String large = "(local.set 1 (i32.add (local.get 1) (i32.const 1)))".repeat(20);
        String choice = "(if (local.get 0) (then " + large + ")) local.get 1";

        assertThat(fuel(choice, 1) - fuel(choice, 0)).isEqualTo(80);
    }

    /** Whoever always goes where nobody is expected to go pays a known part. */
    @Test
    void the_least_likely_way_is_not_free() {
        String step = "(local.set 1 (i32.add (local.get 1) (i32.const 1)))";
        String nest =
                ("(if (local.get 0) (then " + step).repeat(30) + "))".repeat(30) + " local.get 1";

        // Each step has six instructions, and is half as likely as the one around it.
        assertThat(fuel(nest, 1)).isBetween(180L / FunctionMeter.LEAST_SHARE, 180L);
    }

    @Test
    void ranges_of_memory_are_paid_by_the_byte() {
        String fill = "(memory.fill (i32.const 0) (i32.const 1) (local.get 0)) local.get 0";
        String copy = "(memory.copy (i32.const 8) (i32.const 0) (local.get 0)) local.get 0";

        for (String range : new String[] {fill, copy}) {
            assertThat(fuel(range, 8000) - fuel(range, 0)).isEqualTo(8000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(loop (br 0)) unreachable", "(call $again (local.get 0))"})
    void loops_and_calls_stop_when_the_fuel_is_gone(String endless) {
        String text =
                "(module (memory 1) (global (mut i32) (i32.const 0)) (func $again (export \"run\") (param i32) (result i32) "
                        + endless
                        + "))";
        long left =
                on(
                        PLAIN,
                        MeteredCode.of(Wat.toWasm(text)),
                        (_, instance) -> {
                            instance.global(MeteredCode.FUEL).set(1000);
                            assertThatThrownBy(() -> instance.function("run").call(0))
                                    .isInstanceOfSatisfying(
                                            TrapException.class,
                                            trap ->
                                                    assertThat(trap.code())
                                                            .isEqualTo(
                                                                    TrapCode
                                                                            .UNREACHABLE_CODE_REACHED));
                            return instance.global(MeteredCode.FUEL).get();
                        });

        assertThat(left).isBetween(-16L, -1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(module (memory 1) (memory 1) (global (mut i32) (i32.const 0)) (export \"g\" (global 0)))"
                        + " | more than one memory",
                "(module (import \"a\" \"b\" (memory 1)) (global (mut i32) (i32.const 0)) (export \"g\" (global 0)))"
                        + " | imports a.b, which is no function or variable",
                "(module (global (mut i32) (i32.const 0)) (export \"g\" (global 0))) | lacks a memory",
                "(module (memory (export \"m\") 1)) | lacks a memory, a global",
                "(module (memory 1) (global (mut i32) (i32.const 0)) (func (export \"f\") (drop (v128.const i64x2 0 0))))"
                        + " | instruction 0xfd is unknown",
                "(module (memory 1) (table 1 funcref) (global (mut i32) (i32.const 0)) (func (export \"f\")"
                        + " (drop (table.grow (ref.null func) (i32.const 1))))) | instruction 0xfc0f is unknown"
            })
    void what_cannot_be_metered_is_refused(String text, String why) {
        assertThatThrownBy(() -> MeteredCode.of(Wat.toWasm(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    /** SECURITY: in the original these are errors, which the additions would make valid. */
    @Test
    void nothing_can_name_what_is_added() {
        byte[] module = Wat.toWasm(function("(drop (i32.load (i32.const 0))) global.get 0"));
        int load = find(module, 0x28, 2, 0);
        int get = find(module, 0x23, 0);

        byte[] otherMemory = module.clone();
        otherMemory[load + 1] |= 0x40;
        byte[] otherGlobal = module.clone();
        otherGlobal[get + 1] = 1;

        assertThatThrownBy(() -> MeteredCode.of(otherMemory))
                .hasMessageContaining("names a memory");
        assertThatThrownBy(() -> MeteredCode.of(otherGlobal))
                .hasMessageContaining("names a global variable that is not there");
        byte[] fill =
                Wat.toWasm(
                        function(
                                "(memory.fill (i32.const 0) (i32.const 0) (i32.const 0)) local.get 0"));
        fill[find(fill, 0xfc, 11, 0) + 2] = 1;
        assertThatThrownBy(() -> MeteredCode.of(fill)).hasMessageContaining("second memory");
    }

    private static int find(byte[] module, int... octets) {
        for (int at = module.length - octets.length; at >= 0; at--) {
            boolean found = true;
            for (int i = 0; i < octets.length; i++) {
                found &= (module[at + i] & 0xff) == octets[i];
            }
            if (found) {
                return at;
            }
        }
        throw new AssertionError("not in the module");
    }

    @Test
    void damaged_modules_are_refused_and_nothing_else() {
        byte[] module = Wat.toWasm(RandomModule.of(1));
        for (int at = 8; at < module.length; at++) {
            byte[] damaged = module.clone();
            damaged[at] ^= (byte) 0x85;
            try {
                assertThat(MeteredCode.of(damaged)).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("cannot be metered");
            }
        }
    }

    /** Native code is kept under the version: whoever changes what comes out has to raise it. */
    @Test
    void what_comes_out_belongs_to_the_version() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int module = 0; module < 20; module++) {
            digest.update(MeteredCode.of(Wat.toWasm(RandomModule.of(module))));
        }

        assertThat(MeteredCode.VERSION + " " + HexFormat.of().formatHex(digest.digest(), 0, 8))
                .isEqualTo("1 eb5a44b6f11f3081");
    }
}
