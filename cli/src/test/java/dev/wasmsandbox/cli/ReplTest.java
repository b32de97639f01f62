package dev.wasmsandbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.CodeValidation.Continuation;
import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.TrapReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The prompt without a terminal and without a guest. */
class ReplTest {
    private static final Outcome FAILED =
            new Outcome.GuestError(
                    new ErrorReport(ErrorReport.Phase.RUN, "E", "m", null, null, null, Map.of()));

    @TempDir private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakeSandbox sandbox = new FakeSandbox(ReplTest::answer);

    /** Says what it was asked to run, and ends as that says. */
    private static SandboxResult answer(ExecutionRequest request) {
        String code = request.codeText();
        request.outputListener()
                .ifPresent(listener ->
                        listener.output(Channel.STDOUT, ("[" + code + "]\n").getBytes(UTF_8)));
        Outcome outcome =
                switch (code) {
                    case "fail" -> FAILED;
                    case "exit" -> new Outcome.Exited(0);
                    case "exit 3" -> new Outcome.Exited(3);
                    case "loop" -> new Outcome.LimitReached(TrapReason.OUT_OF_FUEL, "no fuel");
                    case "slow" -> new Outcome.LimitReached(TrapReason.TIMEOUT, "late");
                    default -> new Outcome.Completed();
                };
        SandboxResult.Builder result = FakeSandbox.result(outcome).fuelConsumed(12345);
        if (code.equals("write")) {
            result.files(List.of("a.txt"), List.of(), List.of());
        }
        return result.build();
    }

    private int repl(String input, String... words) {
        List<String> all = new ArrayList<>(List.of("repl", "--workspace", directory.toString()));
        all.addAll(Arrays.asList(words));
        Surroundings surroundings =
                new Surroundings(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        out,
                        new PrintStream(err, true, UTF_8),
                        Map.of());
        return new Program(surroundings, opening -> sandbox.open(opening))
                .run(all.toArray(String[]::new));
    }

    private String output() {
        return out.toString(UTF_8);
    }

    private String message() {
        return err.toString(UTF_8);
    }

    @Test
    void what_comes_by_a_pipe_is_run_block_by_block() {
        assertThat(repl("a\nb\n")).as(message()).isZero();

        assertThat(output()).isEqualTo("[a]\n[b]\n");
        assertThat(message()).isEmpty();
        assertThat(sandbox.requests).allMatch(ExecutionRequest::echo);
        assertThat(sandbox.requests).allMatch(request -> request.environment().isEmpty());
        assertThat(sandbox.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"fail, 1", "exit 3, 3", "exit, 0", "loop, 126", "slow, 124"})
    void the_first_block_that_fails_or_asks_to_end_is_the_last_one(String block, int exitCode) {
        assertThat(repl("a\n" + block + "\nb\n")).isEqualTo(exitCode);

        assertThat(output()).isEqualTo("[a]\n[" + block + "]\n");
        assertThat(message())
                .isEqualTo(
                        switch (block) {
                            case "loop" ->
                                    "sandbox: execution trapped: OutOfFuel: no fuel (--fuel)\n";
                            case "slow" ->
                                    "sandbox: execution trapped: Timeout: late (--timeout)\n";
                            default -> "";
                        });
    }

    @Test
    void options_reach_the_sandbox() {
        assertThat(
                        repl(
                                "",
                                "--language",
                                "javascript",
                                "--session",
                                "notes",
                                "--memory",
                                "64MiB",
                                "--timeout",
                                "2"))
                .isZero();

        SandboxOpener.Opening opening = sandbox.openings.getFirst();
        assertThat(opening.runtime()).isEqualTo(RuntimeType.JAVASCRIPT);
        assertThat(opening.session()).isEqualTo("notes");
        assertThat(opening.policy().memoryBytes()).isEqualTo(64 << 20);
        assertThat(opening.policy().timeout())
                .hasValueSatisfying(limit -> assertThat(limit).hasSeconds(2));
        assertThat(opening.living())
                .isEqualTo(new SandboxOpener.Living(true, ReplSession.UNDO_DEPTH, null));
    }

    @Test
    void a_session_without_a_name_is_not_saved_after_each_block() {
        repl("");

        assertThat(sandbox.openings.getFirst().living())
                .isEqualTo(new SandboxOpener.Living(false, ReplSession.UNDO_DEPTH, null));
    }

