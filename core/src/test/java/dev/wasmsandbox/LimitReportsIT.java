package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever limit a run reaches, it says so: reason, line on standard error, guidance. */
class LimitReportsIT {
    private static final String FOREVER = "while True: pass";
    private static final String FOREVER_IN_JAVASCRIPT = "for (;;);";

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

    private static Arguments python(
            ExecutionPolicy.Builder policy,
            String code,
            TrapReason reason,
            String line,
            String guidance) {
        return Arguments.of(RuntimeType.PYTHON, policy, code, reason, line, guidance);
    }

    private static Arguments javascript(
            ExecutionPolicy.Builder policy,
            String code,
            TrapReason reason,
            String line,
            String guidance) {
        return Arguments.of(RuntimeType.JAVASCRIPT, policy, code, reason, line, guidance);
    }

    static Stream<Arguments> limits_that_stop_a_run() {
        ExecutionPolicy.Builder fuel = policy().fuelBudget(30_000_000);
        ExecutionPolicy.Builder time =
                policy().timeout(Duration.ofMillis(30)).fuelBudget(Long.MAX_VALUE / 2);
        return Stream.of(
                python(fuel, FOREVER, TrapReason.OUT_OF_FUEL, "OutOfFuel", "OutOfFuel"),
                javascript(
                        fuel,
                        FOREVER_IN_JAVASCRIPT,
                        TrapReason.OUT_OF_FUEL,
                        "OutOfFuel",
                        "OutOfFuel"),
                python(time, FOREVER, TrapReason.TIMEOUT, "Timeout", "Timeout"),
                javascript(time, FOREVER_IN_JAVASCRIPT, TrapReason.TIMEOUT, "Timeout", "Timeout"),
                python(
                        policy(),
                        """
                        import itertools
                        it = iter([1])
                        for _ in range(50_000): it = itertools.chain(it)
                        next(it)
                        """,
                        TrapReason.STACK_OVERFLOW,
                        "StackOverflow",
                        "RecursionLimit"));
    }

    @ParameterizedTest
    @MethodSource
    void limits_that_stop_a_run(
            RuntimeType runtime,
            ExecutionPolicy.Builder policy,
            String code,
            TrapReason reason,
            String line,
            String guidance) {
        SandboxResult result = run(runtime, policy, code);

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.LimitReached.class,
                        limit -> assertThat(limit.reason()).isEqualTo(reason));
        assertThat(result.exitCode()).isEqualTo(Outcome.STOPPED);
        assertThat(result.stderr()).isEqualTo("Execution trapped: " + line + "\n");
        assertThat(result.metadata().trapMessage()).isNotBlank();
        assertThat(guidance(result)).isEqualTo(guidance);
    }

    static Stream<Arguments> limits_that_the_program_meets_as_an_error() {
        return Stream.of(
                Arguments.of(
                        RuntimeType.PYTHON,
                        policy().memoryBytes(32L << 20),
                        "bytearray(40 << 20)",
                        "MemoryError",
                        "MemoryExhausted"),
                Arguments.of(
                        RuntimeType.JAVASCRIPT,
                        policy().memoryBytes(16L << 20),
                        "new Uint8Array(40 << 20)",
                        "out of memory",
                        "MemoryExhausted"),
                Arguments.of(
                        RuntimeType.PYTHON,
                        policy(),
                        "def f(): f()\nf()",
                        "RecursionError",
                        "RecursionLimit"),
                Arguments.of(
                        RuntimeType.JAVASCRIPT,
                        policy(),
                        "function f() { f(); } f();",
                        "Maximum call stack size exceeded",
                        "RecursionLimit"),
                Arguments.of(
                        RuntimeType.PYTHON,
                        policy().diskQuotaBytes(1_000),
                        "with open('x', 'wb', 0) as f:\n  while True: f.write(bytes(600))",
                        "No space left on device",
                        "DiskQuota"),
                Arguments.of(
                        RuntimeType.PYTHON,
                        policy().maxFiles(3),
                        "for i in range(9): open(f'f{i}', 'w').close()",
                        "No space left on device",
                        "DiskQuota"),
                Arguments.of(
                        RuntimeType.PYTHON,
                        policy().maxOpenFiles(16),
                        "open('f', 'w').close()\nkept = [open('f') for _ in range(99)]",
                        "No file descriptors available",
                        "OpenFileLimit"));
    }

    @ParameterizedTest
    @MethodSource
    void limits_that_the_program_meets_as_an_error(
            RuntimeType runtime,
            ExecutionPolicy.Builder policy,
            String code,
            String words,
            String guidance) {
        SandboxResult result = run(runtime, policy, code);

        assertThat(result.outcome()).isInstanceOf(Outcome.GuestError.class);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.metadata().trapReason()).isNull();
        assertThat(result.stderr()).contains(words).doesNotContain("Execution trapped");
        assertThat(guidance(result)).isEqualTo(guidance);
    }

    private static String guidance(SandboxResult result) {
        ErrorGuidance guidance = result.metadata().errorGuidance();
        return guidance == null ? "none" : guidance.errorType();
    }
}
