package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.OutputListener.Channel;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Every limit under, at and over, with the real guests. */
class LimitsIT {
    private static SandboxResult python(ExecutionPolicy.Builder policy, String code) {
        return run(RuntimeType.PYTHON, policy, code);
    }

    private static SandboxResult javascript(ExecutionPolicy.Builder policy, String code) {
        return run(RuntimeType.JAVASCRIPT, policy, code);
    }

    private static SandboxResult run(
            RuntimeType runtime, ExecutionPolicy.Builder policy, String code) {
        try (Sandbox sandbox = open(runtime, policy)) {
            return sandbox.execute(code);
        }
    }

    private static Sandbox open(RuntimeType runtime, ExecutionPolicy.Builder policy) {
        return Sandbox.builder()
                .runtime(runtime)
                .policy(policy.build())
                .storage(new MemoryStorageAdapter())
                .build();
    }

    private static ExecutionPolicy.Builder policy() {
        return ExecutionPolicy.builder();
    }

    @Test
    void the_fuel_that_a_run_used_is_just_enough_for_it() {
        String code = "print(sum(range(1000)))";
        long used = python(policy(), code).fuelConsumed().orElseThrow();

        SandboxResult at = python(policy().fuelBudget(used), code);
        SandboxResult under = python(policy().fuelBudget(used / 2), code);

        assertThat(at.success()).isTrue();
        assertThat(under.outcome())
                .isInstanceOfSatisfying(
                        Outcome.LimitReached.class,
                        limit -> assertThat(limit.reason()).isEqualTo(TrapReason.OUT_OF_FUEL));
        assertThat(under.fuelConsumed()).hasValue(used / 2);
        assertThat(under.exitCode()).isEqualTo(Outcome.STOPPED);
    }

