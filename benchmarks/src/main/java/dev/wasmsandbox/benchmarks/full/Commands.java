package dev.wasmsandbox.benchmarks.full;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine to their end. */
final class Commands {
    private Commands() {}

    /**
     * How a program ended.
     *
     * @param firstOutputNanos from before its start to its first byte of output, or to its end if there was none
     * @param nanos from before its start to its end
     * @param errors the end of its standard error
     */
    record Ended(int status, String output, String errors, long firstOutputNanos, long nanos) {
        /** Returns itself if the status is 0. */
        Ended orMissing(String what) {
            if (status != 0) {
                throw new Missing(what + " ended with " + status + ": " + lastLines());
            }
            return this;
        }

        private String lastLines() {
            List<String> lines =
                    (output + "\n" + errors).lines().filter(line -> !line.isBlank()).toList();
            List<String> told =
                    lines.stream().filter(line -> line.matches("(?i).*error.*")).toList();
            List<String> best = told.isEmpty() ? lines : told;
            return best.isEmpty() ? "it said nothing" : best.getFirst();
        }
    }

    /** Runs a program in the environment of this process. */
    static Ended run(List<String> command, int seconds) {
        return run(command, Map.of(), seconds);
    }

    /**
     * Runs a program.
     *
     * @param environment variables that it gets besides those of this process
     * @throws Missing if it cannot be started, or does not end in time
     */
    static Ended run(List<String> command, Map<String, String> environment, int seconds) {
        try {
            Path errors = Files.createTempFile("bench", ".errors");
            try {
                ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
                builder.environment().putAll(environment);
                return run(builder, seconds, errors);
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new Missing(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        }
    }

    private static Ended run(ProcessBuilder builder, int seconds, Path errors) throws IOException {
        long start = System.nanoTime();
        Process process = builder.start();
        Thread guard =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                                    end(process);
                                }
                            } catch (InterruptedException _) {
                                // The process has ended; that is all the guard waited for.
                            }
                        });
        try (InputStream in = process.getInputStream()) {
            process.getOutputStream().close();
            int first = in.read();
            long firstOutput = System.nanoTime() - start;
            String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            long nanos = System.nanoTime() - start;
            String output = first < 0 ? "" : (char) first + rest;
            return new Ended(
                    status,
                    output,
                    Files.readString(errors, StandardCharsets.ISO_8859_1),
                    firstOutput,
                    nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted while " + builder.command().getFirst() + " ran", e);
        } finally {
            end(process);
            guard.interrupt();
        }
    }

    /** What a process has started would go on without it. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
