package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The prompt on a real pseudo terminal, with real guests. */
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "there are no pseudo terminals for the test's helper")
class ReplIT {
    private static final String INTERRUPT = "\003";
    private static final String END = "\004";
    private static final String UP = "\033OA";

    @TempDir private Path directory;

    private TestTerminal start(String... words) throws IOException {
        return start(Map.of("NO_COLOR", "1"), words);
    }

    private TestTerminal start(Map<String, String> environment, String... words)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("repl"));
        all.addAll(Arrays.asList(words));
        Map<String, String> known = new java.util.HashMap<>(environment);
        known.put("XDG_STATE_HOME", directory.resolve("state").toString());
        known.put("HOME", System.getProperty("user.home"));
        return TestTerminal.start(directory, known, all.toArray(String[]::new));
    }

    @Test
    void the_last_expression_is_shown_and_is_the_underscore_of_the_next_input() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            assertThat(terminal.enter("6 * 7")).contains("\n42\n");
            assertThat(terminal.enter("_ + 1")).contains("\n43\n");
            assertThat(terminal.enter("x = None")).endsWith("x = None\n>>>\n");

            terminal.type(END);
            assertThat(terminal.exitCode()).isZero();
        }
        assertThat(sessions()).isEmpty();
    }

    private List<String> sessions() throws IOException {
        try (Stream<Path> found = Files.list(directory.resolve("workspace"))) {
            return found.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    @Test
    void a_block_goes_on_until_an_empty_line() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.type("def f(x):\r").awaitEnd("...");
            terminal.type("return x * 2\r").awaitEnd("    return x * 2\n...");
            terminal.type("\r").awaitEnd("...\n>>>");
            assertThat(terminal.enter("f(21)")).contains("\n42\n");
            terminal.type("y = [1,\r").awaitEnd("...");
            assertThat(terminal.enter("2]")).doesNotContain("Error");
            assertThat(terminal.enter("y")).contains("\n[1, 2]\n");
            assertThat(terminal.enter("len('( )[ ]{ }')")).contains("\n9\n");
            assertThat(terminal.enter("y = = 2")).contains("SyntaxError");
        }
    }

    @Test
    void a_pasted_text_is_run_as_a_whole() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.type("\033[200~for i in range(2):\n    print(i)\n\nprint('done')\033[201~");
            terminal.awaitEnd("print('done')");
            assertThat(terminal.enter("")).endsWith("0\n1\ndone\n>>>\n");
        }
    }

    @Test
    void javascript_is_spoken_too() throws Exception {
        try (TestTerminal terminal = start("--language", "javascript")) {
            terminal.awaitEnd("\n>");
            terminal.type("const f = (x) => {\r").awaitEnd("...");
            terminal.type("return { twice: x * 2 };\r").awaitEnd("...");
            terminal.type("}\r").awaitEnd("}\n>");
            terminal.type("f(21)\r").awaitEnd("{ twice: 42 }\n>");
            terminal.type("f.na\t").awaitEnd("> f.name");
            terminal.type("\r").awaitEnd("'f'\n>");
        }
    }

    @Test
    void ctrl_c_cancels_the_run_and_not_the_session() throws Exception {
        try (TestTerminal terminal = start("--fuel", "100000000M")) {
            terminal.awaitEnd(">>>");
            terminal.enter("import time; x = 1");
            terminal.type("x = 2; print('go'); time.sleep(600)\r").awaitEnd("\ngo");
            terminal.type(INTERRUPT)
                    .awaitEnd("cancelled; the interpreter is as it was before\n>>>");
            assertThat(terminal.enter("x")).contains("\n1\n");
            terminal.type("print('go'); sum(x for x in iter(int, 1))\r").awaitEnd("\ngo");
            terminal.type(INTERRUPT)
                    .awaitEnd("cancelled; the interpreter is as it was before\n>>>");
            assertThat(terminal.enter("x")).contains("\n1\n");
        }
    }

    @Test
    void ctrl_c_at_the_prompt_clears_the_line() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.type("x = (1,\r").awaitEnd("...");
            terminal.type(INTERRUPT).awaitEnd("\n>>>");
            terminal.enter("1 + 1");
            // One key, one prompt more.
            assertThat(terminal.text()).endsWith(">>> x = (1,\n...\n>>> 1 + 1\n2\n>>>\n");
        }
    }

    @Test
    void tab_completes_from_the_live_interpreter() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.enter("table = {'alpha': 1, 'beta': 2}; open('report.csv', 'w').close()");
            terminal.type("tab\t").awaitEnd(">>> table");
            terminal.type("['al\t").awaitEnd(">>> table['alpha");
            assertThat(terminal.enter("']")).contains("\n1\n");
            terminal.type("open('rep\t").awaitEnd(">>> open('report.csv");
            terminal.type("').name\r").awaitEnd("'report.csv'\n>>>");
            terminal.type("table.po\t\t")
                    .await(text -> text.contains("popitem") && text.contains("pop "));
            terminal.type(INTERRUPT).awaitEnd("\n>>>");
            terminal.type(":che\t").awaitEnd(">>> :checkpoint");
            terminal.type(INTERRUPT).awaitEnd("\n>>>");
            terminal.type("if table:\r\tprint('in')\r\r").awaitEnd("in\n>>>");
        }
    }

    @Test
    void what_was_typed_is_there_the_next_time_for_this_user_alone() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.enter("remembered = 1");
            terminal.enter(" secret = 2");
            terminal.type(END);
            assertThat(terminal.exitCode()).isZero();
        }
        Path file = directory.resolve("state/wasm-sandbox/history-python");
        assertThat(file).hasContent("remembered = 1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.type(UP).awaitEnd(">>> remembered = 1");
        }
        try (TestTerminal terminal = start("--no-history")) {
            terminal.awaitEnd(">>>");
            terminal.type(UP);
            assertThat(terminal.enter("1")).doesNotContain("remembered");
        }
        assertThat(file).hasContent("remembered = 1");
    }

    @Test
    void a_session_goes_on_where_it_was_left() throws Exception {
        try (TestTerminal terminal = start("--session", "notes")) {
            terminal.await(text -> text.contains("session notes"));
            terminal.awaitEnd(">>>");
            terminal.type("def double(x): return 2 * x\r").awaitEnd("...");
            terminal.type("\r").awaitEnd("\n>>>");
            terminal.enter("kept = double(21)");
            // Saved after each input: nothing is lost with the process.
            terminal.signal(9);
            assertThat(terminal.exitCode()).isEqualTo(137);
        }
        try (TestTerminal terminal = start("--session", "notes")) {
            terminal.awaitEnd(">>>");
            assertThat(terminal.enter("kept, double(1)")).contains("\n(42, 2)\n");
        }
        assertThat(sessions()).containsExactly("notes");
    }

    @Test
    void exit_ends_with_its_code() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            assertThat(terminal.enter("raise KeyboardInterrupt")).contains("KeyboardInterrupt");
            assertThat(terminal.enter("1 / 0")).contains("ZeroDivisionError");
            terminal.type("exit(7)\r");
            assertThat(terminal.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void the_guest_reads_what_is_typed_while_it_runs() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.type("name = input('Name? ')\r").awaitEnd("\nName?");
            assertThat(terminal.enter("Ann")).doesNotContain("Error");
            assertThat(terminal.enter("name")).contains("\n'Ann'\n");
            terminal.type("input('? ')\r").awaitEnd("\n?");
            terminal.type(INTERRUPT)
                    .awaitEnd("cancelled; the interpreter is as it was before\n>>>");
            // Nothing that is typed now goes to the run that was cancelled.
            assertThat(terminal.enter("1 + 1")).contains("\n2\n");
            terminal.type("input('? ')\r").awaitEnd("\n?");
            terminal.type(END).awaitEnd("EOFError: EOF when reading a line\n>>>");
        }
    }

    @Test
    void what_a_guest_writes_cannot_steer_the_terminal() throws Exception {
        try (TestTerminal terminal = start(Map.of())) {
            terminal.awaitEnd(">>>");
            terminal.enter("evil = '\\x1b[2J\\x1b[H\\x1b]0;title\\x07\\x1b[6n\\x1b[31mred'");
            assertThat(terminal.enter("print(evil, end='')"))
                    .contains("\\x1b[2J\\x1b[H\\x1b]0;title\\x07\\x1b[6nred\n");
            terminal.enter("open('name\\x1b[2J', 'w').close()");
            assertThat(terminal.enter(":files")).contains("name\\x1b[2J");
            terminal.enter("import sys; sys.ps1 = evil; evil_names = {evil: 1}");
            terminal.type("evil_names['\t");
            assertThat(terminal.enter("']")).contains("KeyError");
        }
    }

    @Test
    void tracebacks_are_coloured_unless_nobody_wants_it() throws Exception {
        try (TestTerminal terminal = start(Map.of())) {
            terminal.awaitEnd(">>>");
            assertThat(terminal.enter("1 / 0"))
                    .contains(
                            "  File \"<input-1>\", line 1, in <module>\n    1 / 0\n    ~~^~~\nZeroDivisionError: division by zero\n");
            assertThat(terminal.colours()).contains("\033[1;35m", "\033[1;31m");
        }
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.enter("1 / 0");
            assertThat(terminal.colours().replace("\033[0m", "").replace("\033[m", "")).isEmpty();
        }
    }

    @Test
    void another_size_of_the_terminal_does_no_harm() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.type("x = 'a long");
            terminal.resize(10, 40).type(" line'\r").awaitEnd("\n>>>");
            terminal.type("len(x)\r").awaitEnd("11\n>>>");
            terminal.resize(50, 120);
            assertThat(terminal.enter("1 + 1")).contains("\n2\n");
        }
    }

    @Test
    void the_commands_work_on_the_session() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.enter("x = 1");
            terminal.enter(":checkpoint one");
            terminal.enter("x = 2; open('made', 'w').close()");
            assertThat(terminal.enter(":undo")).contains("taken back");
            assertThat(terminal.enter("import os; x, os.path.exists('made')"))
                    .contains("(1, False)");
            terminal.enter("x = 3");
            assertThat(terminal.enter(":fork")).contains("\ncopy >>>");
            terminal.enter("x = 4");
            assertThat(terminal.enter("x")).contains("\n4\n");
            terminal.enter(":back");
            assertThat(terminal.enter("x")).contains("\n3\n");
            assertThat(terminal.enter(":restore one")).contains("kept as one");
            assertThat(terminal.enter("x")).contains("\n1\n");
            assertThat(terminal.enter(":reset")).contains("fresh");
            assertThat(terminal.enter("x")).contains("NameError");
            assertThat(terminal.enter(":nothing")).contains("there is no command ':nothing'");
            assertThat(terminal.enter(":time 1")).contains(" ms, ", " instructions, ");
            terminal.type(":quit\r");
            assertThat(terminal.exitCode()).isZero();
        }
        assertThat(sessions()).isEmpty();
    }

    /** The lines of docs/repl.md, typed and compared. */
    @Test
    void the_transcripts_of_the_documentation_are_what_happens() throws Exception {
        List<List<String>> transcripts = Transcript.of(Path.of("../docs/repl.md"));
        assertThat(transcripts).hasSize(2);
        for (List<String> lines : transcripts) {
            new Transcript(directory, this::start).compare(lines);
        }
    }

    @Test
    void a_terminal_that_is_taken_away_ends_the_session_in_order() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.enter("x = 1");
            terminal.hangUp();
            // The end of the input and the signal come at the same time.
            assertThat(terminal.exitCode()).isIn(0, 129);
        }
        assertThat(sessions()).isEmpty();
    }

    @Test
    void an_end_from_outside_leaves_terminal_and_session_in_order() throws Exception {
        try (TestTerminal terminal = start()) {
            terminal.awaitEnd(">>>");
            terminal.enter("x = 1");
            terminal.signal(15);
            assertThat(terminal.exitCode()).isEqualTo(143);
        }
        assertThat(sessions()).isEmpty();
    }
}
