package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Limits, cancellation and waiting, all at once. */
class LimitCombinationsIT {
    private static Sandbox open(ExecutionPolicy.Builder policy) {
        return open(policy, new MemoryStorageAdapter());
    }

    private static Sandbox open(ExecutionPolicy.Builder policy, StorageAdapter storage) {
        return Sandbox.builder()
                .runtime(RuntimeType.PYTHON)
                .policy(policy.build())
                .storage(storage)
                .build();
    }

    private static ExecutionPolicy.Builder policy() {
        return ExecutionPolicy.builder();
    }

    @Test
    void a_sleeping_guest_is_cancelled_while_its_output_is_full() throws InterruptedException {
        CountDownLatch full = new CountDownLatch(1);
        try (Sandbox sandbox = open(policy().stdoutMaxBytes(10))) {
            ExecutionRequest request =
                    ExecutionRequest.builder(
                                    "import time\nprint('x' * 100)\ntime.sleep(3600)\nprint('never')")
                            .outputListener((channel, bytes) -> full.countDown())
                            .build();
            CompletableFuture<SandboxResult> future = sandbox.executeAsync(request);
            full.await();

            assertThat(future.cancel(true)).isTrue();

            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
            // Has its turn only when the sleeper has ended.
            assertThat(sandbox.execute("print('next')").stdout()).isEqualTo("next\n");
        }
    }

    @Test
    void a_full_output_and_a_time_limit_are_both_told() {
        try (Sandbox sandbox = open(policy().stdoutMaxBytes(10).timeout(Duration.ofMillis(100)))) {
            SandboxResult result =
                    sandbox.execute("import time\nprint('x' * 100)\ntime.sleep(3600)");

            assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
            assertThat(result.metadata().stdoutTruncated()).isTrue();
            assertThat(result.stdout()).isEqualTo("xxxxxxxxxx");
        }
    }

