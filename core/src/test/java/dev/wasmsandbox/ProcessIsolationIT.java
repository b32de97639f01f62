package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Isolation#PROCESS} leaves in the process that uses it, and after it. */
class ProcessIsolationIT {
    private static final Pattern WORKER = Pattern.compile("worker (\\d+)");

    @Test
    void a_closed_sandbox_leaves_no_worker_no_thread_and_no_handle() {
        ChildJvm.of(Closing.class)
                .jvmArguments("-Ddev.wasmsandbox.worker.idle=0", "-Ddev.wasmsandbox.workers=2")
                .run()
                .expectExitCode(0)
                .expectOutput("nothing is left");
    }

    /** Opens and closes sandboxes, and looks at what there is before and afterwards. */
    static final class Closing {
        private Closing() {}

        public static void main(String[] args) throws IOException {
            use();
            // What the JVM itself opens, it has opened now.
            long handles = handles();
            use();
            String engine =
                    Files.readString(Path.of("/proc/self/maps")).contains("wasmtime")
                            ? "an engine in this process"
                            : "";
            List<String> threads =
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> name.matches("wasm-sandbox-worker-\\d+"))
                            .toList();
            long workers = workers().count();
            System.out.println(
                    workers + " workers, " + threads + ", " + (handles() - handles) + " " + engine);
            if (workers == 0 && threads.isEmpty() && handles() == handles && engine.isEmpty()) {
                System.out.println("nothing is left");
            }
        }

        private static void use() {
            for (RuntimeType runtime : RuntimeType.values()) {
                String code = runtime == RuntimeType.PYTHON ? "print(6*7)" : "console.log(6*7)";
                try (Sandbox sandbox = open(runtime)) {
                    expect(sandbox, code, "42\n");
                }
                try (Sandbox sandbox = live(runtime).build()) {
                    sandbox.reset();
                    // Of a fresh interpreter too, which nobody has started.
                    Checkpoint fresh = sandbox.checkpoint();
                    expect(sandbox, code, "42\n");
                    Checkpoint checkpoint = sandbox.checkpoint();
                    sandbox.undo();
                    try (Sandbox fork = sandbox.fork();
                            Sandbox first = live(runtime).restore(fresh).build();
                            Sandbox next = live(runtime).restore(checkpoint).build()) {
                        for (Sandbox one : List.of(fork, first, next)) {
                            expect(one, code, "42\n");
                        }
                    }
                }
            }
        }

        private static void expect(Sandbox sandbox, String code, String output) {
            if (!sandbox.execute(code).stdout().equals(output)) {
                throw new AssertionError("no result");
            }
        }

        private static long handles() throws IOException {
            try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
                return all.count();
            }
        }
    }

    private static Sandbox open(RuntimeType runtime) {
        return live(runtime).autoPersistGlobals(false).build();
    }

    private static SandboxBuilder live(RuntimeType runtime) {
        return Sandbox.builder()
                .runtime(runtime)
                .isolation(Isolation.PROCESS)
                .storage(new MemoryStorageAdapter())
                .logger(SandboxLogger.none())
                .autoPersistGlobals(true);
    }

    private static Stream<ProcessHandle> workers() {
        return ProcessHandle.current().children();
    }

    /** A link of the host is in the way of what the guest writes, which the worker cannot know. */
    @ParameterizedTest
    @EnumSource
    void what_cannot_be_stored_is_told_the_same_way(Isolation isolation, @TempDir Path folder)
            throws IOException {
        Files.createDirectories(folder.resolve("s"));
        Files.createSymbolicLink(folder.resolve("s/door"), Path.of("elsewhere"));
        try (Sandbox sandbox =
                Sandbox.builder()
                        .isolation(isolation)
                        .workspaceRoot(folder)
                        .sessionId("s")
                        .logger(SandboxLogger.none())
                        .build()) {
            SandboxResult result =
                    sandbox.execute(
                            "import sys\nopen('door', 'w').write('x')\nsys.stderr.write('last words')");

            assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.HOST_ERROR);
            assertThat(result.stderr()).isEqualTo("last words\nExecution trapped: HostError\n");
            assertThat(result.filesCreated()).isEmpty();
        }
    }

    @Test
    void workers_end_when_the_process_that_uses_them_dies() {
        String output = ChildJvm.of(Dying.class).run().expectExitCode(137).output();
        List<Long> pids =
                WORKER.matcher(output)
                        .results()
                        .map(found -> Long.valueOf(found.group(1)))
                        .toList();

        assertThat(pids).isNotEmpty();
        for (long pid : pids) {
            // A worker that did not end would hang here, until the build's own limit.
            ProcessHandle.of(pid).ifPresent(worker -> worker.onExit().join());
        }
    }

    /** Dies without a word while a worker runs an endless loop. */
    static final class Dying {
        private Dying() {}

        public static void main(String[] args) throws InterruptedException, IOException {
            Sandbox sandbox = open(RuntimeType.PYTHON);
            CountDownLatch runs = new CountDownLatch(1);
            var _ =
                    sandbox.executeAsync(
                            ExecutionRequest.builder("print(1)\nwhile True: pass")
                                    .outputListener((_, _) -> runs.countDown())
                                    .build());
            runs.await();
            workers().forEach(worker -> System.out.println("worker " + worker.pid()));
            System.out.flush();
            new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Thread.currentThread().join();
        }
    }

    @Test
    void a_setting_that_is_not_allowed_is_named() {
        ChildJvm.of(Closing.class)
                .jvmArguments("-Ddev.wasmsandbox.workers=0")
                .run()
                .expectExitCode(1)
                .expectOutput("-Ddev.wasmsandbox.workers=0 is not a number from 1 to 1024");
    }
}
