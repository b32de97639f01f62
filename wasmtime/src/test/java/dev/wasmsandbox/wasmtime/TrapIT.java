package dev.wasmsandbox.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrapIT {

    static final String TRAPS =
            """
            (module $traps
              (import "host" "fail" (func $fail))
              (memory (export "memory") 1)
              (table 2 funcref)
              (elem (i32.const 0) $recurse)
              (type $other (func (param i64)))
              (func (export "nop"))
              (func $boom (export "unreachable") unreachable)
              (func (export "out_of_bounds") (drop (i32.load (i32.const 0x7fffffff))))
              (func (export "division_by_zero") (drop (i32.div_s (i32.const 1) (i32.const 0))))
              (func (export "overflow") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
              (func (export "conversion") (drop (i32.trunc_f64_s (f64.const nan))))
              (func $recurse (export "recursion") call $recurse)
              (func (export "null_call") (call_indirect (i32.const 1)))
              (func (export "bad_signature") (call_indirect (type $other) (i64.const 1) (i32.const 0)))
              (func (export "table_bounds") (call_indirect (i32.const 9)))
              (func (export "spin") (loop br 0))
              (func (export "host") call $fail)
              (func (export "host_forever") (loop call $fail br 0))
              (func $deep (export "deep") (param i32)
                (if (i32.eqz (local.get 0)) (then unreachable))
                (call $deep (i32.sub (local.get 0) (i32.const 1)))))
            """;

    static GuestFixture guest(Config.Builder config, HostFunction fail) {
        return new GuestFixture(
                config.build(),
                TRAPS,
                linker -> linker.define("host", "fail", new FunctionType("", ""), fail));
    }

    @ParameterizedTest
    @CsvSource({
        "unreachable, UNREACHABLE_CODE_REACHED",
        "out_of_bounds, MEMORY_OUT_OF_BOUNDS",
        "division_by_zero, INTEGER_DIVISION_BY_ZERO",
        "overflow, INTEGER_OVERFLOW",
        "conversion, BAD_CONVERSION_TO_INTEGER",
        "recursion, STACK_OVERFLOW",
        "null_call, INDIRECT_CALL_TO_NULL",
        "bad_signature, BAD_SIGNATURE",
        "table_bounds, TABLE_OUT_OF_BOUNDS",
    })
    void every_kind_of_trap_has_its_code(String function, TrapCode code) {
        for (boolean signals : new boolean[] {true, false}) {
            try (var guest =
                    guest(Config.builder().signalsBasedTraps(signals), (store, frame) -> {})) {
                guest.run(instance ->
                        assertThatThrownBy(() -> instance.function(function).call())
                                .isInstanceOfSatisfying(
                                        TrapException.class,
                                        e -> assertThat(e.code()).isEqualTo(code)));
            }
        }
    }

    @Test
    void a_trap_names_the_guest_functions_and_is_bounded() {
        try (var guest = guest(Config.builder(), (store, frame) -> {})) {
            guest.run(instance -> {
                var trap =
                        catchThrowableOfType(
                                TrapException.class, () -> instance.function("deep").call(1000));
                assertThat(trap)
                        .hasMessageContaining("wasm trap: unreachable instruction in traps!deep");
                assertThat(trap.frames()).hasSizeBetween(10, 64);
                assertThat(trap.frames().getFirst().functionName()).hasValue("deep");
                assertThat(trap.frames().getFirst().moduleName()).hasValue("traps");
                assertThat(trap.frames().getFirst().functionOffset()).isNotNegative();
            });
        }
    }

    @Test
    void empty_fuel_is_a_trap_of_its_own() {
        try (var guest = guest(Config.builder().fuel(true), (store, frame) -> {})) {
            guest.run(instance -> {
                instance.store().setFuel(10_000);
                assertThatThrownBy(() -> instance.function("spin").call())
                        .isInstanceOfSatisfying(
                                TrapException.class,
                                e -> assertThat(e.code()).isEqualTo(TrapCode.OUT_OF_FUEL));
                assertThat(instance.store().fuel()).isZero();
            });
        }
    }

    @Test
    void what_a_host_function_throws_comes_out_unchanged_and_the_store_goes_on() {
        List<Throwable> thrown =
                List.of(
                        new IllegalArgumentException("mine"),
                        new AssertionError("an error"),
                        new OutOfMemoryError("made by the test"));
        List<Throwable> queue = new ArrayList<>(thrown);
        try (var guest =
                guest(
                        Config.builder(),
                        (store, frame) -> {
                            if (queue.removeFirst() instanceof RuntimeException e) {
                                throw e;
                            }
                            throw (Error) thrown.get(thrown.size() - queue.size() - 1);
                        })) {
            guest.run(instance -> {
                for (Throwable expected : thrown) {
                    assertThatThrownBy(() -> instance.function("host").call()).isSameAs(expected);
                    assertThat(instance.function("nop").call()).isZero();
                }
            });
        }
    }

    @Test
    void a_host_function_that_overflows_its_stack_ends_only_the_guest() {
        try (var guest = guest(Config.builder(), (store, frame) -> overflow(1))) {
            guest.run(instance -> {
                for (int i = 0; i < 20; i++) {
                    assertThatThrownBy(() -> instance.function("host").call())
                            .isInstanceOf(StackOverflowError.class);
                }
                assertThat(instance.function("nop").call()).isZero();
            });
        }
    }

    private static long overflow(long depth) {
        return depth < 0 ? 0 : depth + overflow(depth + 1);
    }

    @Test
    void a_host_function_that_forgets_its_result_ends_the_guest() {
        String wat =
                """
                (module (import "host" "number" (func $number (result i32)))
                  (func (export "run") (result i32) call $number))
                """;
        try (var guest =
                new GuestFixture(
                        Config.builder().build(),
                        wat,
                        linker ->
                                linker.define(
                                        "host",
                                        "number",
                                        new FunctionType("", "i"),
                                        (store, frame) -> {}))) {
            guest.run(instance ->
                    assertThatThrownBy(() -> instance.function("run").call())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("set no result"));
        }
    }

    @Test
    void a_call_frame_ends_with_its_call() {
        List<CallFrame> kept = new ArrayList<>();
        try (var guest = guest(Config.builder(), (store, frame) -> kept.add(frame))) {
            guest.run(instance -> instance.function("host").call());
        }
        assertThatThrownBy(() -> kept.getFirst().returnI32(1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.getFirst().i32(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nested_calls_are_refused() {
        List<Instance> self = new ArrayList<>();
        try (var guest =
                guest(Config.builder(), (store, frame) -> self.getFirst().function("nop").call())) {
            guest.run(instance -> {
                self.add(instance);
                assertThatThrownBy(() -> instance.function("host").call())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("nested calls are refused");
                assertThat(instance.function("nop").call()).isZero();
            });
        }
    }
}
