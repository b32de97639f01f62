package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.testkit.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters that live on between runs, with the real guests. */
class LiveSessionIT {
    @TempDir Path root;

    private SandboxBuilder live(RuntimeType runtime) {
        return TestSandboxes.live(root).runtime(runtime);
    }

    private Sandbox python() {
        return live(RuntimeType.PYTHON).build();
    }

    static final String PYTHON_STATE =
            """
            import collections, random
            counter = collections.Counter('abracadabra')
            class Point:
                def __init__(self, x): self.x = x
                def double(self): return Point(self.x * 2)
            p = Point(21)
            def adder(n): return lambda x: x + n
            add = adder(5)
            def numbers():
                for i in range(10): yield i
            gen = numbers(); next(gen); next(gen)
            random.seed(7); random.random()
            with open('lines.txt', 'w') as f: f.write('one\\ntwo\\nthree\\n')
            f = open('lines.txt'); f.readline()
            """;

    static final String PYTHON_LOOK =
            """
            print(counter['a'], p.double().x, add(1), next(gen), f.readline().strip(), round(random.random(), 6))
            """;

    static final String PYTHON_SEEN = "5 42 6 2 two 0.150849\n";

    @Test
    void python_goes_on_in_the_same_sandbox() {
        try (Sandbox sandbox = python()) {
            out(sandbox, PYTHON_STATE);

            assertThat(out(sandbox, PYTHON_LOOK)).isEqualTo(PYTHON_SEEN);
            assertThat(out(sandbox, "print(next(gen), f.readline())")).isEqualTo("3 three\n\n");
        }
    }

    @Test
    void python_goes_on_in_the_next_sandbox_of_the_session() {
        String session;
        try (Sandbox sandbox = python()) {
            session = sandbox.sessionId();
            out(sandbox, PYTHON_STATE);
        }
        try (Sandbox sandbox = live(RuntimeType.PYTHON).sessionId(session).build()) {
            assertThat(out(sandbox, PYTHON_LOOK)).isEqualTo(PYTHON_SEEN);
        }
        try (Sandbox sandbox = live(RuntimeType.PYTHON).sessionId(session).build()) {
            assertThat(out(sandbox, "print(next(gen))")).isEqualTo("3\n");
        }
        assertThat(root.resolve(session)).isDirectoryNotContaining("glob:**.python");
    }

    @Test
    void javascript_goes_on_too() {
        String session;
        String state =
                """
                var counter = {n: 1};
                class Point { constructor(x) { this.x = x; } double() { return new Point(this.x * 2); } }
                let p = new Point(21);
                const adder = n => x => x + n;
                var add = adder(5);
                function* numbers() { for (let i = 0; i < 10; i++) yield i; }
                var gen = numbers(); gen.next(); gen.next();
                std.writeFile ? std.writeFile('lines.txt', 'one\\ntwo\\n') : 0;
                var f = std.open('lines.txt', 'w+'); f.puts('one\\ntwo\\nthree\\n'); f.seek(0, std.SEEK_SET); f.getline();
                """;
        String look =
                "console.log(counter.n++, p.double().x, add(1), gen.next().value, f.getline())";
        try (Sandbox sandbox = live(RuntimeType.JAVASCRIPT).build()) {
            session = sandbox.sessionId();
            out(sandbox, state);
            assertThat(out(sandbox, look)).isEqualTo("1 42 6 2 two\n");
        }
        try (Sandbox sandbox = live(RuntimeType.JAVASCRIPT).sessionId(session).build()) {
            assertThat(out(sandbox, look)).isEqualTo("2 42 6 3 three\n");
        }
    }