    @Test
    void of_fuel_and_time_the_first_one_ends_the_run() {
        String loop = "while True: pass";
        try (Sandbox fuelFirst =
                        open(policy().fuelBudget(20_000_000).timeout(Duration.ofMinutes(10)));
                Sandbox timeFirst =
                        open(
                                policy().fuelBudget(Long.MAX_VALUE / 2)
                                        .timeout(Duration.ofMillis(30)))) {
            SandboxResult fuel = fuelFirst.execute(loop);
            SandboxResult time = timeFirst.execute(loop);

            assertThat(fuel.metadata().trapReason()).isEqualTo(TrapReason.OUT_OF_FUEL);
            assertThat(time.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
        }
    }

    /** Each call walks some ten thousand names; the guest itself does next to nothing. */
    @Test
    void a_guest_that_is_always_in_a_long_call_ends_at_its_time_limit() {
        try (Sandbox sandbox =
                open(policy().fuelBudget(Long.MAX_VALUE / 2).timeout(Duration.ofMillis(100)))) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            import os
                            os.mkdir('d')
                            last = 'd'
                            for i in range(39):
                                os.symlink('d/../' * 800 + last, f'link{i}')
                                last = f'link{i}'
                            while True: os.stat(last)
                            """);

            assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
        }
    }

    /** No instruction is interrupted, and one of them can move all the memory that there is. */
    @Test
    void a_guest_that_moves_all_its_memory_ends_at_its_limits() {
        String code = "data = bytearray(50_000_000)\nwhile True: data[:] = data";
        try (Sandbox time =
                        open(
                                policy().fuelBudget(Long.MAX_VALUE / 2)
                                        .timeout(Duration.ofMillis(100)));
                Sandbox fuel = open(policy().fuelBudget(1_000_000_000))) {
            assertThat(time.execute(code).metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
            // Each byte that an instruction moves costs as much as an instruction.
            assertThat(fuel.execute(code).metadata().trapReason())
                    .isEqualTo(TrapReason.OUT_OF_FUEL);
        }
    }

    @Test
    void an_error_handler_without_memory_or_room_for_output_ends_with_the_fuel() {
        try (Sandbox sandbox =
                open(policy().memoryBytes(32L << 20).stdoutMaxBytes(10).fuelBudget(500_000_000))) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            kept = []
                            while True:
                                try:
                                    while True: kept.append(bytearray(1 << 16))
                                except MemoryError:
                                    print('no memory')
                            """);

            assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.OUT_OF_FUEL);
            assertThat(result.stdout()).isEqualTo("no memory\n");
            assertThat(result.metadata().stdoutTruncated()).isTrue();
            assertThat(result.memoryUsedBytes()).isLessThanOrEqualTo(32L << 20);
        }
    }

    @Test
    void memory_and_disk_run_out_together_and_the_guest_handles_both() {
        try (Sandbox sandbox = open(policy().memoryBytes(40L << 20).diskQuotaBytes(3 << 20))) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            met = []
                            kept = []
                            block = bytes(1 << 19)
                            with open('x', 'wb', 0) as file:
                                while len(met) < 4:
                                    try:
                                        kept.append(bytearray(1 << 20))
                                    except MemoryError:
                                        kept.clear()
                                        met.append('memory')
                                    try:
                                        if file.write(block) < len(block): raise OSError('short')
                                    except OSError:
                                        file.truncate(0)
                                        file.seek(0)
                                        if 'disk' not in met: met.append('disk')
                            print(sorted(set(met)))
                            """);

            assertThat(result.stdout()).as(result.stderr()).isEqualTo("['disk', 'memory']\n");
            assertThat(result.memoryUsedBytes()).isLessThanOrEqualTo(40L << 20);
        }
    }

    @Test
    void a_run_that_is_cancelled_while_it_is_stored_is_stored() {
        CompletableFuture<CompletableFuture<SandboxResult>> run = new CompletableFuture<>();
        CancellingStorage storage = new CancellingStorage(run);
        try (Sandbox sandbox = open(policy(), storage)) {
            run.complete(sandbox.executeAsync("open('x', 'w').write('whole')"));

            assertThatThrownBy(() -> run.join().join()).isInstanceOf(CancellationException.class);
            assertThat(sandbox.execute("print(open('x').read())").stdout()).isEqualTo("whole\n");
        }
    }

    @Test
    void a_run_that_is_cancelled_before_its_turn_does_nothing() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try (Sandbox sandbox = open(policy().fuelBudget(Long.MAX_VALUE / 2))) {
            CompletableFuture<SandboxResult> first =
                    sandbox.executeAsync(
                            ExecutionRequest.builder("print('on')\nwhile True: pass")
                                    .outputListener((channel, bytes) -> started.countDown())
                                    .build());
            started.await();
            CompletableFuture<SandboxResult> second =
                    sandbox.executeAsync("open('second', 'w').close()");

            second.cancel(true);
            first.cancel(true);

            assertThat(sandbox.execute("import os; print('second' in os.listdir())").stdout())
                    .isEqualTo("False\n");
        }
    }

    @Test
    void closing_a_sandbox_ends_those_who_wait_for_their_turn() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Sandbox sandbox = open(policy().fuelBudget(Long.MAX_VALUE / 2));
        CompletableFuture<SandboxResult> first =
                sandbox.executeAsync(
                        ExecutionRequest.builder("print('on')\nwhile True: pass")
                                .outputListener((channel, bytes) -> started.countDown())
                                .build());
        CompletableFuture<SandboxResult> second = sandbox.executeAsync("print('never')");
        started.await();

        sandbox.close();

        assertThat(first.join().outcome()).isEqualTo(new Outcome.Cancelled());
        SandboxResult waited = second.join();
        assertThat(waited.outcome()).isEqualTo(new Outcome.Cancelled());
        assertThat(waited.stdout()).isEmpty();
        assertThat(waited.stderr()).isEqualTo("Execution trapped: Cancelled\n");
        assertThat(waited.fuelConsumed()).hasValue(0);
    }

    @Test
    void waiting_for_a_thread_takes_nothing_of_the_time_limit() {
        Duration blocked = Duration.ofMillis(400);
        Duration limit = Duration.ofMillis(200);
        List<Sandbox> sleepers = new ArrayList<>();
        List<CompletableFuture<SandboxResult>> sleeping = new ArrayList<>();
        // Each guest thread is taken until its sleeper's own time is over, which is longer than
        // the limit of the run behind them.
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Sandbox sleeper = open(policy().timeout(blocked));
            sleepers.add(sleeper);
            sleeping.add(sleeper.executeAsync("import time; time.sleep(3600)"));
        }
        try (Sandbox sandbox = open(policy().timeout(limit))) {
            SandboxResult result = sandbox.execute("print('in time')");

            assertThat(result.stdout()).as(result.stderr()).isEqualTo("in time\n");
            assertThat(result.metadata().queuedMs()).isGreaterThan((double) limit.toMillis());
            assertThat(result.durationMs()).isGreaterThan(result.metadata().queuedMs());
        }
        assertThat(sleeping).allSatisfy(run -> assertThat(run.join().success()).isFalse());
        sleepers.forEach(Sandbox::close);
    }

    @Test
    void waiting_for_ones_turn_in_a_session_takes_nothing_of_the_time_limit() {
        try (Sandbox sandbox = open(policy().timeout(Duration.ofMillis(300)))) {
            CompletableFuture<SandboxResult> first =
                    sandbox.executeAsync("import time; time.sleep(3600)");
            SandboxResult second =
                    sandbox.execute(
                            ExecutionRequest.builder("print('in time')")
                                    .timeout(Duration.ofMillis(150))
                                    .build());

            assertThat(first.join().metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
            assertThat(second.stdout()).as(second.stderr()).isEqualTo("in time\n");
            assertThat(second.metadata().queuedMs()).isGreaterThan(150.0);
        }
    }

    @Test
    void a_guest_that_waits_for_input_ends_at_its_time_limit() {
        CountDownLatch never = new CountDownLatch(1);
        InputStream silent =
                new InputStream() {
                    @Override
                    public int read() {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return -1;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        return read();
                    }
                };
        try (Sandbox sandbox = open(policy().timeout(Duration.ofMillis(100)))) {
            SandboxResult result =
                    sandbox.execute(
                            ExecutionRequest.builder("print(input())")
                                    .standardInput(silent)
                                    .build());

            assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
        }
        never.countDown();
    }

    @Test
    void a_listener_that_takes_longer_than_the_limit_ends_the_run_when_it_returns() {
        long limitNanos = Duration.ofMillis(50).toNanos();
        try (Sandbox sandbox = open(policy().timeout(Duration.ofNanos(limitNanos)))) {
            SandboxResult result =
                    sandbox.execute(
                            ExecutionRequest.builder("print('x')\nwhile True: pass")
                                    .outputListener((channel, bytes) -> {
                                        long begin = System.nanoTime();
                                        while (System.nanoTime() - begin < 2 * limitNanos) {
                                            Thread.onSpinWait();
                                        }
                                    })
                                    .build());

            assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.TIMEOUT);
            assertThat(result.stdout()).isEqualTo("x\n");
        }
    }
}
