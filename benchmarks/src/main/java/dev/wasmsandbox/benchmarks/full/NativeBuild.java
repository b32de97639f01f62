package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The guest's interpreter as a native program.
 *
 * @param description what it is, and whether it is the same as the guest
 * @param command what a program's path is added to; the last line of its output is the time that the program took
 */
record NativeBuild(String description, List<String> command) {
    private static final int BUILD_SECONDS = 3600;

    NativeBuild {
        command = List.copyOf(command);
    }

    /** Builds one with the guest's sources and flags, or takes what the cache has. */
    static NativeBuild of(RuntimeType language, Workbench bench) {
        String name = language == RuntimeType.PYTHON ? "native-python" : "native-javascript";
        Path script = bench.root().resolve("benchmarks/build/" + name + ".sh");
        if (!Files.isRegularFile(script)) {
            throw new Missing("there is no " + script.getFileName() + " in this checkout");
        }
        bench.say("compute: " + name + ", which takes minutes the first time");
        List<String> lines =
                Commands.run(List.of("bash", script.toString()), BUILD_SECONDS)
                        .orMissing(script.getFileName().toString())
                        .output()
                        .lines()
                        .toList();
        if (lines.isEmpty()) {
            throw new Missing(script.getFileName() + " does not say what it has built");
        }
        return of(
                language,
                lines.getLast(),
                "the guest's version, compiler and optimisation, by profile too, built for this machine",
                bench);
    }

    /** The machine's own interpreter, where none could be built. */
    static NativeBuild ofMachine(RuntimeType language, String reason, Workbench bench) {
        if (language == RuntimeType.JAVASCRIPT) {
            throw new Missing(reason);
        }
        ProcessInterpreter python = ProcessInterpreter.python();
        return of(
                language,
                python.command().getFirst(),
                "this machine's own Python "
                        + python.version()
                        + ", another build ("
                        + reason
                        + ")",
                bench);
    }

    private static NativeBuild of(
            RuntimeType language, String executable, String description, Workbench bench) {
        Path folder = bench.environments().resolve("native");
        return language == RuntimeType.PYTHON
                ? new NativeBuild(
                        description,
                        List.of(
                                executable,
                                "-I",
                                Resources.unpack("native/timed.py", folder).toString()))
                : new NativeBuild(
                        description,
                        List.of(
                                executable,
                                "-m",
                                Resources.unpack("native/timed.js", folder).toString()));
    }

    /** Runs a program in a process of its own. */
    Competitor.Ran run(Path program) {
        List<String> whole = new ArrayList<>(command);
        whole.add(program.toString());
        List<String> lines =
                Commands.run(whole, 120)
                        .orMissing(program.getFileName().toString())
                        .output()
                        .lines()
                        .toList();
        return new Competitor.Ran(
                Long.parseLong(lines.getLast()),
                String.join("\n", lines.subList(0, lines.size() - 1)));
    }
}
