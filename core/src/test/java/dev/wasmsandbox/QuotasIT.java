package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Quotas and shared sessions with the real guests: a full disk is an error like any other, and counts are exact. */
@ExtendWith(QuotaFigures.class)
class QuotasIT {
    @TempDir Path root;

    private Sandbox open(RuntimeType runtime, ExecutionPolicy.Builder policy) {
        return Sandbox.builder()
                .runtime(runtime)
                .policy(policy.build())
                .workspaceRoot(root)
                .sessionId("s")
                .build();
    }

    private SandboxResult python(ExecutionPolicy.Builder policy, String code) {
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy)) {
            return sandbox.execute(code);
        }
    }

    private static ExecutionPolicy.Builder policy() {
        return ExecutionPolicy.builder();
    }

    @Test
    void a_python_program_fills_the_disk_tidies_up_and_goes_on() {
        SandboxResult result =
                python(
                        policy().diskQuotaBytes(1_000_000).maxFiles(50),
                        """
                        import errno, os
                        made = []
                        def fill():
                            try:
                                while True:
                                    name = f'part{len(made)}'
                                    made.append(name)
                                    with open(name, 'wb') as f:
                                        f.write(bytes(30_000))
                            except OSError as e:
                                return errno.errorcode[e.errno]
                        print(fill(), sum(os.path.getsize(n) for n in made))
                        for name in made: os.remove(name)
                        made.clear()
                        def touch():
                            try:
                                for i in range(100):
                                    open(f'empty{i}', 'x').close()
                            except OSError as e:
                                return errno.errorcode[e.errno], i
                        print(touch())
                        for i in range(50): os.remove(f'empty{i}')
                        with open('result', 'w') as f: f.write('done')
                        print(sorted(os.listdir()))
                        """);

        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout())
                .isEqualTo("ENOSPC 1000000\n('ENOSPC', 50)\n['result', 'user_code.py']\n");
        assertThat(result.filesCreated()).containsExactly("result");
    }

    @Test
    void a_javascript_program_fills_the_disk_tidies_up_and_goes_on() {
        try (Sandbox sandbox =
                open(RuntimeType.JAVASCRIPT, policy().diskQuotaBytes(100_000).maxFiles(50))) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            import * as std from 'qjs:std';
                            import * as os from 'qjs:os';
                            const piece = new Uint8Array(1000).buffer;
                            const fd = os.open('big', os.O_RDWR | os.O_CREAT);
                            let written = 0, last;
                            while ((last = os.write(fd, piece, 0, 1000)) > 0) written += last;
                            console.log(last === -std.Error.ENOSPC, written);
                            os.close(fd);
                            os.remove('big');
                            const file = std.open('result', 'w');
                            file.puts('done');
                            file.close();
                            console.log(std.loadFile('result'));
                            """);

            assertThat(result.stderr()).isEmpty();
            assertThat(result.stdout()).isEqualTo("true 100000\ndone\n");
            assertThat(result.filesCreated()).containsExactly("result");
        }
    }

    @Test
    void each_limit_has_the_errno_of_a_real_disk() {
        SandboxResult result =
                python(
                        policy().diskQuotaBytes(100_000),
                        """
                        import errno, os
                        def tell(what, action):
                            try:
                                action()
                                print(what, 'ok')
                            except OSError as e:
                                print(what, errno.errorcode[e.errno])
                        def sparse(length):
                            with open('sparse', 'wb') as f:
                                f.seek(length - 1)
                                f.write(b'x')
                        with open('file', 'wb') as f: f.write(bytes(40_000))
                        tell('hole', lambda: sparse(1_000_000))
                        tell('truncate', lambda: os.truncate('file', 100_001))
                        tell('link', lambda: os.link('file', 'one'))
                        tell('another link', lambda: os.link('file', 'two'))
                        tell('name', lambda: open('n' * 256, 'w'))
                        def deep():
                            for i in range(200):
                                os.mkdir('d')
                                os.chdir('d')
                        tell('depth', deep)
                        os.chdir('/app')
                        def long():
                            for i in range(20):
                                os.mkdir('e' * 250)
                                os.chdir('e' * 250)
                        tell('path', long)
                        """);

        assertThat(result.stdout())
                .isEqualTo(
                        """
                        hole ENOSPC
                        truncate ENOSPC
                        link ok
                        another link ENOSPC
                        name ENAMETOOLONG
                        depth ENAMETOOLONG
                        path ENAMETOOLONG
                        """);
    }

    @Test
    void what_one_run_used_is_exactly_what_the_next_one_lacks() {
        ExecutionPolicy.Builder policy = policy().diskQuotaBytes(100_000).maxFiles(3);
        String write =
                """
                import errno, sys
                def write(name, count):
                    try:
                        with open(name, 'ab', buffering=0) as f:
                            return f.write(bytes(count))
                    except OSError as e:
                        return errno.errorcode[e.errno]
                """;
        SandboxResult trapped =
                python(
                        policy.fuelBudget(2_000_000_000),
                        write
                                + """
                                write('a', 40_000)
                                import os
                                os.link('a', 'b')
                                write('c', 19_999)
                                while True: pass
                                """);
        assertThat(trapped.metadata().trapReason()).isEqualTo(TrapReason.OUT_OF_FUEL);

        String next = write + "print(write('c', 2), write('c', 1), write('d', 1))";
        assertThat(python(policy, next).stdout()).isEqualTo("1 ENOSPC ENOSPC\n");

        String freed =
                write + "import os; os.remove('b'); print(write('d', 40_000), write('d', 1))";
        assertThat(python(policy, freed).stdout()).isEqualTo("40000 ENOSPC\n");
    }

    @Test
    void files_of_the_host_count_and_beyond_the_quota_nothing_can_grow() throws IOException {
        python(policy(), "pass");
        Files.write(root.resolve("s/host"), new byte[200_000]);
        Files.write(root.resolve("s/other"), new byte[10]);

        SandboxResult result =
                python(
                        policy().diskQuotaBytes(100_000),
                        """
                        import errno, os
                        def tell(action):
                            try:
                                print(action())
                            except OSError as e:
                                print(errno.errorcode[e.errno])
                        def append():
                            with open('other', 'ab', buffering=0) as f: return f.write(b'x')
                        print(len(open('host', 'rb').read()))
                        tell(append)
                        os.remove('host')
                        tell(append)
                        """);

        assertThat(result.stdout()).isEqualTo("200000\nENOSPC\n1\n");
        assertThat(result.filesDeleted()).containsExactly("host");
        assertThat(root.resolve("s/other")).hasSize(11);
    }

    /** Stored, each name is a file of its own; the content, in a scratch file, was moved to the first of them. */
    @Test
    void a_large_file_with_several_names_is_stored_under_each() {
        SandboxResult result =
                python(
                        policy(),
                        """
                        import os
                        with open('one', 'wb') as f: f.write(b'x' * 10_000_000)
                        os.link('one', 'two')
                        os.mkdir('d')
                        os.link('one', 'd/three')
                        """);

        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.filesCreated()).containsExactly("d/three", "one", "two");
        for (String name : result.filesCreated()) {
            assertThat(root.resolve("s").resolve(name)).hasSize(10_000_000);
        }
    }

    @Test
    void what_a_run_wrote_into_a_private_layer_goes_with_it() throws Exception {
        Path data = Files.createDirectory(root.resolve("data"));
        Files.writeString(data.resolve("f"), "old");
        ExecutionPolicy.Builder policy =
                policy().mount(Mount.directory(data, "/data").withPrivateChanges());
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy)) {
            for (int i = 0; i < 3; i++) {
                SandboxResult result =
                        sandbox.execute(
                                "open('/data/big', 'wb').write(bytes(20_000_000)); open('/data/f', 'w').write('new'); print(open('/data/f').read())");
                assertThat(result.stdout()).isEqualTo("new\n");
            }
            // A run tidies up after it has answered.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!scratchFiles().isEmpty() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(scratchFiles()).isEmpty();
        }
        assertThat(data.resolve("f")).hasContent("old");
        assertThat(data.resolve("big")).doesNotExist();
    }

    /** Without the files that mark a folder as in use. What is deleted meanwhile counts as gone. */
    private List<String> scratchFiles() {
        List<String> found = new ArrayList<>();
        File[] folders = root.resolve(".staging").toFile().listFiles();
        for (File folder : folders == null ? new File[0] : folders) {
            String[] names = folder.isDirectory() ? folder.list() : new String[] {folder.getName()};
            for (String name : names == null ? new String[0] : names) {
                if (!name.equals("lock")) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    @Test
    void two_sandboxes_over_one_session_take_turns() {
        String count =
                """
                import os
                n = int(open('n').read()) if os.path.exists('n') else 0
                open('n', 'w').write(str(n + 1))
                """;
        try (Sandbox one = open(RuntimeType.PYTHON, policy());
                Sandbox two = open(RuntimeType.PYTHON, policy())) {
            List<CompletableFuture<SandboxResult>> runs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                runs.add(one.executeAsync(count));
                runs.add(two.executeAsync(count));
            }
            runs.forEach(run -> assertThat(run.join().success()).isTrue());
        }
        assertThat(root.resolve("s/n")).hasContent("20");
    }

    @Test
    void a_session_in_use_is_told_and_a_waiting_run_can_be_cancelled() {
        DiskStorageAdapter storage = new DiskStorageAdapter(root);
        try (Sandbox hasty =
                        Sandbox.builder()
                                .storage(storage)
                                .sessionId("s")
                                .sessionPatience(Duration.ofMillis(20))
                                .build();
                Sandbox patient = open(RuntimeType.PYTHON, policy())) {
            SessionLease lease = storage.lease("s", Duration.ZERO).orElseThrow();
            assertThatThrownBy(() -> hasty.execute("print(1)"))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_BUSY))
                    .hasMessageContaining("session s is used by another sandbox or process")
                    .hasMessageContaining("20 ms");
            CompletableFuture<SandboxResult> cancelled = patient.executeAsync("print(1)");
            CompletableFuture<SandboxResult> next = patient.executeAsync("print(2)");
            assertThat(cancelled.cancel(true)).isTrue();
            lease.close();
            assertThat(next.join().stdout()).isEqualTo("2\n");
            assertThat(hasty.execute("print(3)").stdout()).isEqualTo("3\n");
        }
    }

    /**
     * In a JVM with little memory each abuse ends in the error of a full disk, or in none, and the next run is well. The
     * long mode makes thousands of files each time, and stores them.
     */
    @Test
    void host_memory_stays_bounded_whatever_the_guest_does() throws IOException {
        python(policy(), "pass");
        try (RandomAccessFile large =
                new RandomAccessFile(root.resolve("s/large").toFile(), "rw")) {
            large.setLength(2L << 30);
        }
        ChildJvm.of(HeapAbuse.class)
                .jvmArguments(
                        "-Xmx96m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dgate.long=" + Boolean.getBoolean("gate.long"))
                .arguments(root.toString())
                .run()
                .expectExitCode(0)
                .expectOutput("survived all");
    }
}
