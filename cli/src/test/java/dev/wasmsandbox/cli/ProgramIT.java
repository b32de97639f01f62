package dev.wasmsandbox.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program with real guests. */
class ProgramIT {
    @TempDir private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private InputStream in = InputStream.nullInputStream();

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("run", "--workspace", workspace().toString()));
        all.addAll(Arrays.asList(words));
        return program(all.toArray(String[]::new));
    }

    private int program(String... words) {
        Surroundings surroundings =
                new Surroundings(
                        in, out, new PrintStream(err, true, StandardCharsets.UTF_8), Map.of());
        return new Program(surroundings, SandboxOpener::openReal).run(words);
    }

    private Path workspace() {
        return directory.resolve("workspace");
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void packages_can_be_added_and_mistakes_with_them_are_told() throws IOException {
        Path mine = Files.createDirectory(directory.resolve("mine"));
        Files.writeString(mine.resolve("pear.py"), "NAME = 'pear'\n");
        Path more = Files.createDirectory(directory.resolve("more"));
        Files.writeString(more.resolve("fig.py"), "NAME = 'fig'\n");

        int code =
                run(
                        "--package",
                        mine.toString(),
                        "--package",
                        more.toString(),
                        "-c",
                        "import pear, fig; print(pear.NAME, fig.NAME)");

        assertThat(errors()).isEmpty();
        assertThat(code).isZero();
        assertThat(output()).isEqualTo("pear fig\n");
        assertThat(run("--package", directory.resolve("none.whl").toString(), "-c", "pass"))
                .isEqualTo(2);
        assertThat(errors())
                .contains("there is no such wheel or directory")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "python     | print('hello')              | 0   | hello",
                "python     | import sys; sys.exit(42)    | 42  |",
                "python     | print('before'); 1 / 0      | 1   | before",
                "python     | print(                      | 1   |",
                "python     | while True: pass            | 126 |",
                "javascript | console.log('hello')        | 0   | hello",
                "javascript | std.exit(42)                | 42  |",
                "javascript | console.log(1); throw 'x'   | 1   | 1",
                "javascript | let let = 1                 | 1   |",
                "javascript | for (;;) {}                 | 126 |"
            })
    void code_runs_and_its_end_is_the_exit_code(
            String language, String code, int exitCode, String printed) {
        int actual = run("--language", language, "--fuel", "500M", "-c", code);

        assertThat(actual).as(errors()).isEqualTo(exitCode);
        assertThat(output().strip()).isEqualTo(Optional.ofNullable(printed).orElse(""));
        if (exitCode == 1 || exitCode == 126) {
            assertThat(errors()).isNotBlank();
        }
    }

    @Test
    void a_guest_in_a_process_of_its_own_is_the_same_to_the_user() {
        in = new ByteArrayInputStream("from outside\n".getBytes(StandardCharsets.UTF_8));

        int exitCode =
                run(
                        "--isolation",
                        "process",
                        "--session",
                        "s",
                        "-c",
                        "import sys; open('a.txt', 'w').write(input()); print(sys.argv[1]); sys.exit(42)",
                        "argument");

        assertThat(exitCode).as(errors()).isEqualTo(42);
        assertThat(output()).isEqualTo("argument\n");
        assertThat(workspace().resolve("s/a.txt")).hasContent("from outside");
        assertThat(run("--isolation", "process", "--fuel", "5M", "-c", "while True: pass"))
                .isEqualTo(126);
        assertThat(errors()).contains("OutOfFuel");
    }

    @Test
    void a_sleeping_guest_ends_at_the_time_limit() {
        long start = System.nanoTime();

        int exitCode = run("--timeout", "0.3", "-c", "import time; time.sleep(60)");

        assertThat(exitCode).as(errors()).isEqualTo(124);
        assertThat(System.nanoTime() - start).isBetween(300_000_000L, 20_000_000_000L);
        assertThat(errors()).contains("0.3");
    }

    @Test
    void odd_code_gets_the_interpreters_answer() throws IOException {
        byte[] large = new byte[10_000_000];
        Arrays.fill(large, (byte) '#');
        Map<byte[], Integer> codes =
                Map.of(
                        new byte[0],
                        0,
                        new byte[] {'x', 0, 'y'},
                        1,
                        new byte[] {'\'', (byte) 0xff, '\''},
                        1,
                        large,
                        0);
        for (Map.Entry<byte[], Integer> code : codes.entrySet()) {
            Path file = Files.write(directory.resolve("code.py"), code.getKey());

            assertThat(run(file.toString()))
                    .as("code of %d bytes", code.getKey().length)
                    .isEqualTo(code.getValue());
        }
    }

    @Test
    void standard_input_and_arguments_reach_the_guest() {
        in = new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8));

        int exitCode =
                run(
                        "-c",
                        "import sys; print(sys.argv[1:], input(), sys.stdin.read())",
                        "--",
                        "a",
                        "--b");

        assertThat(exitCode).as(errors()).isZero();
        assertThat(output()).isEqualTo("['a', '--b'] one two\n\n");
    }

    @Test
    void json_has_the_keys_of_the_guide() {
        int exitCode = run("--json", "-c", "open('a.txt', 'w').write('x'); print('hello')");

        JsonNode result = JsonMapper.shared().readTree(output());
        assertThat(exitCode).as(errors()).isZero();
        assertThat(result.propertyNames())
                .contains(
                        "success",
                        "stdout",
                        "stderr",
                        "exit_code",
                        "fuel_consumed",
                        "memory_used_bytes",
                        "duration_ms",
                        "files_created",
                        "files_modified",
                        "workspace_path",
                        "metadata");
        assertThat(result.get("stdout").asString()).isEqualTo("hello\n");
        assertThat(result.get("files_created").get(0).asString()).isEqualTo("a.txt");
        assertThat(Path.of(result.get("workspace_path").asString()).resolve("a.txt"))
                .hasContent("x");
    }

    @Test
    void a_session_keeps_its_files() {
        assertThat(run("--session", "notes", "-c", "open('a.txt', 'w').write('kept')")).isZero();
        assertThat(run("--session", "notes", "-c", "print(open('a.txt').read())")).isZero();

        assertThat(output()).isEqualTo("kept\n");
    }

    @Test
    void a_run_without_files_leaves_nothing_behind() throws IOException {
        assertThat(run("-c", "print(1)")).isZero();

        if (Files.exists(workspace())) {
            try (Stream<Path> left = Files.list(workspace())) {
                assertThat(left.filter(path -> !path.getFileName().toString().startsWith(".")))
                        .isEmpty();
            }
        }
    }

    @Test
    void a_run_with_files_says_where_they_are() {
        assertThat(run("-c", "open('a.txt', 'w').write('x')")).isZero();

        assertThat(errors()).contains("files were written to").contains(workspace().toString());
    }

    @Test
    void doctor_finds_everything() {
        assertThat(program("doctor")).as(output()).isZero();

        assertThat(output())
                .contains("wasmtime", "cpython", "quickjs", "reset", "Everything is there");
    }

    @Test
    void doctor_speaks_json() {
        assertThat(program("doctor", "--json")).isZero();

        JsonNode report = JsonMapper.shared().readTree(output());
        assertThat(report.get("problems")).isEmpty();
        assertThat(report.get("versions").get("java").asString()).startsWith("25");
    }

    @Test
    void bench_reports_under_its_keys() throws IOException {
        try (Bench bench =
                new Bench(new Bench.Effort(5, 2, 2, 1, 30), Optional.empty(), directory)) {
            bench.measureLatencies();
            BenchReport report = BenchReport.of(bench, bench.measureThroughput(), Optional.empty());

            JsonNode json = JsonMapper.shared().readTree(Json.write(report.toMap()));
            for (String key :
                    List.of(
                            "python_fresh_hello_ms",
                            "python_live_hello_ms",
                            "javascript_fresh_hello_ms",
                            "javascript_live_hello_ms",
                            "python_fresh_hello_disk_ms",
                            "python_fork_ms",
                            "python_checkpoint_ms",
                            "python_restore_ms",
                            "javascript_fork_ms",
                            "javascript_checkpoint_ms",
                            "javascript_restore_ms")) {
                assertThat(json.get(key).get("p50").asDouble()).as(key).isPositive();
                assertThat(json.get(key).get("p99").asDouble()).as(key).isPositive();
            }
            assertThat(json.get("python_fresh_per_second").get("threads_1").asDouble())
                    .isPositive();
            assertThat(json.get("python_fresh_per_second").get("threads_2").asDouble())
                    .isPositive();
            assertThat(json.has("native_python_hello_ms")).isTrue();
            assertThat(report.toText()).contains("Python, fresh interpreter", "per second");
        }
    }

    @Test
    void output_comes_while_the_guest_runs_and_ctrl_c_ends_it() throws Exception {
        Process process = start("run", "-c", "import time; print('started'); time.sleep(600)");

        assertThat(process.inputReader().readLine()).isEqualTo("started");
        assertThat(
                        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                                .start()
                                .waitFor())
                .isZero();

        assertThat(process.waitFor(30, SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(process.errorReader().lines()).noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void a_reader_that_goes_away_ends_the_program_quietly() throws Exception {
        Process process = start("run", "-c", "while True: print('y' * 100)");

        assertThat(process.inputReader().readLine()).startsWith("yyy");
        process.getInputStream().close();

        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(process.errorReader().lines()).isEmpty();
        assertThat(process.exitValue()).isEqualTo(141);
    }

    @Test
    void a_missing_part_is_told_without_a_stack_trace() throws Exception {
        String library = "-Ddev.wasmsandbox.wasmtime.library=" + directory.resolve("absent.so");
        Process doctor = startWith(List.of(library), "doctor");
        Process run = startWith(List.of(library), "run", "-c", "print(1)");

        String report = doctor.inputReader().lines().collect(Collectors.joining("\n"));
        String message = run.errorReader().lines().collect(Collectors.joining("\n"));

        assertThat(doctor.waitFor()).isEqualTo(125);
        assertThat(report)
                .contains("Missing or broken", "absent.so", "cpython")
                .doesNotContain("\tat ");
        assertThat(run.waitFor()).isEqualTo(125);
        assertThat(message).startsWith("sandbox: ").contains("absent.so").doesNotContain("\tat ");
    }

    private Process start(String... words) throws IOException {
        return startWith(List.of(), words);
    }

    private Process startWith(List<String> flags, String... words) throws IOException {
        Process process =
                new ProcessBuilder(ProgramCommand.of(flags, words))
                        .directory(directory.toFile())
                        .start();
        process.getOutputStream().close();
        return process;
    }
}
