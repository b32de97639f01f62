package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits to the last unit: what a run used is just enough for it, and one less is not. */
class LimitEdgesIT {
    private static final long WASM_PAGE = 65_536;

    /** What a guest's message may have, by the guest ABI. */
    private static final int LARGEST_MESSAGE = 65_536;

    private static SandboxResult python(ExecutionPolicy.Builder policy, String code) {
        return run(RuntimeType.PYTHON, policy, code);
    }

    private static SandboxResult run(
            RuntimeType runtime, ExecutionPolicy.Builder policy, String code) {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(runtime)
                        .policy(policy.build())
                        .storage(new MemoryStorageAdapter())
                        .build()) {
            return sandbox.execute(code);
        }
    }

    private static ExecutionPolicy.Builder policy() {
        return ExecutionPolicy.builder();
    }

    @Test
    void fuel_is_enough_to_the_last_unit_with_host_calls_that_cost() {
        String code =
                """
                import os
                os.urandom(5000)
                with open('x', 'wb') as f: f.write(bytes(50_000))
                print(len(open('x', 'rb').read()), 'y' * 5000)
                """;
        long used = python(policy().determinismSeed(1), code).fuelConsumed().orElseThrow();

        assertThat(python(policy().determinismSeed(1).fuelBudget(used + 1), code).success())
                .isTrue();
        assertThat(python(policy().determinismSeed(1).fuelBudget(used), code).success()).isTrue();
        // The last units pay for the way out of the run, where a guest is not looked at any more.
        SandboxResult less = python(policy().determinismSeed(1).fuelBudget(used - 1_000), code);
        assertThat(less.metadata().trapReason()).isEqualTo(TrapReason.OUT_OF_FUEL);
    }

    @Test
    void memory_is_enough_to_the_last_page() {
        String code = "data = bytearray(30 << 20)\nprint(len(data))";
        long used = python(policy(), code).memoryUsedBytes();

        SandboxResult above = python(policy().memoryBytes(used + WASM_PAGE), code);
        SandboxResult at = python(policy().memoryBytes(used), code);
        SandboxResult below = python(policy().memoryBytes(used - WASM_PAGE), code);

        assertThat(above.success()).isTrue();
        assertThat(at.success()).isTrue();
        assertThat(at.memoryUsedBytes()).isEqualTo(used);
        assertThat(below.stderr()).contains("MemoryError");
        assertThat(below.memoryUsedBytes()).isLessThan(used);
    }

    /** An interpreter reports any lack of memory but one: when not even the program's text fits, it does not get to run. */
    @ParameterizedTest
    @CsvSource({"PYTHON, #, 10000000", "JAVASCRIPT, //, 3000000"})
    void a_program_that_does_not_fit_into_the_memory_is_ended_by_the_limit(
            RuntimeType runtime, String comment, int length) {
        String code = comment + "x".repeat(length);
        long least = leastMemoryThatTakesIn(runtime, code);

        SandboxResult plenty = run(runtime, policy(), code);
        SandboxResult above = run(runtime, policy().memoryBytes(least + WASM_PAGE), code);
        SandboxResult at = run(runtime, policy().memoryBytes(least), code);
        SandboxResult below = run(runtime, policy().memoryBytes(least - WASM_PAGE), code);

        assertThat(plenty.success()).isTrue();
        assertThat(above.metadata().trapped()).isFalse();
        assertThat(at.metadata().trapped()).isFalse();
        assertThat(below.outcome())
                .isInstanceOfSatisfying(
                        Outcome.LimitReached.class,
                        end -> assertThat(end.reason()).isEqualTo(TrapReason.MEMORY_LIMIT));
        assertThat(below.stderr()).isEqualTo("Execution trapped: MemoryLimit\n");
        assertThat(below.metadata().errorGuidance())
                .extracting(ErrorGuidance::errorType)
                .isEqualTo("MemoryExhausted");
        assertThat(below.memoryUsedBytes()).isLessThan(least);
    }

    /** By halves: the least whole number of pages with which the run is not ended by the limit. */
    private static long leastMemoryThatTakesIn(RuntimeType runtime, String code) {
        long tooLittle = run(runtime, policy(), "").memoryUsedBytes() / WASM_PAGE;
        long enough = ExecutionPolicy.defaults().memoryBytes() / WASM_PAGE;
        while (enough - tooLittle > 1) {
            long middle = (tooLittle + enough) / 2;
            boolean trapped =
                    run(runtime, policy().memoryBytes(middle * WASM_PAGE), code)
                            .metadata()
                            .trapped();
            tooLittle = trapped ? middle : tooLittle;
            enough = trapped ? enough : middle;
        }
        return enough * WASM_PAGE;
    }

    @Test
    void standard_error_has_its_cap_and_the_last_line_stands_beyond_it() {
        String code = "import os\nos.write(2, b'e' * %d)\nwhile True: pass";
        ExecutionPolicy.Builder policy = policy().stderrMaxBytes(10).fuelBudget(30_000_000);

        SandboxResult under = python(policy, code.formatted(9));
        SandboxResult at = python(policy, code.formatted(10));
        SandboxResult over = python(policy, code.formatted(11));

        assertThat(under.metadata().stderrTruncated()).isFalse();
        assertThat(at.metadata().stderrTruncated()).isFalse();
        assertThat(at.stderr()).isEqualTo("eeeeeeeeee\nExecution trapped: OutOfFuel\n");
        assertThat(over.metadata().stderrTruncated()).isTrue();
        assertThat(over.stderr()).isEqualTo(at.stderr());
    }

    @Test
    void a_run_ends_neither_before_its_time_nor_only_at_its_end() {
        ExecutionPolicy.Builder policy = policy().timeout(Duration.ofMillis(80));

        SandboxResult under = python(policy.timeout(Duration.ofMinutes(5)), "print('in time')");
        SandboxResult over = python(policy.timeout(Duration.ofMillis(80)), "while True: pass");

        assertThat(under.stdout()).isEqualTo("in time\n");
        assertThat(over.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
        assertThat(over.durationMs()).isBetween(80.0, 60_000.0);
    }

    @Test
    void messages_to_the_host_have_a_largest_size() {
        String code =
                """
                import _host
                frame = len(b'{"type":"error","message":""}')
                for size in (%1$d - 1, %1$d, %1$d + 1):
                    try:
                        print(_host.call(b'{"type":"error","message":"' + b'x' * (size - frame) + b'"}'))
                    except ValueError as e:
                        print('refused')
                """
                        .formatted(LARGEST_MESSAGE);

        assertThat(python(policy(), code).stdout()).isEqualTo("b'{}'\nb'{}'\nrefused\n");
    }

    @Test
    void messages_to_the_host_are_paid_for_by_their_length() {
        String code = "import _host\nm = b'{\"type\":\"error\"}' + b' ' * %d\n_host.call(m)";
        long small = python(policy(), code.formatted(10_000)).fuelConsumed().orElseThrow();
        long large = python(policy(), code.formatted(60_000)).fuelConsumed().orElseThrow();

        assertThat(large - small).isBetween(8 * 50_000L, 16 * 50_000L);
    }

    @Test
    void recursion_under_the_limit_of_the_language_goes_well() {
        String python = "def f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(900))";
        String javascript = "const f = (n) => (n === 0 ? 0 : 1 + f(n - 1)); console.log(f(900));";

        assertThat(python(policy(), python).stdout()).isEqualTo("900\n");
        assertThat(run(RuntimeType.JAVASCRIPT, policy(), javascript).stdout()).isEqualTo("900\n");
    }
}
