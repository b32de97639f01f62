package dev.wasmsandbox.benchmarks.full;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An interpreter of this machine, started for each program: {@code python3 -c}, {@code node -e}.
 *
 * @param command what stands before the program's text
 */
record ProcessInterpreter(String version, List<String> command) implements Competitor.Interpreter {
    private static final int SECONDS = 120;

    ProcessInterpreter {
        command = List.copyOf(command);
    }

    /** The Python that the search path leads to; version managers put scripts before it, which take longer than Python. */
    static ProcessInterpreter python() {
        List<String> lines =
                Commands.run(
                                List.of(
                                        "python3",
                                        "-I",
                                        "-c",
                                        "import sys, platform; print(sys.executable); print(platform.python_version())"),
                                SECONDS)
                        .orMissing("python3")
                        .output()
                        .lines()
                        .toList();
        if (lines.size() != 2) {
            throw new Missing("python3 does not say where it is, but " + lines);
        }
        return new ProcessInterpreter(lines.getLast(), List.of(lines.getFirst(), "-I", "-c"));
    }

    /** The Node.js of the search path. */
    static ProcessInterpreter node() {
        String version =
                Commands.run(List.of("node", "--version"), SECONDS).orMissing("node").output();
        return new ProcessInterpreter(version.strip(), List.of("node", "-e"));
    }

    @Override
    public Competitor.Ran run(Path program) {
        List<String> whole = new ArrayList<>(command);
        try {
            whole.add(Files.readString(program));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + program, e);
        }
        Commands.Ended ended = Commands.run(whole, SECONDS).orMissing(command.getFirst());
        return new Competitor.Ran(ended.nanos(), ended.output());
    }

    @Override
    public void close() {
        // Each program's process has ended with it.
    }
}