    @Test
    void a_sleep_ends_with_the_time_limit() {
        long begin = System.nanoTime();
        SandboxResult result =
                python(policy().timeout(Duration.ofSeconds(1)), "import time; time.sleep(60)");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
        assertThat(result.stderr()).endsWith("Execution trapped: Timeout\n");
        // The bound of the promise is 1.1 s on a quiet machine; a busy one must not fail the build.
        assertThat(took).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void a_loop_ends_with_the_time_limit() {
        SandboxResult result =
                javascript(
                        policy().timeout(Duration.ofMillis(100)).fuelBudget(Long.MAX_VALUE / 2),
                        "for (;;);");

        assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
    }

    @Test
    void a_timer_ends_with_the_time_limit() {
        SandboxResult result =
                javascript(
                        policy().timeout(Duration.ofMillis(100)),
                        "setTimeout(() => console.log('never'), 3600000)");

        assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void what_was_printed_before_the_limit_is_kept() {
        SandboxResult result =
                python(policy().fuelBudget(50_000_000), "print('before')\nwhile True: pass");

        assertThat(result.stdout()).isEqualTo("before\n");
    }

    @Test
    void a_list_that_is_too_large_is_a_memory_error_of_the_guest() {
        SandboxResult result = python(policy(), "[0] * 10**10");

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.GuestError.class,
                        error -> assertThat(error.error().name()).isEqualTo("MemoryError"));
    }

    @Test
    void memory_ends_at_the_limit_and_the_guest_can_handle_it() {
        SandboxResult result =
                python(
                        policy().memoryBytes(64L << 20),
                        """
                        try:
                            data = [bytearray(1 << 20) for _ in range(1000)]
                        except MemoryError:
                            print('handled')
                        """);

        assertThat(result.stdout()).isEqualTo("handled\n");
        assertThat(result.success()).isTrue();
        assertThat(result.memoryUsedBytes()).isLessThanOrEqualTo(64L << 20);
    }

    @Test
    void javascript_memory_ends_at_the_limit() {
        SandboxResult result =
                javascript(
                        policy().memoryBytes(16L << 20),
                        "const all = []; for (;;) all.push(new Array(1000).fill(7));");

        assertThat(result.success()).isFalse();
        assertThat(result.memoryUsedBytes()).isLessThanOrEqualTo(16L << 20);
    }

    @Test
    void endless_recursion_is_an_error_of_the_language() {
        SandboxResult python = python(policy(), "def f(): f()\nf()");
        SandboxResult javascript = javascript(policy(), "function f() { f(); } f();");

        assertThat(python.stderr()).contains("RecursionError");
        assertThat(python.exitCode()).isEqualTo(1);
        assertThat(javascript.stderr()).containsAnyOf("RangeError", "InternalError");
        assertThat(javascript.exitCode()).isEqualTo(1);
    }

    @Test
    void output_under_at_and_over_its_cap() {
        SandboxResult under = python(policy().stdoutMaxBytes(10), "print('a' * 8)");
        SandboxResult at = python(policy().stdoutMaxBytes(10), "print('a' * 9)");
        SandboxResult over = python(policy().stdoutMaxBytes(10), "print('a' * 10)");

        assertThat(under.metadata().stdoutTruncated()).isFalse();
        assertThat(at.stdout()).isEqualTo("aaaaaaaaa\n");
        assertThat(at.metadata().stdoutTruncated()).isFalse();
        assertThat(over.stdout()).isEqualTo("aaaaaaaaaa");
        assertThat(over.metadata().stdoutTruncated()).isTrue();
        assertThat(over.success()).isTrue();
    }

    @Test
    void output_is_cut_between_characters() {
        SandboxResult result = python(policy().stdoutMaxBytes(10), "print('ä' + 'é' * 20)");

        assertThat(result.stdout()).isEqualTo("äéééé");
    }

    @Test
    void standard_error_has_a_cap_of_its_own() {
        SandboxResult result =
                python(
                        policy().stderrMaxBytes(100),
                        "import sys\nfor _ in range(1000): print('x' * 50, file=sys.stderr)");

        assertThat(result.stderr()).hasSizeLessThanOrEqualTo(100);
        assertThat(result.metadata().stderrTruncated()).isTrue();
    }

    @Test
    void an_endless_print_costs_no_more_than_the_cap() {
        SandboxResult result =
                python(
                        policy().stdoutMaxBytes(1_000).fuelBudget(300_000_000),
                        "while True: print('flood')");

        assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.OUT_OF_FUEL);
        assertThat(result.stdout()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(result.metadata().stdoutTruncated()).isTrue();
    }

    @Test
    void the_disk_quota_is_an_os_error_of_the_guest() {
        String code =
                """
                import errno
                try:
                    with open('big', 'wb') as f:
                        for _ in range(100):
                            f.write(bytes(1000))
                except OSError as e:
                    print(errno.errorcode[e.errno])
                """;

        assertThat(python(policy().diskQuotaBytes(101_000), code).stdout()).isEmpty();
        assertThat(python(policy().diskQuotaBytes(100_000), code).stdout()).isEmpty();
        SandboxResult over = python(policy().diskQuotaBytes(99_999), code);
        assertThat(over.stdout()).isEqualTo("ENOSPC\n");
    }

    @Test
    void the_number_of_files_is_limited() {
        String code =
                """
                import errno
                try:
                    for i in range(10):
                        open(f'file{i}', 'w').close()
                except OSError as e:
                    print(errno.errorcode[e.errno])
                """;

        assertThat(python(policy().maxFiles(11), code).stdout()).isEmpty();
        assertThat(python(policy().maxFiles(10), code).stdout()).isEmpty();
        SandboxResult over = python(policy().maxFiles(9), code);
        assertThat(over.stdout()).isEqualTo("ENOSPC\n");
        assertThat(over.filesCreated()).hasSize(9);
    }

    @Test
    void the_number_of_open_files_is_limited() {
        // Three streams and the root are open anyway.
        String code =
                """
                import errno
                open('f', 'w').close()
                try:
                    held = [open('f') for _ in range(12)]
                    print('enough')
                except OSError as e:
                    print(errno.errorcode[e.errno])
                """;

        assertThat(python(policy().maxOpenFiles(17), code).stdout()).isEqualTo("enough\n");
        assertThat(python(policy().maxOpenFiles(16), code).stdout()).isEqualTo("enough\n");
        assertThat(python(policy().maxOpenFiles(15), code).stdout()).isEqualTo("EMFILE\n");
    }

    @Test
    void cancelling_the_future_stops_the_guest() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy().fuelBudget(Long.MAX_VALUE / 2))) {
            CompletableFuture<SandboxResult> result =
                    sandbox.executeAsync(
                            ExecutionRequest.builder("print('on')\nwhile True: pass")
                                    .outputListener((channel, bytes) -> started.countDown())
                                    .build());
            started.await();

            result.cancel(true);

            Assertions.assertThatThrownBy(result::join).isInstanceOf(CancellationException.class);
            // The next run of the same sandbox waits for the end of the one before.
            assertThat(sandbox.execute("print('next')").stdout()).isEqualTo("next\n");
        }
    }

    @Test
    void an_interrupted_caller_stops_the_guest_and_stays_interrupted() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try (Sandbox sandbox =
                open(RuntimeType.JAVASCRIPT, policy().fuelBudget(Long.MAX_VALUE / 2))) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller =
                    Thread.ofVirtual()
                            .start(() -> {
                                SandboxResult result =
                                        sandbox.execute(
                                                ExecutionRequest.builder(
                                                                "console.log(1); for (;;);")
                                                        .outputListener((channel, bytes) ->
                                                                started.countDown())
                                                        .build());
                                outcome.complete(result.outcome());
                                interrupted.complete(Thread.currentThread().isInterrupted());
                            });
            started.await();
            caller.interrupt();

            assertThat(outcome.join()).isEqualTo(new Outcome.Cancelled());
            assertThat(interrupted.join()).isTrue();
        }
    }

    @Test
    void closing_a_sandbox_stops_what_runs() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Sandbox sandbox = open(RuntimeType.PYTHON, policy().fuelBudget(Long.MAX_VALUE / 2));
        CompletableFuture<SandboxResult> result =
                sandbox.executeAsync(
                        ExecutionRequest.builder("print('on')\nwhile True: pass")
                                .outputListener((channel, bytes) -> started.countDown())
                                .build());
        started.await();

        sandbox.close();

        assertThat(result.join().outcome()).isEqualTo(new Outcome.Cancelled());
        Assertions.assertThatThrownBy(() -> sandbox.execute("print(1)"))
                .isInstanceOf(SandboxClosedException.class)
                .hasMessageContaining(sandbox.sessionId());
    }

    @Test
    void output_comes_while_the_guest_runs_and_no_more_than_the_cap() {
        AtomicLong heard = new AtomicLong();
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy().stdoutMaxBytes(50))) {
            sandbox.execute(
                    ExecutionRequest.builder("for i in range(1000): print('0123456789')")
                            .outputListener((channel, bytes) -> {
                                assertThat(channel).isEqualTo(Channel.STDOUT);
                                heard.addAndGet(bytes.length);
                            })
                            .build());
        }

        assertThat(heard).hasValueLessThanOrEqualTo(50);
    }

    @Test
    void a_listener_that_throws_is_a_failure_of_the_host() {
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy())) {
            SandboxResult result =
                    sandbox.execute(
                            ExecutionRequest.builder("print('x')")
                                    .outputListener((channel, bytes) -> {
                                        throw new IllegalStateException("listener broke");
                                    })
                                    .build());

            assertThat(result.outcome()).isInstanceOf(Outcome.HostFailure.class);
            assertThat(result.metadata().trapMessage()).contains("listener broke");
            assertThat(sandbox.execute("print(1)").success()).isTrue();
        }
    }

    @Test
    void a_policy_below_what_the_guest_needs_is_refused() {
        Assertions.assertThatThrownBy(
                        () -> open(RuntimeType.PYTHON, policy().memoryBytes(8L << 20)).close())
                .isInstanceOf(PolicyValidationException.class)
                .hasMessageContaining("memoryBytes")
                .hasMessageContaining(Long.toString(8L << 20));
    }
}