    @Test
    void files_of_a_session_without_a_name_are_told() {
        Sessions sessions = Sessions.of(new DiskStorageAdapter(directory), SandboxLogger.none());
        boolean _ = sessions.open("some-session");
        sessions.writeFile("some-session", "user_code.py", "", true);

        repl("write\n");

        assertThat(message()).isEmpty();
        assertThat(sessions.exists("some-session")).isFalse();

        boolean _ = sessions.open("some-session");
        sessions.writeFile("some-session", "a.txt", "", true);

        repl("write\n");

        assertThat(message()).contains("files were written", "--session some-session");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--language cobol",
                "--fuel none",
                "--unknown",
                "--session",
                "words",
                "--policy absent.toml"
            })
    void a_wrong_command_line_is_told(String words) {
        assertThat(repl("a\n", words.split(" ", -1))).isEqualTo(ExitCode.USAGE);

        assertThat(message()).startsWith("sandbox: ").doesNotContain("\tat ");
        assertThat(sandbox.requests).isEmpty();
    }

    @Test
    void the_help_teaches() {
        assertThat(repl("", "--help")).isZero();

        assertThat(output())
                .contains("sandbox repl --session notes", "Ctrl-C cancels", "Exit codes");
    }

    @Test
    void the_quick_reader_agrees_with_picocli() {
        assertThat(
                        ReplOptions.ofPlain(
                                new String[] {
                                    "repl", "--session", "s", "--no-history", "--fuel", "1M"
                                }))
                .contains(
                        new ReplOptions(
                                null,
                                new PolicyChoice(null, "1M", null, null, List.of()),
                                "s",
                                null,
                                false));
        assertThat(ReplOptions.ofPlain(new String[] {"repl", "word"})).isEmpty();
        assertThat(ReplOptions.ofPlain(new String[] {"repl", "--help"})).isEmpty();
    }

    @Test
    void commands_begin_with_a_colon() {
        assertThat(repl("a\n:undo\n:reset\n:quit\nb\n")).isZero();

        assertThat(output()).isEqualTo("[a]\n");
        assertThat(sandbox.deeds).containsExactly("undo", "reset");
    }

    @Test
    void commands_may_be_cut_short() {
        assertThat(repl(":und\n:q\n")).isZero();
        assertThat(sandbox.deeds).containsExactly("undo");
        assertThat(repl(":re x\n")).isEqualTo(ExitCode.USAGE);
        assertThat(message()).contains(":reset or :restore");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":nothing       | there is no command ':nothing'; :help lists them",
                ":restore       | :restore needs a NAME",
                ":restore x     | nothing was kept as 'x'",
                ":undo 3        | :undo takes nothing, but '3' was given",
                ":back          | this is no copy",
                ":load absent   | cannot read 'absent': there is no such file"
            })
    void a_wrong_command_is_told(String command, String told) {
        assertThat(repl(command + "\na\n")).isEqualTo(ExitCode.USAGE);

        assertThat(message()).contains(told);
        assertThat(output()).isEmpty();
    }

    @Test
    void help_lists_all_commands() {
        repl(":help\n");

        assertThat(output().lines()).hasSizeGreaterThan(10).allMatch(line -> line.startsWith(":"));
        assertThat(output()).contains(":checkpoint [NAME]", ":fork", ":time [CODE]");
    }

    @Test
    void time_tells_what_an_input_took() {
        repl(":time a\nb\n:time\nc\n:time\nd\n");

        assertThat(output().lines().map(line -> line.replaceAll("[0-9.]+ ms", "T ms")))
                .containsExactly(
                        "[a]",
                        "T ms, 12,345 instructions, 0 B of memory",
                        "[b]",
                        "[c]",
                        "T ms, 12,345 instructions, 0 B of memory",
                        "[d]");
    }

    @Test
    void a_checkpoint_is_gone_back_to() {
        repl(":checkpoint one\na\n:checkpoint\n:restore one\nb\n", "--session", "notes");

        assertThat(output()).isEqualTo("[a]\none\n[b]\n");
        assertThat(sandbox.deeds).containsExactly("checkpoint");
        assertThat(sandbox.openings).hasSize(2);
        assertThat(sandbox.openings.getLast().session()).isEqualTo("notes");
        assertThat(sandbox.openings.getLast().living())
                .isNotNull()
                .extracting(SandboxOpener.Living::begin)
                .isNotNull();
    }

    @Test
    void a_copy_is_worked_in_and_left() {
        repl(":fork\na\n:fork other\n:back\n:back\nb\n");

        assertThat(output()).isEqualTo("[a]\n[b]\n");
        assertThat(sandbox.deeds).containsExactly("fork");
        FakeSandbox copy = sandbox.copies.getFirst();
        assertThat(copy.requests).hasSize(1);
        assertThat(copy.deeds).containsExactly("fork other");
        assertThat(copy.closed).isTrue();
        assertThat(copy.copies.getFirst().closed).isTrue();
    }

    @Test
    void a_file_of_this_machine_is_run() throws IOException {
        Path file = Files.writeString(directory.resolve("a b.py"), "x\ny\n");

        repl(":load " + file + "\n");

        assertThat(output()).isEqualTo("[x\ny\n]\n");
    }

    @Test
    void an_unfinished_block_at_the_end_is_run_as_it_is() {
        sandbox.parsing(code -> new CodeValidation(false, "m", 1, 1, code, Continuation.NEEDED));

        repl("f(\n1\n");

        assertThat(output()).isEqualTo("[f(\n1]\n");
    }
}
