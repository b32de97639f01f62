package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.testkit.ChildJvm;
import dev.wasmsandbox.testkit.OrdinaryUser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private static final byte[] NOT_UTF_8 = {'#', (byte) 0xff, (byte) 0xfe, 0, '\n'};

    @TempDir private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] standardInput = {};
    private FakeSandbox sandbox = FakeSandbox.ending(new Outcome.Completed());

    private int run(String... words) {
        return runWith(out, words);
    }

    private int runWith(OutputStream standardOutput, String... words) {
        Surroundings surroundings =
                new Surroundings(
                        new ByteArrayInputStream(standardInput),
                        standardOutput,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of());
        return new Program(surroundings, opening -> sandbox.open(opening)).run(words);
    }

    private int runInWorkspace(String... words) {
        List<String> all =
                new java.util.ArrayList<>(List.of("run", "--workspace", directory.toString()));
        all.addAll(Arrays.asList(words));
        return run(all.toArray(String[]::new));
    }

    private static String[] words(String line) {
        return line.strip().split(" ", -1);
    }

    private String message() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(new Outcome.Completed(), 0),
                Arguments.of(
                        new Outcome.GuestError(
                                new ErrorReport(
                                        ErrorReport.Phase.RUN,
                                        "E",
                                        "m",
                                        null,
                                        null,
                                        null,
                                        Map.of())),
                        1),
                Arguments.of(new Outcome.Exited(0), 0),
                Arguments.of(new Outcome.Exited(42), 42),
                Arguments.of(new Outcome.LimitReached(TrapReason.TIMEOUT, "too slow"), 124),
                Arguments.of(new Outcome.LimitReached(TrapReason.OUT_OF_FUEL, "no fuel"), 126),
                Arguments.of(new Outcome.LimitReached(TrapReason.MEMORY_LIMIT, "no memory"), 126),
                Arguments.of(new Outcome.LimitReached(TrapReason.STACK_OVERFLOW, "no stack"), 126),
                Arguments.of(new Outcome.Trapped(TrapReason.UNREACHABLE, "aborted"), 126),
                Arguments.of(new Outcome.Cancelled(), 130),
                Arguments.of(new Outcome.HostFailure("disk full", null), 125));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void the_exit_code_tells_how_the_run_ended(Outcome outcome, int exitCode) {
        sandbox = FakeSandbox.ending(outcome);

        assertThat(runInWorkspace("-c", "x")).isEqualTo(exitCode);
        if (outcome.trapMessage() != null && !(outcome instanceof Outcome.Cancelled)) {
            assertThat(message()).contains(outcome.trapMessage());
        } else {
            assertThat(message()).isEmpty();
        }
        assertThat(sandbox.closed).isTrue();
    }

    @Test
    void the_guests_output_is_passed_on_byte_by_byte() {
        sandbox =
                new FakeSandbox(request -> {
                    var listener = request.outputListener().orElseThrow();
                    listener.output(Channel.STDOUT, NOT_UTF_8);
                    listener.output(Channel.STDERR, NOT_UTF_8);
                    return FakeSandbox.result(new Outcome.Completed()).build();
                });

        runInWorkspace("-c", "x");

        assertThat(out.toByteArray()).isEqualTo(NOT_UTF_8);
        assertThat(err.toByteArray()).isEqualTo(NOT_UTF_8);
    }

    @Test
    void json_is_one_object_and_nothing_else() {
        sandbox =
                new FakeSandbox(request -> {
                    assertThat(request.outputListener()).isEmpty();
                    return FakeSandbox.result(new Outcome.Exited(3)).output("out", "err").build();
                });

        int exitCode = runInWorkspace("--json", "-c", "x");

        assertThat(exitCode).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{")
                .endsWith("}\n")
                .contains(
                        "\"success\":false",
                        "\"stdout\":\"out\"",
                        "\"exit_code\":3",
                        "\"metadata\":{");
        assertThat(message()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "print('\u00e9')", "a\nb"})
    void code_of_the_command_line_reaches_the_guest(String code) {
        runInWorkspace("-c", code);

        assertThat(sandbox.onlyRequest().codeText()).isEqualTo(code);
        assertThat(sandbox.runtime()).isEqualTo(RuntimeType.PYTHON);
    }

    @Test
    void code_of_a_file_reaches_the_guest_as_it_is() throws IOException {
        byte[] large = new byte[10_000_000];
        Arrays.fill(large, (byte) '#');
        for (byte[] content : List.of(new byte[0], NOT_UTF_8, large)) {
            sandbox = FakeSandbox.ending(new Outcome.Completed());

            runInWorkspace(file("a.js", content).toString());

            assertThat(sandbox.onlyRequest().code()).isEqualTo(content);
            assertThat(sandbox.runtime()).isEqualTo(RuntimeType.JAVASCRIPT);
        }
    }

    @Test
    void code_of_standard_input_leaves_nothing_to_read_for_the_guest() {
        standardInput = NOT_UTF_8;

        runInWorkspace("--language", "js", "-");

        assertThat(sandbox.onlyRequest().code()).isEqualTo(NOT_UTF_8);
        assertThat(sandbox.onlyRequest().standardInput())
                .isInstanceOf(ExecutionRequest.StandardInput.Bytes.class);
        assertThat(sandbox.runtime()).isEqualTo(RuntimeType.JAVASCRIPT);
    }

    @Test
    void other_code_can_read_standard_input() {
        runInWorkspace("-c", "x");

        assertThat(sandbox.onlyRequest().standardInput())
                .isInstanceOf(ExecutionRequest.StandardInput.Stream.class);
    }

    @Test
    void arguments_reach_the_guest() {
        runInWorkspace("-c", "x", "--", "a", "--json");

        assertThat(sandbox.onlyRequest().arguments()).contains(List.of("a", "--json"));
    }

    @Test
    void options_go_before_the_policy_file() throws IOException {
        Path policy =
                file(
                        "p.toml",
                        "fuel_budget = 7\nmemory_bytes = 67108864\n"
                                .getBytes(StandardCharsets.UTF_8));

        int exitCode =
                runInWorkspace(
                        "--policy",
                        policy.toString(),
                        "--fuel",
                        "1M",
                        "--timeout",
                        "0.5",
                        "-c",
                        "x");

        assertThat(message()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(sandbox.policy().fuelBudget()).isEqualTo(1_000_000);
        assertThat(sandbox.policy().memoryBytes()).isEqualTo(67_108_864);
        assertThat(sandbox.policy().timeout()).contains(Duration.ofMillis(500));
    }

    @Test
    void where_the_guest_runs_is_the_users_choice() {
        assertThat(runInWorkspace("-c", "x")).isZero();
        assertThat(sandbox.openings.getLast().isolation()).isNull();
        assertThat(runInWorkspace("--isolation", "process", "-c", "x")).isZero();
        assertThat(sandbox.openings.getLast().isolation()).isEqualTo(Isolation.PROCESS);
        assertThat(runInWorkspace("--isolation=in-process", "-c", "x")).isZero();
        assertThat(sandbox.openings.getLast().isolation()).isEqualTo(Isolation.IN_PROCESS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "run missing.py | cannot read 'missing.py': there is no such file",
                "run . --language python | cannot read '.': it is a directory",
                "run pom.xml | does not tell the language; add --language python",
                "run --language cobol -c x | unknown language 'cobol': use python or javascript",
                "run --fuel 0 -c x | --fuel is '0', allowed is",
                "run --timeout never -c x | --timeout is 'never', allowed is",
                "run --policy missing.toml -c x | missing.toml",
                "run --session s --persist --isolation process -c x | --persist keeps the interpreter in this process, so it cannot go with --isolation process",
                "run --isolation docker -c x | --isolation is 'docker', allowed are in-process and process",
                "run | nothing to run: give a FILE, -c CODE, or - for standard input",
                "run --jsn -c x | Unknown option: '--jsn'",
                "rnu -c x | Unmatched argument",
                "--unknown | Unknown option: '--unknown'"
            })
    void mistakes_get_a_clear_message_and_exit_code_2(String line, String expected) {
        int exitCode = run(words(line));

        assertThat(message())
                .startsWith("sandbox: ")
                .contains(expected)
                .doesNotContain("\tat ", "\033[");
        assertThat(exitCode).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(sandbox.requests).isEmpty();
    }

    @Test
    void a_wrong_policy_is_named_with_its_place() throws IOException {
        Path policy =
                file("p.toml", "# limits\nfuel_budget = -1\n".getBytes(StandardCharsets.UTF_8));

        int exitCode = runInWorkspace("--policy", policy.toString(), "-c", "x");

        assertThat(exitCode).isEqualTo(2);
        assertThat(message())
                .contains("p.toml:2")
                .contains("fuel_budget")
                .contains("-1")
                .doesNotContain("\tat ");
    }

    @Test
    void a_file_without_permission_is_named() throws IOException {
        Path file = file("secret.py", new byte[0]);
        Files.setPosixFilePermissions(file, Set.of());
        assumeTrue(OrdinaryUser.isPossible(), "root, and no way to give up its rights");

        ChildJvm.of(Main.class)
                .asOrdinaryUser()
                .arguments("run", "--workspace", directory.toString(), file.toString())
                .run()
                .expectExitCode(2)
                .expectOutput("secret.py")
                .expectOutput("permission denied");
    }

    @Test
    void trouble_of_the_sandbox_is_125_without_a_stack_trace() {
        sandbox =
                new FakeSandbox(_ -> {
                    throw new SandboxUnavailableException("the library is missing");
                });

        assertThat(runInWorkspace("-c", "x")).isEqualTo(125);
        assertThat(message()).isEqualTo("sandbox: the library is missing\n");
    }

    @Test
    void debug_shows_where_trouble_came_from() {
        sandbox =
                new FakeSandbox(_ -> {
                    throw new SandboxUnavailableException("the library is missing");
                });

        runInWorkspace("--debug", "-c", "x");

        assertThat(message()).contains("SandboxUnavailableException").contains("\tat ");
    }

    @Test
    void a_defect_is_125_and_says_how_to_learn_more() {
        sandbox =
                new FakeSandbox(_ -> {
                    throw new IllegalStateException("impossible");
                });

        assertThat(runInWorkspace("-c", "x")).isEqualTo(125);
        assertThat(message())
                .contains("internal error")
                .contains("impossible")
                .contains("--debug")
                .doesNotContain("\tat ");
    }

    @Test
    void with_json_trouble_is_an_object_too() {
        int exitCode = runInWorkspace("--json", "--fuel", "0", "-c", "x");

        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"success\"",
                        "false",
                        "\"error\"",
                        "\"code\"",
                        "\"message\"",
                        "--fuel is '0'");
    }

    @Test
    void a_reader_that_went_away_ends_the_program_quietly() {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        sandbox =
                new FakeSandbox(request -> {
                    try {
                        request.outputListener()
                                .orElseThrow()
                                .output(Channel.STDOUT, new byte[] {'x'});
                    } catch (BrokenPipeException e) {
                        return FakeSandbox.result(new Outcome.HostFailure("listener", e)).build();
                    }
                    throw new AssertionError("the listener hid that nobody reads");
                });

        assertThat(runWith(broken, "run", "--workspace", directory.toString(), "-c", "x"))
                .isEqualTo(141);
        assertThat(message()).isEmpty();
        assertThat(runWith(broken, "--help")).isEqualTo(141);
    }

    @Test
    void help_goes_to_standard_output() {
        assertThat(run("--help")).isZero();
        assertThat(run("run", "--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Commands:", "run", "bench", "doctor", "version")
                .contains("sandbox run --timeout 2 --memory 64MiB --json untrusted.py")
                .doesNotContain("prepare", "\033[");
        assertThat(message()).isEmpty();
    }

    @Test
    void a_mistyped_command_is_answered_with_the_right_one() {
        assertThat(run("docter")).isEqualTo(2);

        assertThat(message()).contains("docter").contains("Did you mean").contains("doctor");
    }

    @Test
    void a_named_session_is_used() {
        runInWorkspace("--session", "notes", "-c", "x");

        assertThat(sandbox.sessionId()).isEqualTo("notes");
    }
}
