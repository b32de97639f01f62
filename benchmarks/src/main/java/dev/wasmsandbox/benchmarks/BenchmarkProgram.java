package dev.wasmsandbox.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs benchmarks and writes their results as JSON into a file named after the day and the machine. */
public final class BenchmarkProgram {
    private BenchmarkProgram() {}

    /**
     * Runs.
     *
     * @param arguments the folder of the results; then options of JMH, e.g. {@code -f 1 -i 3 FreshRun}
     * @throws CommandLineOptionException if JMH does not know an option
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the folder or the file cannot be written
     */
    public static void main(String[] arguments)
            throws CommandLineOptionException, RunnerException, IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException(
                    "the first argument is missing: the results' folder");
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]).normalize());
        String[] options = Arrays.copyOfRange(arguments, 1, arguments.length);
        Path file = folder.resolve(fileName(LocalDate.now(ZoneOffset.UTC), ""));
        new Runner(
                        new OptionsBuilder()
                                .parent(new CommandLineOptions(options))
                                .shouldFailOnError(true)
                                .resultFormat(ResultFormatType.JSON)
                                .result(file.toString())
                                .build())
                .run();
        removePaths(file);
    }

    /** JMH notes where the JVM lies; the rest of a result says all that others can use. */
    private static void removePaths(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.write(
                file,
                lines.stream().filter(line -> !line.strip().startsWith("\"jvm\" :")).toList());
    }

    /**
     * The machine is named by its kind, e.g. {@code linux-amd64-2}: its own name is nobody's business.
     *
     * @param subject what was measured, e.g. {@code -metering}; empty for all that JMH measures
     */
    static String fileName(LocalDate day, String subject) {
        String system = System.getProperty("os.name") + '-' + System.getProperty("os.arch");
        return day
                + "-"
                + system.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "_")
                + '-'
                + Runtime.getRuntime().availableProcessors()
                + subject
                + ".json";
    }
}
