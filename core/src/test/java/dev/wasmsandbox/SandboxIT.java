package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Isolation between runs, files, surroundings, bad input: with the real guests. */
class SandboxIT {
    @TempDir Path root;

    private Sandbox open(RuntimeType runtime) {
        return open(runtime, ExecutionPolicy.defaults());
    }

    private Sandbox open(RuntimeType runtime, ExecutionPolicy policy) {
        return Sandbox.builder().runtime(runtime).policy(policy).workspaceRoot(root).build();
    }

    @Test
    void a_run_sees_nothing_of_the_last_one() {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            sandbox.execute(
                    "import builtins, sys, json\nbuiltins.leak = 1\nsys.leak = 2\njson.leak = 3\nx = 4");

            SandboxResult result =
                    sandbox.execute(
                            """
                            import builtins, sys, json
                            print(hasattr(builtins, 'leak'), hasattr(sys, 'leak'), hasattr(json, 'leak'), 'x' in globals())
                            """);

            assertThat(result.stdout()).isEqualTo("False False False False\n");
        }
        try (Sandbox sandbox = open(RuntimeType.JAVASCRIPT)) {
            sandbox.execute("globalThis.leak = 1; Array.prototype.leak = 2; var y = 3;");

            assertThat(sandbox.execute("console.log(typeof leak, [].leak, typeof y)").stdout())
                    .isEqualTo("undefined undefined undefined\n");
        }
    }

    @Test
    void random_numbers_differ_between_runs() {
        try (Sandbox python = open(RuntimeType.PYTHON);
                Sandbox javascript = open(RuntimeType.JAVASCRIPT)) {
            String code =
                    "import random, uuid, secrets; print(random.random(), uuid.uuid4(), secrets.token_hex())";

            assertThat(python.execute(code).stdout()).isNotEqualTo(python.execute(code).stdout());
            assertThat(javascript.execute("console.log(Math.random())").stdout())
                    .isNotEqualTo(javascript.execute("console.log(Math.random())").stdout());
        }
    }

    @Test
    void changes_of_files_are_exact() throws Exception {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            SandboxResult first =
                    sandbox.execute(
                            """
                            import os
                            os.makedirs('a/b')
                            for name in ['keep', 'change', 'remove', 'a/b/deep', 'same']:
                                with open(name, 'w') as f: f.write(name)
                            """);
            SandboxResult second =
                    sandbox.execute(
                            """
                            import os
                            open('change', 'a').write('!')
                            open('same', 'w').write('same')
                            os.remove('remove')
                            os.rename('a/b/deep', 'a/moved')
                            print(open('keep').read())
                            """);

            assertThat(first.filesCreated())
                    .containsExactly("a/b/deep", "change", "keep", "remove", "same");
            assertThat(second.filesCreated()).containsExactly("a/moved");
            assertThat(second.filesModified()).containsExactly("change");
            assertThat(second.filesDeleted()).containsExactly("a/b/deep", "remove");
            Path workspace = second.workspacePath().orElseThrow();
            assertThat(Files.readString(workspace.resolve("change"))).isEqualTo("change!");
            assertThat(Files.readString(workspace.resolve("a/moved"))).isEqualTo("a/b/deep");
            assertThat(workspace.resolve("remove")).doesNotExist();
            assertThat(Files.readString(workspace.resolve("user_code.py"))).contains("os.rename");
        }
    }

    @Test
    void what_a_stopped_run_wrote_is_committed_too() {
        ExecutionPolicy policy = ExecutionPolicy.builder().fuelBudget(50_000_000).build();
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy)) {
            SandboxResult result =
                    sandbox.execute("with open('x', 'w') as f: f.write('done')\nwhile True: pass");

            assertThat(result.metadata().trapped()).isTrue();
            assertThat(result.filesCreated()).containsExactly("x");
        }
    }

    @Test
    void files_larger_than_what_stays_in_memory_are_committed_whole() throws Exception {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            with open('large', 'wb') as f:
                                for i in range(40):
                                    f.write(bytes([i]) * (1 << 20))
                            """);

            Path large = result.workspacePath().orElseThrow().resolve("large");
            byte[] bytes = Files.readAllBytes(large);
            assertThat(result.filesCreated()).containsExactly("large");
            assertThat(bytes).hasSize(40 << 20);
            assertThat(bytes[0]).isZero();
            assertThat(bytes[bytes.length - 1]).isEqualTo((byte) 39);
        }
        try (Stream<Path> left = Files.list(root.resolve(".staging"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void files_that_a_program_leaves_open_are_complete() {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            sandbox.execute("f = open('x', 'w'); f.write('unflushed')");

            assertThat(sandbox.execute("print(open('x').read())").stdout())
                    .isEqualTo("unflushed\n");
        }
    }

    @Test
    void a_program_sees_only_its_own_environment_and_arguments() {
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .environment("GREETING", "hei")
                        .arguments("a", "b c")
                        .build();
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy)) {
            SandboxResult result =
                    sandbox.execute(
                            ExecutionRequest.builder(
                                            "import os, sys; print(sorted(os.environ), os.environ['GREETING'], os.environ['EXTRA'], sys.argv, os.getcwd())")
                                    .environment("EXTRA", "1")
                                    .build());

            assertThat(result.stdout())
                    .isEqualTo(
                            "['EXTRA', 'GREETING', 'LC_ALL', 'PYTHONHASHSEED', 'PYTHONIOENCODING', 'PYTHONUTF8'] "
                                    + "hei 1 ['/app/user_code.py', 'a', 'b c'] /app\n");
        }
    }

    @Test
    void standard_input_is_what_the_request_gives() {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            SandboxResult result =
                    sandbox.execute(
                            ExecutionRequest.builder("print(input() + '|' + input())")
                                    .standardInput("first\nsecond\n")
                                    .build());

            assertThat(result.stdout()).isEqualTo("first|second\n");
            assertThat(sandbox.execute("input()").stderr()).contains("EOFError");
        }
    }

    @Test
    void nothing_but_the_workspace_and_the_library_is_there() {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            import os
                            print(sorted(os.listdir('/')))
                            for attempt in ['/etc/passwd', '/app/../../etc/passwd', '/proc/self/environ']:
                                try: open(attempt); print('opened', attempt)
                                except OSError as e: print(type(e).__name__)
                            try: open('/usr/lib/python3.13/os.py', 'w'); print('wrote')
                            except OSError as e: print(type(e).__name__)
                            """);

            assertThat(result.stdout())
                    .isEqualTo(
                            "['app', 'data', 'usr']\nFileNotFoundError\nPermissionError\nFileNotFoundError\nOSError\n");
        }
    }

    @Test
    void host_directories_and_archives_are_mounted_read_only() throws Exception {
        Path data = Files.createDirectory(root.resolve("data"));
        Files.writeString(data.resolve("prices.csv"), "apple,3\n");
        Files.createSymbolicLink(data.resolve("link"), Path.of("/etc/passwd"));
        ExecutionPolicy policy =
                ExecutionPolicy.builder().mount(Mount.directory(data, "/data")).build();
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy)) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            import os
                            print(open('/data/prices.csv').read(), end='')
                            try: open('/data/new', 'w')
                            except OSError as e: print(type(e).__name__)
                            try: print(open('/data/link').read())
                            except OSError as e: print(type(e).__name__)
                            """);

            assertThat(result.stdout()).startsWith("apple,3\nOSError\n").doesNotContain("root:");
            assertThat(result.filesCreated()).isEmpty();
        }
        assertThat(data.resolve("new")).doesNotExist();
    }

    @Test
    void a_deterministic_run_is_the_same_each_time_and_sleeps_in_no_time() {
        ExecutionPolicy policy = ExecutionPolicy.builder().determinism(true).build();
        String code =
                """
                import random, time, uuid, os
                time.sleep(3600)
                print(random.random(), uuid.uuid4(), os.urandom(4), time.time())
                """;
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy)) {
            SandboxResult first = sandbox.execute(code);
            SandboxResult second = sandbox.execute(code);

            assertThat(first.success()).as(first.stderr()).isTrue();
            assertThat(second.stdout()).isEqualTo(first.stdout());
            assertThat(second.fuelConsumed()).isEqualTo(first.fuelConsumed());
            assertThat(first.durationMs()).isLessThan(1_800_000.0);
        }
    }

    @Test
    void exit_codes_are_the_programs_own() {
        try (Sandbox python = open(RuntimeType.PYTHON);
                Sandbox javascript = open(RuntimeType.JAVASCRIPT)) {
            assertThat(python.execute("import sys; sys.exit(7)").outcome())
                    .isEqualTo(new Outcome.Exited(7));
            assertThat(python.execute("import os; os._exit(9)").exitCode()).isEqualTo(9);
            assertThat(python.execute("import sys; sys.exit('bye')").stderr()).isEqualTo("bye\n");
            assertThat(python.execute("import sys; sys.exit()").success()).isTrue();
            assertThat(javascript.execute("std.exit(3)").exitCode()).isEqualTo(3);
        }
    }

    @Test
    void success_is_decided_by_the_end_not_by_words() {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            assertThat(
                            sandbox.execute(
                                            "import sys; print('Traceback: Error', file=sys.stderr)")
                                    .success())
                    .isTrue();
        }
    }

    @Test
    void syntax_errors_show_their_place() {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            SandboxResult result = sandbox.execute("x = 1\nif x\n    pass");

            assertThat(result.stderr())
                    .isEqualTo(
                            "  File \"/app/user_code.py\", line 2\n    if x\n        ^\nSyntaxError: expected ':'\n");
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void code_is_validated_without_running() {
        try (Sandbox python = open(RuntimeType.PYTHON);
                Sandbox javascript = open(RuntimeType.JAVASCRIPT)) {
            assertThat(python.validateCode("print('x')")).isEqualTo(CodeValidation.ok());
            CodeValidation invalid = python.validateCode("a = 1\nb = = 2");
            assertThat(invalid.valid()).isFalse();
            assertThat(invalid.line()).isEqualTo(2);
            assertThat(invalid.column()).isEqualTo(5);
            assertThat(javascript.validateCode("let a = 1;").valid()).isTrue();
            assertThat(javascript.validateCode("let a = ;").valid()).isFalse();
        }
    }

    @Test
    void odd_code_is_answered_and_never_throws() {
        try (Sandbox python = open(RuntimeType.PYTHON);
                Sandbox javascript = open(RuntimeType.JAVASCRIPT)) {
            for (Sandbox sandbox : List.of(python, javascript)) {
                assertThat(sandbox.execute("").success()).isTrue();
                assertThat(sandbox.execute("a\0b").success()).isFalse();
                byte[] notUtf8 = {'#', (byte) 0xff, (byte) 0xfe, '('};
                assertThat(sandbox.execute(ExecutionRequest.builder(notUtf8).build()).success())
                        .isFalse();
            }
            assertThat(python.execute("x = 1\n".repeat(1_700_000)).outcome()).isNotNull();
            assertThat(python.execute("#" + "x".repeat(10_000_000)).success()).isTrue();
        }
    }

    @Test
    void code_that_its_program_changes_is_kept_as_it_ran() throws Exception {
        try (Sandbox sandbox = open(RuntimeType.PYTHON)) {
            SandboxResult result = sandbox.execute("open('/app/user_code.py', 'w').write('other')");

            assertThat(result.filesModified()).isEmpty();
            assertThat(
                            Files.readString(
                                    result.workspacePath().orElseThrow().resolve("user_code.py")))
                    .startsWith("open(");
        }
    }

    @Test
    void many_callers_share_the_guest_threads() {
        try (Sandbox sandbox = open(RuntimeType.JAVASCRIPT)) {
            List<CompletableFuture<SandboxResult>> results =
                    IntStream.range(0, 50)
                            .mapToObj(i -> sandbox.executeAsync("console.log(" + i + ")"))
                            .toList();

            for (int i = 0; i < 50; i++) {
                assertThat(results.get(i).join().stdout()).isEqualTo(i + "\n");
            }
        }
    }

    @Test
    void logs_are_kept_where_the_policy_asks_for_it() throws Exception {
        ExecutionPolicy policy = ExecutionPolicy.builder().preserveLogs(true).build();
        try (Sandbox sandbox = open(RuntimeType.PYTHON, policy)) {
            SandboxResult result = sandbox.execute("print('kept')");

            Path logs = Objects.requireNonNull(result.metadata().logsDirectory());
            assertThat(Files.readString(logs.resolve("stdout.log"), StandardCharsets.UTF_8))
                    .isEqualTo("kept\n");
        }
    }

    @Test
    void an_ill_formed_session_id_is_refused() {
        assertThatThrownBy(() -> Sandbox.builder().workspaceRoot(root).sessionId("../x").build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("../x");
        assertThatThrownBy(() ->
                        Sandbox.builder()
                                .workspaceRoot(root)
                                .sessionId("plain-name")
                                .allowNonUuid(false)
                                .build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("plain-name");
    }
}
