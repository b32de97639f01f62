package dev.wasmsandbox.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.engine.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Workers that die, hang or do not start, with real ones. */
class WorkerCrashIT {
    private static final String ENDLESS =
            "open('lost', 'w').write('x')\nprint('up')\nimport time\ntime.sleep(3600)";

    /** For workers that end by themselves: as long as that takes on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Does something to the worker as soon as its guest has printed. */
    private static ExecutionRequest when(String code, OutputListener heard) {
        return ExecutionRequest.builder(code).outputListener(heard).build();
    }

    private static RunFacts run(Workers workers, ExecutionRequest request) {
        return workers.run(ExecutionPolicy.defaults(), request, new RunControl());
    }

    private static void signal(String name) {
        try {
            long pid = WorkerThread.here().worker().pid();
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
            assertThat(code).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot send a signal", e);
        }
    }

    @Test
    void a_worker_that_is_killed_costs_its_run_and_is_replaced() {
        try (Workers workers = new Workers(Workers.settings(1))) {
            RunFacts lost = run(workers, when(ENDLESS, (_, _) -> signal("KILL")));
            RunFacts next = workers.run("import os; print(os.listdir())");

            assertThat(lost.outcome()).isInstanceOf(Outcome.WorkerLost.class);
            assertThat(lost.outcome().trapMessage()).contains("signal 9");
            assertThat(lost.fuelConsumed()).isEmpty();
            assertThat(lost.stderr().text()).isEqualTo("Execution trapped: WorkerLost\n");
            assertThat(next.stdout().text()).isEqualTo("['user_code.py']\n");
        }
    }

    @Test
    void a_crash_of_the_engine_costs_one_run_and_others_go_on() {
        CountDownLatch crashed = new CountDownLatch(1);
        WorkerSettings settings = Workers.settings(2, WorkerCommand.launcher(128), PATIENCE);
        try (Workers workers = new Workers(settings)) {
            CompletableFuture<RunFacts> other =
                    CompletableFuture.supplyAsync(
                            () -> run(workers, when("print('waits')", (_, _) -> await(crashed))));
            RunFacts lost = run(workers, when(ENDLESS, (_, _) -> signal("SEGV")));
            crashed.countDown();

            assertThat(lost.outcome().trapMessage()).contains("SIGSEGV");
            assertThat(other.join().stdout().text()).isEqualTo("waits\n");
            try (WorkspaceSnapshot files = workers.storage().open(Workers.SESSION)) {
                assertThat(files.entries()).extracting("path").containsExactly("user_code.py");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_worker_that_hangs_is_ended_after_the_time_limit_or_a_cancel() {
        ExecutionPolicy limited = ExecutionPolicy.builder().timeout(Duration.ofMillis(100)).build();
        RunControl control = new RunControl();
        try (Workers workers = new Workers(Workers.settings(1))) {
            RunFacts late =
                    workers.run(limited, when(ENDLESS, (_, _) -> signal("STOP")), new RunControl());
            RunFacts cancelled =
                    workers.run(
                            ExecutionPolicy.defaults(),
                            when(
                                    ENDLESS,
                                    (_, _) -> {
                                        signal("STOP");
                                        control.cancel();
                                    }),
                            control);

            for (RunFacts facts : List.of(late, cancelled)) {
                assertThat(facts.outcome()).isInstanceOf(Outcome.WorkerLost.class);
                assertThat(facts.outcome().trapMessage()).contains("did not stop in time");
            }
        }
    }

    @Test
    void a_worker_that_dies_between_runs_is_not_noticed() {
        try (Workers workers = new Workers(Workers.settings(1))) {
            CompletableFuture<ProcessHandle> worker = new CompletableFuture<>();
            run(
                    workers,
                    when(
                            "print(1)",
                            (_, _) ->
                                    worker.complete(
                                            ProcessHandle.of(WorkerThread.here().worker().pid())
                                                    .orElseThrow())));
            worker.join().destroyForcibly();
            worker.join().onExit().join();

            assertThat(workers.run("print(2)").stdout().text()).isEqualTo("2\n");
        }
    }

    @Test
    void a_worker_can_be_replaced_after_each_run() {
        WorkerSettings usual = Workers.settings(1);
        Set<Long> pids = ConcurrentHashMap.newKeySet();
        ExecutionRequest request =
                when("print(1)", (_, _) -> pids.add(WorkerThread.here().worker().pid()));
        try (Workers workers =
                new Workers(
                        new WorkerSettings(
                                1,
                                10,
                                1,
                                usual.idle(),
                                usual.grace(),
                                usual.startLimit(),
                                usual.launcher()))) {
            run(workers, request);
            run(workers, request);
        }

        assertThat(pids).hasSize(2);
    }

    @Test
    void workers_that_do_not_start_are_told_of_with_what_they_said() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        WorkerSettings settings =
                Workers.settings(
                        1,
                        (directory, language) ->
                                WorkerCommand.launch(
                                        List.of(java, "-Xno-such-flag"), directory, language),
                        PATIENCE);
        try (Workers workers = new Workers(settings)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> workers.run("print(1)"))
                        .cause()
                        .isInstanceOf(SandboxUnavailableException.class)
                        .hasMessageContaining("did not start")
                        .hasMessageContaining("-Xno-such-flag");
            }
        }
    }

    @Test
    void a_worker_knows_nothing_of_this_environment_and_leaves_no_files() throws Exception {
        CompletableFuture<String> environment = new CompletableFuture<>();
        CompletableFuture<Path> directory = new CompletableFuture<>();
        OutputListener look =
                (_, _) -> {
                    Path process =
                            Path.of("/proc", Long.toString(WorkerThread.here().worker().pid()));
                    try {
                        environment.complete(Files.readString(process.resolve("environ")));
                        directory.complete(process.resolve("cwd").toRealPath());
                    } catch (IOException e) {
                        environment.completeExceptionally(e);
                    }
                };
        try (Workers workers = new Workers(Workers.settings(1))) {
            run(workers, when("print(1)", look));
        }

        assertThat(environment.get()).isEqualTo("LC_ALL=C.UTF-8\0");
        assertThat(directory.get().getFileName().toString()).startsWith("wasm-sandbox-worker-");
        assertThat(directory.get()).doesNotExist();
    }
}
