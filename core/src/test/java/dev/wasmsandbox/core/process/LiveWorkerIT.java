package dev.wasmsandbox.core.process;

import static dev.wasmsandbox.TestSandboxes.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxBuilder;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.SessionManager;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.TestSandboxes;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.live.LiveInterpreter;
import dev.wasmsandbox.core.run.RunFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interpreters that live on and whose runs take place in workers, with real ones that are killed. */
@Timeout(180)
class LiveWorkerIT {
    private final StorageAdapter storage = new MemoryStorageAdapter();

    private SandboxBuilder builder(RuntimeType runtime) {
        return TestSandboxes.live(storage).runtime(runtime).isolation(Isolation.PROCESS);
    }

    private static SandboxResult hearing(Sandbox sandbox, String code, OutputListener heard) {
        return sandbox.execute(when(code, heard));
    }

    /** The worker that a session is with. */
    private static ProcessHandle worker(Sandbox sandbox) {
        CompletableFuture<ProcessHandle> worker = new CompletableFuture<>();
        String print = sandbox.runtime() == RuntimeType.PYTHON ? "print(1)" : "console.log(1)";
        SandboxResult _ =
                hearing(
                        sandbox,
                        print,
                        (_, _) ->
                                worker.complete(
                                        ProcessHandle.of(WorkerThread.here().worker().pid())
                                                .orElseThrow()));
        return worker.join();
    }

    private static void kill() {
        boolean _ =
                ProcessHandle.of(WorkerThread.here().worker().pid())
                        .orElseThrow()
                        .destroyForcibly();
    }