    @Test
    void what_was_done_before_an_error_stays_unless_it_is_rolled_back() {
        String code = "x = 2\nopen('new.txt', 'w').write('n')\nprint('out')\n1/0";
        try (Sandbox sandbox = python()) {
            out(sandbox, "x = 1");

            SandboxResult failed = sandbox.execute(code);

            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(out(sandbox, "print(x)")).isEqualTo("2\n");
            assertThat(root.resolve(sandbox.sessionId()).resolve("new.txt")).exists();
        }
        try (Sandbox sandbox = live(RuntimeType.PYTHON).rollbackOnError(true).build()) {
            out(sandbox, "x = 1");

            SandboxResult failed = sandbox.execute(code);

            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.stdout()).isEqualTo("out\n");
            assertThat(failed.filesCreated()).isEmpty();
            assertThat(out(sandbox, "print(x)")).isEqualTo("1\n");
            assertThat(root.resolve(sandbox.sessionId()).resolve("new.txt")).doesNotExist();
        }
    }

    @Test
    void a_sandbox_with_fresh_interpreters_rolls_files_back_too() {
        try (Sandbox sandbox =
                Sandbox.builder().workspaceRoot(root).rollbackOnError(true).build()) {
            out(sandbox, "open('a', 'w').write('1')");
            SandboxResult failed = sandbox.execute("open('a', 'w').write('2'); 1/0");

            assertThat(failed.filesModified()).isEmpty();
            assertThat(out(sandbox, "print(open('a').read())")).isEqualTo("1\n");
        }
    }

    @Test
    void a_stopped_run_leaves_the_interpreter_as_it_was() {
        ExecutionPolicy policy = ExecutionPolicy.builder().fuelBudget(2_000_000_000L).build();
        try (Sandbox sandbox = live(RuntimeType.PYTHON).policy(policy).build()) {
            out(sandbox, "x = [1]\nimport json\nf = open('f', 'w+')\nf.write('abc'); f.flush()");

            assertThat(sandbox.execute("x.append(2)\nf.seek(0)\nwhile True: pass").outcome())
                    .isInstanceOf(Outcome.LimitReached.class);
            assertThat(out(sandbox, "print(x, f.tell())")).isEqualTo("[1] 3\n");
            assertThat(sandbox.execute("x.append(3)\nimport os\nos._exit(4)").exitCode())
                    .isEqualTo(4);
            assertThat(out(sandbox, "print(x, f.tell())")).isEqualTo("[1] 3\n");
        }
    }

    @Test
    void a_large_memory_comes_back() {
        String session;
        try (Sandbox sandbox = python()) {
            session = sandbox.sessionId();
            out(
                    sandbox,
                    "big = bytearray(40_000_000); big[39_999_999] = 7; s = {str(i): i for i in range(20000)}");
        }
        try (Sandbox sandbox = live(RuntimeType.PYTHON).sessionId(session).build()) {
            assertThat(out(sandbox, "print(len(big), big[39_999_999], sum(s.values()))"))
                    .isEqualTo("40000000 7 199990000\n");
        }
        ExecutionPolicy small = ExecutionPolicy.builder().memoryBytes(32 << 20).build();
        try (Sandbox sandbox = live(RuntimeType.PYTHON).sessionId(session).policy(small).build()) {
            assertThatThrownBy(() -> sandbox.execute("1"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("raise memoryBytes");
        }
    }

    @Test
    void what_the_host_does_to_the_files_is_seen() throws Exception {
        try (Sandbox sandbox = python()) {
            out(sandbox, "x = 1");
            assertThat(sandbox.execute("import helper").success()).isFalse();
            Path folder = root.resolve(sandbox.sessionId());
            Files.writeString(folder.resolve("helper.py"), "value = 5");

            assertThat(out(sandbox, "import helper; print(helper.value)")).isEqualTo("5\n");
            assertThat(sandbox.execute("import other").success()).isFalse();
            out(sandbox, "open('other.py', 'w').write('value = 6')");
            assertThat(out(sandbox, "import other; print(other.value)")).isEqualTo("6\n");
        }
    }

    @Test
    void the_memory_storage_keeps_interpreters_too() {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        SandboxBuilder builder = live(RuntimeType.PYTHON).storage(storage).sessionId("s");
        try (Sandbox sandbox = builder.build()) {
            out(
                    sandbox,
                    "x = 1\nimport os\nos.mkdir('p')\nopen('p/__init__.py', 'w').close()\nimport p");
            assertThat(sandbox.execute("import p.q").success()).isFalse();
            out(sandbox, "open('p/q.py', 'w').close()");
            out(sandbox, "import p.q");
        }
        try (Sandbox sandbox = builder.build()) {
            assertThat(out(sandbox, "print(x, p.q.__name__)")).isEqualTo("1 p.q\n");
        }
        assertThat(storage.delete("s")).isTrue();
        try (Sandbox sandbox = builder.build()) {
            assertThat(out(sandbox, "print('x' in globals())")).isEqualTo("False\n");
        }
    }

    @Test
    void a_checkpoint_goes_on_elsewhere_with_its_files() throws Exception {
        Checkpoint checkpoint;
        try (Sandbox sandbox = python()) {
            out(sandbox, PYTHON_STATE);
            checkpoint = Checkpoint.of(sandbox.checkpoint().toBytes());
            out(sandbox, "next(gen); p.x = 0; open('lines.txt', 'w').write('other')");
        }
        for (int i = 0; i < 2; i++) {
            try (Sandbox restored =
                    Sandbox.builder()
                            .workspaceRoot(root.resolve("elsewhere" + i))
                            .restore(checkpoint)
                            .build()) {
                assertThat(out(restored, PYTHON_LOOK)).isEqualTo(PYTHON_SEEN);
                assertThat(
                                Files.readString(
                                        root.resolve("elsewhere" + i)
                                                .resolve(restored.sessionId())
                                                .resolve("lines.txt")))
                        .isEqualTo("one\ntwo\nthree\n");
            }
        }
    }

    @Test
    void restoring_makes_the_workspace_hold_exactly_the_saved_files() {
        String session;
        Checkpoint checkpoint;
        try (Sandbox sandbox = python()) {
            session = sandbox.sessionId();
            out(
                    sandbox,
                    "import os\nos.mkdir('d'); open('d/a', 'w').write('1'); os.symlink('d/a', 'l')");
            checkpoint = sandbox.checkpoint();
            out(
                    sandbox,
                    "import shutil\nshutil.rmtree('d'); open('d', 'w').close(); os.remove('l'); os.mkdir('l')");
        }
        try (Sandbox back =
                live(RuntimeType.PYTHON).restore(checkpoint).sessionId(session).build()) {
            assertThat(out(back, "print(open('l').read(), sorted(os.listdir('.')))"))
                    .isEqualTo("1 ['d', 'l', 'user_code.py']\n");
        }
    }

    @Test
    void a_checkpoint_of_another_build_or_language_is_refused() {
        byte[] bytes;
        try (Sandbox sandbox = python()) {
            Checkpoint checkpoint = sandbox.checkpoint(CheckpointScope.INTERPRETER);
            assertThat(checkpoint.hasFiles()).isFalse();
            bytes = checkpoint.toBytes();
            assertThatThrownBy(() ->
                            live(RuntimeType.PYTHON)
                                    .restore(checkpoint)
                                    .runtime(RuntimeType.JAVASCRIPT)
                                    .build())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(
                            "the checkpoint is of python, the sandbox runs javascript");
        }
        var saved = (SavedCheckpoint) Checkpoint.of(bytes);
        InterpreterState interpreter = saved.interpreter();
        Checkpoint other =
                new SavedCheckpoint(
                        saved.runtime(),
                        new InterpreterState(
                                "0".repeat(64),
                                interpreter.memory(),
                                interpreter.wasi(),
                                interpreter.clockNanos(),
                                interpreter.entropy()),
                        saved.files(),
                        saved.metadata());

        assertThatThrownBy(() -> live(RuntimeType.PYTHON).restore(other).build())
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_MISMATCH))
                .hasMessageContaining("made by build 0000");
    }

    @Test
    void the_last_runs_can_be_taken_back_with_their_files() throws Exception {
        try (Sandbox sandbox = live(RuntimeType.PYTHON).undoDepth(2).build()) {
            Path folder = root.resolve(sandbox.sessionId());
            out(
                    sandbox,
                    "import os\nx = 1\nopen('a', 'w').write('1')\nos.makedirs('d/e')\nopen('d/e/f', 'w').write('f')");
            out(
                    sandbox,
                    "x = 2\nopen('a', 'w').write('2')\nimport shutil\nshutil.rmtree('d')\nopen('d', 'w').close()");
            out(sandbox, "x = 3\nopen('b', 'w').close()\nos.remove('a')");

            sandbox.undo();
            assertThat(out(sandbox, "print(x)")).isEqualTo("2\n");
            assertThat(folder.resolve("a")).hasContent("2");
            assertThat(folder.resolve("b")).doesNotExist();

            sandbox.undo();
            sandbox.undo();
            assertThat(folder.resolve("a")).hasContent("1");
            assertThat(folder.resolve("d/e/f")).hasContent("f");
            assertThat(out(sandbox, "print(x)")).isEqualTo("1\n");
            sandbox.undo();
            assertThatThrownBy(sandbox::undo)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("nothing to undo");
        }
    }

    @Test
    void a_session_can_begin_anew() {
        try (Sandbox sandbox = python()) {
            out(sandbox, "x = 1\nopen('a', 'w').close()");
            sandbox.reset();
            assertThat(out(sandbox, "import os\nprint('x' in globals(), os.path.exists('a'))"))
                    .isEqualTo("False True\n");
        }
    }

    @Test
    void a_damaged_saved_interpreter_is_told_and_can_be_given_up() throws Exception {
        String session;
        try (Sandbox sandbox = python()) {
            session = sandbox.sessionId();
            out(sandbox, "x = 1");
        }
        Path saved = root.resolve(".state").resolve(session).resolve(".python");
        byte[] bytes = Files.readAllBytes(saved);
        // Of the checksum, which stands before the storage's own end of the file.
        bytes[bytes.length - 41] ^= 1;
        Files.write(saved, bytes);
        try (Sandbox sandbox = live(RuntimeType.PYTHON).sessionId(session).build()) {
            assertThatThrownBy(() -> sandbox.execute("print(x)"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("checksum is wrong")
                    .hasMessageContaining("Sandbox.reset()");
            sandbox.reset();
            assertThat(out(sandbox, "print('x' in globals())")).isEqualTo("False\n");
        }
    }

    @Test
    void saving_each_run_needs_no_close() {
        Sandbox lost = live(RuntimeType.PYTHON).saveEachRun(true).build();
        out(lost, "x = 1");
        try (Sandbox sandbox = live(RuntimeType.PYTHON).sessionId(lost.sessionId()).build()) {
            assertThat(out(sandbox, "print(x)")).isEqualTo("1\n");
        }
        lost.close();
    }

    @Test
    void another_process_goes_on_where_a_killed_one_was() {
        ChildJvm.Result _ =
                ChildJvm.of(KilledSession.class)
                        .arguments(root.toString(), "killed", PYTHON_STATE)
                        .run()
                        .expectExitCode(KilledSession.EXIT_CODE);

        try (Sandbox sandbox = live(RuntimeType.PYTHON).sessionId("killed").build()) {
            assertThat(out(sandbox, PYTHON_LOOK)).isEqualTo(PYTHON_SEEN);
        }
    }

    @Test
    void a_sandbox_with_fresh_interpreters_has_nothing_to_keep() {
        try (Sandbox sandbox = Sandbox.builder().workspaceRoot(root).build()) {
            for (Runnable call :
                    List.<Runnable>of(
                            sandbox::undo, sandbox::reset, sandbox::fork, sandbox::checkpoint)) {
                assertThatThrownBy(call::run)
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("autoPersistGlobals(true)");
            }
        }
    }

    @Test
    void closing_while_it_runs_keeps_the_last_good_state() throws Exception {
        String session;
        CompletableFuture<SandboxResult> running;
        CompletableFuture<SandboxResult> waiting;
        try (Sandbox sandbox = python()) {
            session = sandbox.sessionId();
            out(sandbox, "x = 1");
            CountDownLatch begun = new CountDownLatch(1);
            running =
                    sandbox.executeAsync(
                            ExecutionRequest.builder("x = 2\nprint('in')\nwhile True: pass")
                                    .outputListener((channel, bytes) -> begun.countDown())
                                    .build());
            waiting = sandbox.executeAsync("x = 3\nwhile True: pass");
            begun.await();
        }
        assertThat(running.get().outcome()).isEqualTo(new Outcome.Cancelled());
        assertThat(waiting.get().outcome()).isEqualTo(new Outcome.Cancelled());
        try (Sandbox sandbox = live(RuntimeType.PYTHON).sessionId(session).build()) {
            assertThat(out(sandbox, "print(x)")).isEqualTo("1\n");
        }
    }

    @Test
    void many_callers_take_turns() throws Exception {
        try (Sandbox sandbox = python()) {
            out(sandbox, "n = 0");
            List<CompletableFuture<SandboxResult>> runs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                runs.add(sandbox.executeAsync("n += 1\nprint(n)"));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(runs.get(i).get().stdout()).isEqualTo((i + 1) + "\n");
            }
        }
    }

    @Test
    void a_session_that_was_deleted_leaves_nothing_behind() {
        DiskStorageAdapter storage = new DiskStorageAdapter(root);
        try (Sandbox sandbox = live(RuntimeType.PYTHON).storage(storage).build()) {
            out(sandbox, "x = 1");
            assertThat(storage.delete(sandbox.sessionId())).isTrue();
        }
        assertThat(root.resolve(".state").resolve("s")).doesNotExist();
    }

    @Test
    void surroundings_are_those_of_each_request() {
        try (Sandbox sandbox = python()) {
            ExecutionRequest first =
                    ExecutionRequest.builder(
                                    "import os, sys\nprint(os.environ['A'], sys.argv[1:], input())")
                            .environment("A", "1")
                            .arguments(List.of("x"))
                            .standardInput("in\n")
                            .build();

            assertThat(sandbox.execute(first).stdout()).isEqualTo("1 ['x'] in\n");
            assertThat(
                            out(
                                    sandbox,
                                    "print('A' in os.environ, sys.argv[1:], sys.stdin.read() == '')"))
                    .isEqualTo("False [] True\n");
        }
    }
}
