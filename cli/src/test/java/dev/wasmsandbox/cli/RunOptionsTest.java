package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Two readers of one command line must understand the same: the quick one and picocli. */
class RunOptionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run -c print(1)",
                "run a.py",
                "run -",
                "run --json a.py",
                "run --session s --persist -c x",
                "run a.js --json --language javascript",
                "run -c x a b",
                "run -c x -- a -b --json",
                "run a.py -- -c",
                "run a.py b - c",
                "run - -- - --",
                "run --fuel 500M --memory 64MiB --timeout 0.5 --session s --workspace w --policy p.toml --isolation process --debug a.py",
                "run -- a.py --json",
                "run -c x --"
            })
    void the_quick_reader_agrees_with_picocli(String line) {
        String[] words = line.split(" ", -1);

        assertThat(RunOptions.ofPlain(words)).contains(byPicocli(words));
    }

    @Test
    void the_quick_reader_takes_code_with_spaces_line_ends_and_nothing_at_all() {
        for (String code : List.of("print('a b')\nprint(2)\n", "")) {
            String[] words = {"run", "-c", code};

            assertThat(RunOptions.ofPlain(words)).contains(byPicocli(words));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bench",
                "run",
                "run --help",
                "run -h",
                "run --json",
                "run -c",
                "run -c -x",
                "run -cx",
                "run --timeout=2 a.py",
                "run --timeout",
                "run --timeout -1 a.py",
                "run --timeout 1 --timeout 2 a.py",
                "run --json --json a.py",
                "run --unknown a.py",
                "--debug run a.py"
            })
    void everything_else_is_left_to_picocli(String line) {
        assertThat(RunOptions.ofPlain(line.split(" ", -1))).isEmpty();
    }

    @Test
    void the_first_word_is_the_code_unless_there_is_code_already() {
        RunOptions file = RunOptions.ofPlain(new String[] {"run", "a.py", "b"}).orElseThrow();
        RunOptions text = RunOptions.ofPlain(new String[] {"run", "-c", "x", "b"}).orElseThrow();

        assertThat(file.code()).isEqualTo(new CodeSource.File(Path.of("a.py")));
        assertThat(file.arguments()).containsExactly("b");
        assertThat(text.code()).isEqualTo(new CodeSource.Text("x"));
        assertThat(text.arguments()).containsExactly("b");
    }

    private static RunOptions byPicocli(String[] words) {
        Surroundings nowhere =
                new Surroundings(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        new PrintStream(OutputStream.nullOutputStream()),
                        Map.of());
        CommandLine.ParseResult parsed =
                new FullCommandLine(nowhere, SandboxOpener::openReal).commands().parseArgs(words);
        return ((RunCommand) parsed.subcommand().commandSpec().userObject()).options();
    }
}
