package dev.wasmsandbox.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The Python of this machine, to compare with.
 *
 * @param executable the interpreter itself: version managers put scripts before it, which take longer than Python
 * @param version its version, e.g. {@code 3.13.5}
 */
record NativePython(Path executable, String version) {
    private static final String HELLO = "print('hello')";

    /** Finds the interpreter behind {@code python3} on the search path; empty if there is none that works. */
    static Optional<NativePython> find() {
        try {
            String answer =
                    run(
                            "python3",
                            "-I",
                            "-c",
                            "import sys, platform; print(sys.executable); print(platform.python_version())");
            List<String> lines = answer.lines().toList();
            return lines.size() == 2
                    ? Optional.of(new NativePython(Path.of(lines.getFirst()), lines.getLast()))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Starts the interpreter, lets it print a word and waits for its end.
     *
     * @throws IOException if it does not print the word
     */
    void hello() throws IOException {
        String answer = run(executable.toString(), "-I", "-c", HELLO);
        if (!answer.strip().equals("hello")) {
            throw new IOException(executable + " printed '" + answer + "' instead of hello");
        }
    }

    private static String run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IOException(command[0] + " did not end within 30 seconds");
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command[0], e);
        } finally {
            process.destroyForcibly();
        }
    }
}