    @Test
    void a_worker_that_is_killed_in_a_run_costs_that_run_and_the_session_goes_on_before_it() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).undoDepth(2).build();
                Sandbox other = builder(RuntimeType.PYTHON).build()) {
            out(other, "y = 1");
            out(
                    sandbox,
                    "x = [1]\ng = iter(range(9)); next(g)\nf = open('f', 'w+'); f.write('abc'); f.seek(1)");

            SandboxResult lost =
                    hearing(
                            sandbox,
                            "x.append(2); next(g); open('new', 'w').close(); f.write('z'); f.flush()\nprint('up', flush=True)\nimport time; time.sleep(3600)",
                            (_, _) -> kill());

            assertThat(lost.outcome()).isInstanceOf(Outcome.WorkerLost.class);
            assertThat(
                            out(
                                    sandbox,
                                    "import os\nprint(x, next(g), f.read(), os.path.exists('new'))"))
                    .isEqualTo("[1] 1 bc False\n");
            assertThat(out(other, "print(y)")).isEqualTo("1\n");
            // The last run is taken back, and the one that was lost, which changed nothing.
            sandbox.undo();
            sandbox.undo();
            assertThat(out(sandbox, "print(x, next(g))")).isEqualTo("[1] 1\n");
        }
    }

    @Test
    void a_session_manager_loses_one_run_with_a_worker() {
        try (SessionManager sessions =
                SessionManager.builder()
                        .storage(storage)
                        .logger(SandboxLogger.none())
                        .isolation(Isolation.PROCESS)
                        .maxLiveSessions(1)
                        .build()) {
            for (String session : List.of("a", "b")) {
                assertThat(sessions.execute(session, "x = 1").success()).isTrue();
            }

            SandboxResult lost =
                    sessions.execute(
                            "a",
                            RuntimeType.PYTHON,
                            when(
                                    "x = 2; print(x, flush=True)\nwhile True: pass",
                                    (_, _) -> kill()));

            assertThat(lost.outcome()).isInstanceOf(Outcome.WorkerLost.class);
            for (String session : List.of("a", "b")) {
                assertThat(sessions.execute(session, "print(x)").stdout()).isEqualTo("1\n");
            }
            assertThat(sessions.validateCode(RuntimeType.PYTHON, "x = (").valid()).isFalse();
        }
    }

    @Test
    void javascript_goes_on_too() {
        try (Sandbox sandbox = builder(RuntimeType.JAVASCRIPT).build()) {
            out(sandbox, "var x = [1]; function* n() { yield 1; yield 2; } var g = n(); g.next()");

            SandboxResult lost =
                    hearing(
                            sandbox,
                            "x.push(2); g.next(); console.log(1); while (true);",
                            (_, _) -> kill());

            assertThat(lost.outcome()).isInstanceOf(Outcome.WorkerLost.class);
            assertThat(out(sandbox, "console.log(x.length, g.next().value)")).isEqualTo("1 2\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_worker_that_dies_between_runs_is_not_noticed(RuntimeType runtime) {
        String begin = runtime == RuntimeType.PYTHON ? "x = 41" : "var x = 41";
        String look = runtime == RuntimeType.PYTHON ? "print(x + 1)" : "console.log(x + 1)";
        try (Sandbox sandbox = builder(runtime).build()) {
            out(sandbox, begin);
            for (int i = 0; i < 2; i++) {
                ProcessHandle worker = worker(sandbox);
                boolean _ = worker.destroyForcibly();
                ProcessHandle _ = worker.onExit().join();

                assertThat(out(sandbox, look)).isEqualTo("42\n");
            }
        }
    }

    @Test
    void an_interpreter_stays_with_its_worker_and_moves_when_that_is_busy() {
        ExecutionPolicy policy = ExecutionPolicy.defaults();
        LiveInterpreter interpreter = new LiveInterpreter(Language.of(RuntimeType.PYTHON));
        LiveInterpreter copy = new LiveInterpreter(Language.of(RuntimeType.PYTHON));
        List<Long> pids = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        OutputListener note = (_, _) -> pids.add(WorkerThread.here().worker().pid());
        try (Workers workers = new Workers(Workers.settings(2))) {
            ProcessPlace place = workers.place();
            for (int i = 0; i < 10; i++) {
                RunFacts _ =
                        workers.runLive(place, interpreter, policy, when("n = 1; print(n)", note));
            }
            assertThat(new HashSet<>(pids)).hasSize(1);

            OutputListener busy =
                    (_, _) -> {
                        copy.become(interpreter.state());
                        RunFacts facts =
                                workers.runLive(
                                        place, copy, policy, when("n += 5; print(n)", note));
                        seen.add(facts.stdout().text());
                    };
            RunFacts facts =
                    workers.runLive(place, interpreter, policy, when("n += 1; print(n)", busy));

            assertThat(facts.stdout().text()).isEqualTo("2\n");
            assertThat(seen).containsExactly("6\n");
            assertThat(new HashSet<>(pids)).hasSize(2);
        }
    }

    private static ExecutionRequest when(String code, OutputListener heard) {
        return ExecutionRequest.builder(code).outputListener(heard).build();
    }

    @Test
    void both_kinds_of_isolation_share_the_interpreter_of_a_session() {
        try (Sandbox far = builder(RuntimeType.PYTHON).sessionId("s").build();
                Sandbox near =
                        builder(RuntimeType.PYTHON)
                                .sessionId("s")
                                .isolation(Isolation.IN_PROCESS)
                                .build()) {
            out(far, "x = [1]\ng = iter(range(9)); next(g)");
            assertThat(out(near, "x.append(2); print(x, next(g))")).isEqualTo("[1, 2] 1\n");
            assertThat(out(far, "x.append(3); print(x, next(g))")).isEqualTo("[1, 2, 3] 2\n");
            far.undo();
            assertThat(out(near, "print(x, next(g))")).isEqualTo("[1, 2] 2\n");
        }
    }

    /** The same code, seed and files: the same interpreter, to the byte, wherever it ran. */
    @Test
    void a_deterministic_interpreter_is_the_same_in_a_worker() {
        Set<String> hashes = new HashSet<>();
        for (Isolation isolation : Isolation.values()) {
            try (Sandbox sandbox =
                    builder(RuntimeType.PYTHON)
                            .storage(new MemoryStorageAdapter())
                            .isolation(isolation)
                            .policy(ExecutionPolicy.builder().determinismSeed(7).build())
                            .build()) {
                out(sandbox, "import random, time\nx = [random.random(), time.time()]");
                out(sandbox, "x.append(random.random())\nopen('f', 'w').write(str(x))");
                hashes.add(sandbox.checkpoint().contentHash());
            }
        }
        assertThat(hashes).hasSize(1);
    }
}
