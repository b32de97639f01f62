package dev.wasmsandbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed and read, as a document shows it: commands behind {@code $}, and within a prompt the lines behind {@code
 * >>>}, {@code >} and {@code ...}, or {@code ^C}. Carried out again, and compared.
 */
final class Transcript {
    private static final String PIPE = "' | sandbox ";

    private final Path directory;
    private final Start start;

    /** Starts a prompt. */
    @FunctionalInterface
    interface Start {
        /** Starts it with the words behind {@code repl}. */
        TestTerminal start(String... words) throws IOException;
    }

    Transcript(Path directory, Start start) {
        this.directory = directory;
        this.start = start;
    }

    /** Finds the transcripts of a document. */
    static List<List<String>> of(Path document) throws IOException {
        List<List<String>> found = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(document)) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
                if (inside) {
                    found.add(new ArrayList<>());
                }
            } else if (inside) {
                found.getLast().add(line);
            }
        }
        return found;
    }

    /** Carries one out. */
    void compare(List<String> lines) throws Exception {
        for (int from = 0; from < lines.size(); ) {
            int to = from + 1;
            while (to < lines.size() && !lines.get(to).startsWith("$ ")) {
                to++;
            }
            command(lines.get(from).substring(2), lines.subList(from + 1, to));
            from = to;
        }
    }

    private void command(String command, List<String> shown) throws Exception {
        if (command.startsWith("sandbox repl")) {
            prompt(words(command.substring("sandbox repl".length())), shown);
        } else {
            assertThat(shell(command)).as(command).isEqualTo(String.join("\n", shown) + "\n");
        }
    }

    private void prompt(List<String> words, List<String> shown) throws Exception {
        try (TestTerminal terminal = start.start(words.toArray(String[]::new))) {
            StringBuilder expected = new StringBuilder();
            for (String line : shown) {
                if (line.equals("^C")) {
                    awaitEnd(terminal, expected.toString());
                    terminal.type("\003");
                }
                String typed = typed(line);
                if (typed == null) {
                    expected.append(line).append('\n');
                    continue;
                }
                // What the prompt shows before somebody types is the beginning of the line.
                String prompt =
                        line.substring(
                                0, line.indexOf(' ') < 0 ? line.length() : line.indexOf(' '));
                awaitEnd(terminal, expected + prompt);
                terminal.type(typed + "\r");
                expected.append(line).append('\n');
            }
            assertThat(terminal.exitCode()).isZero();
            assertThat(plain(terminal.text())).isEqualTo(plain(expected.toString()));
        }
    }

    /** What was typed: the prompt indents by itself. */
    private static @Nullable String typed(String line) {
        for (String prompt : List.of(">>>", "...", ">")) {
            if (line.equals(prompt) || line.startsWith(prompt + " ")) {
                return line.substring(prompt.length()).strip();
            }
        }
        return null;
    }

    private static void awaitEnd(TestTerminal terminal, String expected)
            throws InterruptedException {
        String wanted = plain(expected);
        terminal.await(text -> plain(text).equals(wanted));
    }

    /** Without what differs from one machine and one release to the next. */
    private static String plain(String text) {
        return text.replaceAll("Python [0-9.]+ in", "Python in")
                .replaceAll("QuickJS-NG [0-9.]+ in", "QuickJS-NG in")
                .stripTrailing();
    }

    private String shell(String command) {
        byte[] input = {};
        String words = command.substring("sandbox ".length());
        if (command.startsWith("printf '")) {
            int pipe = command.indexOf(PIPE);
            input =
                    command.substring("printf '".length(), pipe)
                            .replace("\\n", "\n")
                            .getBytes(UTF_8);
            words = command.substring(pipe + PIPE.length());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(
                        new ByteArrayInputStream(input),
                        out,
                        new PrintStream(out, true, UTF_8),
                        Map.of());
        List<String> all = words(words);
        all.add(1, "--workspace=" + directory.resolve("workspace"));
        int exitCode =
                new Program(surroundings, SandboxOpener::openReal).run(all.toArray(String[]::new));
        assertThat(exitCode).as(out.toString(UTF_8)).isZero();
        return out.toString(UTF_8);
    }

    /** Takes words apart as a shell does, as far as the documents need it. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : (line.strip() + " ").toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        return words;
    }
}
