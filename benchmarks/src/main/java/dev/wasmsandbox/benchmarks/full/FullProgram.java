package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.benchmarks.report.Comparison;
import dev.wasmsandbox.benchmarks.report.Environment;
import dev.wasmsandbox.benchmarks.report.Report;
import dev.wasmsandbox.benchmarks.report.ReportWriter;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code ./sandbox bench --full}: measures all that is claimed, and writes the page and the raw data. With {@code --quick --compare FILE}
 * it measures only what is compared with an earlier run.
 */
public final class FullProgram {
    private static final int OK = 0;
    private static final int WORSE = 1;
    private static final int USAGE = 2;

    private final List<Part> parts;
    private final PrintStream out;
    private final PrintStream progress;

    FullProgram(List<Part> parts, PrintStream out, PrintStream progress) {
        this.parts = List.copyOf(parts);
        this.out = out;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param arguments the checkout and its commit; then the options
     * @throws IOException if the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(
                    "the checkout and its commit are missing; start this by ./sandbox bench --full");
        }
        List<Competitor> competitors =
                Stream.concat(
                                Competitors.ofThisMachine().stream(),
                                Competitors.fromRegistries().stream())
                        .toList();
        FullProgram program = new FullProgram(parts(competitors), System.out, System.err);
        System.exit(
                program.run(
                        Path.of(arguments[0]),
                        arguments[1],
                        Arrays.asList(arguments).subList(2, arguments.length)));
    }

    /** Returns all parts; what later runs are compared by comes first, in a JVM that has done nothing yet. */
    static List<Part> parts(List<Competitor> competitors) {
        return List.of(
                new GuardPart(),
                new StartPart(),
                new OthersPart(competitors),
                new ComputePart(),
                new ScalePart(),
                new MemoryPart());
    }

    /** Runs; returns the exit code. */
    int run(Path root, String commit, List<String> words) throws IOException {
        FullOptions options;
        Map<String, Double> baseline;
        try {
            options = FullOptions.parse(words, parts.stream().map(Part::name).toList());
            Optional<Path> file = options.baseline();
            baseline = file.isPresent() ? Comparison.ratiosOf(file.get()) : Map.of();
        } catch (IllegalArgumentException e) {
            progress.println("sandbox bench: " + e.getMessage());
            progress.println(FullOptions.USAGE);
            return USAGE;
        }
        Report report = measure(options, root, commit, options.effort());
        Optional<Path> folder =
                options.guard()
                        ? options.output()
                        : Optional.of(
                                options.output()
                                        .orElse(
                                                root.resolve("docs/benchmarks")
                                                        .resolve(Environment.folderName())));
        if (folder.isPresent()) {
            new ReportWriter(folder.get()).write(report);
            out.println("results: " + folder.get());
        }
        if (options.baseline().isEmpty()) {
            return OK;
        }
        Comparison comparison = Comparison.of(baseline, report.ratios());
        comparison.lines().forEach(out::println);
        return options.strict() && !comparison.worse().isEmpty() ? WORSE : OK;
    }

    /** Measures the parts that are wanted, with an effort of choice. */
    Report measure(FullOptions options, Path root, String commit, Effort effort)
            throws IOException {
        long start = System.nanoTime();
        Map<String, String> environment = Environment.describe(commit);
        environment.put("effort", effort.name());
        Workbench bench =
                new Workbench(
                        effort,
                        root.toAbsolutePath().normalize(),
                        environments(),
                        line ->
                                progress.printf(
                                        "[%4d s] %s%n",
                                        (System.nanoTime() - start) / 1_000_000_000L, line));
        List<Section> sections = new ArrayList<>();
        for (Part part : parts) {
            boolean wanted =
                    options.guard()
                            ? part.name().equals(GuardPart.NAME)
                            : options.parts().contains(part.name());
            if (wanted) {
                sections.addAll(measure(part, bench));
            }
        }
        environment.put("load at the end", Environment.load());
        environment.put("took", (System.nanoTime() - start) / 1_000_000_000L + " s");
        return new Report(environment, sections);
    }

    /** What goes wrong in one part is told on the page, and costs the other parts nothing. */
    private static List<Section> measure(Part part, Workbench bench) throws IOException {
        try {
            return part.measure(bench);
        } catch (Missing e) {
            bench.say(part.name() + ": " + e.reason());
            return List.of(
                    Section.of(part.name(), "Not measured: " + part.name(), e.reason())
                            .table(new Table(List.of(), List.of()))
                            .build());
        }
    }

    private static Path environments() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home =
                cache == null || cache.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(cache);
        return home.resolve("wasm-sandbox/benchmarks");
    }
}
