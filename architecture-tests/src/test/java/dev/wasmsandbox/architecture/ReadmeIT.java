package dev.wasmsandbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.PruneResult;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.TrapReason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java examples of README.md, which stand here line by line and are run. */
class ReadmeIT {
    private static final Path README = Path.of("README.md");
    private static final Path THIS =
            Path.of("architecture-tests/src/test/java/dev/wasmsandbox/architecture/ReadmeIT.java");

    private final Repository repository = Repository.ofThisTest();
    private final List<String> calls = new ArrayList<>();
    private final List<byte[]> kept = new ArrayList<>();

    @Test
    void the_examples_stand_here_word_by_word() {
        String here = withoutSpace(repository.lines(THIS).orElseThrow());
        List<String> example = new ArrayList<>();
        boolean inside = false;
        int examples = 0;
        for (String line : repository.lines(README).orElseThrow()) {
            if (line.startsWith("```")) {
                assertThat(here).contains(withoutSpace(example));
                example.clear();
                inside = line.equals("```java");
                examples += inside ? 1 : 0;
            } else if (inside) {
                example.add(line);
            }
        }

        assertThat(examples).isEqualTo(4);
    }

    /** The formatter may break lines elsewhere here. */
    private static String withoutSpace(List<String> lines) {
        return String.join("", lines).replaceAll("\\s", "");
    }

    private static String printed(Runnable example) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            example.run();
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_first_example_prints_a_sum() {
        assertThat(printed(ReadmeIT::printSum)).isEqualTo("45\n");
    }

    @Test
    void the_fourth_example_goes_on_in_a_copy() {
        assertThat(printed(this::goOnInACopy)).isEqualTo("49\n");
        assertThat(kept).hasSize(1);
        assertThat(Checkpoint.of(kept.getFirst()).hasFiles()).isTrue();
    }

    private void goOnInACopy() {
        try (Sandbox sandbox = Sandbox.builder().autoPersistGlobals(true).build()) {
            sandbox.execute("def square(x): return x * x");
            keep(
                    sandbox.checkpoint()
                            .toBytes()); // Sandbox.restore goes on from it, here or elsewhere
            try (Sandbox copy = sandbox.fork()) {
                System.out.print(copy.execute("print(square(7))").stdout()); // 49
            }
            sandbox.undo();
        }
    }

    private static void printSum() {
        try (Sandbox sandbox = Sandbox.create(RuntimeType.PYTHON)) {
            SandboxResult result = sandbox.execute("print(sum(range(10)))");
            System.out.print(result.stdout()); // 45
        }
    }

    @Test
    void the_second_example_tells_the_ends_apart() {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.PYTHON)
                        .storage(new MemoryStorageAdapter())
                        .build()) {
            look(sandbox.execute("print('fine')"));
            look(sandbox.execute("undefined"));
            look(sandbox.execute("raise SystemExit(3)"));
        }

        assertThat(calls).containsExactly("accept fine\n", "ask NameError", "note 3");
    }

    private void look(SandboxResult result) {
        switch (result.outcome()) {
            case Outcome.Completed _ -> accept(result.stdout());
            case Outcome.GuestError(ErrorReport error) ->
                    askForBetterCode(error.name(), error.message(), result.stderr());
            case Outcome.Exited(int code) -> note(code);
            case Outcome.LimitReached(TrapReason reason, String message) -> refuse(message);
            case Outcome.Trapped _,
                    Outcome.Cancelled _,
                    Outcome.HostFailure _,
                    Outcome.WorkerLost _ ->
                    giveUp(result);
        }
    }

    @Test
    void the_third_example_works_with_files(@TempDir Path workspaceRoot) {
        String id = Sessions.at(workspaceRoot).create();

        Sessions sessions = Sessions.at(workspaceRoot);
        sessions.writeFile(id, "input.csv", "name,age\nAlice,30", true);
        List<String> files = sessions.listFiles(id, "**/*.csv");
        PruneResult pruned = sessions.prune(Duration.ofHours(24), false);

        assertThat(files).containsExactly("input.csv");
        assertThat(pruned.deletedSessions()).isEmpty();
    }

    private void keep(byte[] checkpoint) {
        kept.add(checkpoint);
    }

    private void accept(String output) {
        calls.add("accept " + output);
    }

    private void askForBetterCode(String name, String message, String trace) {
        assertThat(trace).contains(name).contains(message);
        calls.add("ask " + name);
    }

    private void note(int code) {
        calls.add("note " + code);
    }

    private void refuse(String message) {
        calls.add("refuse " + message);
    }

    private void giveUp(SandboxResult result) {
        calls.add("give up " + result);
    }
}
