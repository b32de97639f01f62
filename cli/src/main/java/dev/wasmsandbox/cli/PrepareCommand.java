package dev.wasmsandbox.cli;

import dev.wasmsandbox.Diagnostics;
import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.cli.SandboxOpener.Living;
import dev.wasmsandbox.cli.SandboxOpener.Opening;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Used by the script after a build. Compiles the guests to machine code, so that no run has to wait for it; with
 * {@code --train} it does what the usual commands do, in a process whose JVM records which classes that takes. A start loads all
 * classes of a record, needed or not, so plain runs, which are called most and need by far the fewest, have a record of their own.
 */
@Command(name = "prepare", hidden = true)
final class PrepareCommand extends AnyCommand {
    private static final List<List<String>> PLAIN =
            List.of(
                    List.of("run", "-c", "print('hello')"),
                    List.of("run", "--language", "javascript", "-c", "console.log(1)"));

    private static final List<List<String>> OTHERS =
            List.of(
                    List.of("run", "--json", "--timeout", "9", "-c", "print(1)"),
                    List.of("run", "--session", "s", "-c", "print(1)"),
                    List.of("run", "--session", "s", "--persist", "-c", "print(1)"),
                    List.of("repl", "--session", "s"),
                    List.of("session", "files", "s"),
                    List.of("session", "list", "--json"),
                    List.of("session", "get", "s", "user_code.py"),
                    List.of("session", "rm", "s", "--all"));

    /** Which commands a record is for. */
    enum Kind {
        /** Runs with no option that takes more. */
        PLAIN,
        /** All. */
        ALL
    }

    @Option(names = "--train")
    private @Nullable Kind train;

    PrepareCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        if (train != null) {
            return train(train);
        }
        for (RuntimeType runtime : RuntimeType.values()) {
            surroundings().print("machine code of " + runtime.id());
            Diagnostics.prepare(runtime);
        }
        return ExitCode.OK;
    }

    private int train(Kind kind) {
        try (TemporaryDirectory workspace = TemporaryDirectory.create()) {
            String place = workspace.path().toString();
            int code = rehearse(place, PLAIN);
            if (kind == Kind.PLAIN) {
                return code;
            }
            code = Math.max(code, rehearse(place, OTHERS));
            return Math.max(
                    code,
                    PromptRehearsal.run(
                            quiet(new ByteArrayOutputStream()), prompt(workspace.path())));
        }
    }

    private int rehearse(String place, List<List<String>> commands) {
        int code = ExitCode.OK;
        for (List<String> words : commands) {
            code = Math.max(code, rehearseOne(place, words));
        }
        return code;
    }

    private static Surroundings quiet(ByteArrayOutputStream out) {
        return new Surroundings(
                new ByteArrayInputStream("6 * 7\n".getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                Map.of());
    }

    private static Opening prompt(Path workspace) {
        return new Opening(
                RuntimeType.PYTHON,
                ExecutionPolicy.defaults(),
                new DiskStorageAdapter(workspace),
                null,
                new Living(false, 1, null));
    }

    private int rehearseOne(String place, List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.add(command.getFirst().equals("session") ? 2 : 1, "--workspace");
        words.add(words.indexOf("--workspace") + 1, place);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code =
                new Program(quiet(out), SandboxOpener::openReal).run(words.toArray(String[]::new));
        if (code != ExitCode.OK) {
            surroundings().print(out.toString(StandardCharsets.UTF_8));
        }
        return code;
    }
}
