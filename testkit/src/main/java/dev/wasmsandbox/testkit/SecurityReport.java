package dev.wasmsandbox.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes what the tests of the wall found: {@code docs/security-report.md}, from the figures that test runs leave in {@code
 * <module>/target/security/<part>.properties} and from Surefire's reports. What is missing or failed is shown as such, and
 * is the program's exit code.
 *
 * <p>Figures that are understood: {@code result} ({@code passed} or not), {@code <what>.result}, {@code passed} with {@code
 * cases} or {@code programs}, and pairs {@code <what>.cases} and {@code <what>.passed}. All others are shown as they are.
 */
public final class SecurityReport {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>", Pattern.DOTALL);

    /**
     * A part of the report.
     *
     * @param id the name of its file of figures
     * @param title its heading
     * @param figures whether there must be figures
     * @param tests the test classes that make it
     */
    private record Part(String id, String title, boolean figures, List<String> tests) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part(
                            "wasi-conformance",
                            "WASI preview 1, case by case",
                            true,
                            List.of("WasiConformanceIT")),
                    new Part("escape-corpus", "Escape corpus", true, List.of("EscapeCorpusIT")),
                    new Part("fuzz", "Fuzzing", true, List.of("CorpusIT", "FuzzIT")),
                    new Part("determinism", "Determinism", true, List.of("DeterminismIT")),
                    new Part(
                            "advisories",
                            "Advisories of the engine",
                            true,
                            List.of("AdvisoriesTest")),
                    new Part(
                            "quotas",
                            "Quotas and limits",
                            false,
                            List.of("QuotaTest", "QuotaModelTest", "LimitsIT", "InstanceIT")),
                    new Part("isolation", "Isolation of runs", false, List.of("IsolationIT")),
                    new Part(
                            "stack-margins",
                            "Native stack",
                            false,
                            List.of("TrapIT", "OwnershipIT")));

    /** What a test class did. */
    private record Tests(int run, int failed, Instant when) {}

    /** What is known of a part. */
    private record Section(
            String title, String result, String counts, Instant when, List<String> details) {
        boolean passed() {
            return result.equals("passed");
        }
    }

    private final Map<String, Path> figures = new TreeMap<>();
    private final Map<String, Tests> tests = new TreeMap<>();

    private SecurityReport() {}

    /**
     * Writes the report.
     *
     * @param arguments the project's directory; the file to write; then versions to show, as {@code name=version}
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        List<String> versions = List.of(arguments).subList(2, arguments.length);
        System.exit(write(root, file, versions) ? 0 : 1);
    }

    /** Writes the report; tells whether all parts are there and passed. */
    static boolean write(Path root, Path file, List<String> versions) throws IOException {
        SecurityReport report = new SecurityReport();
        report.find(root);
        List<Section> sections = report.sections();
        boolean passed = sections.stream().allMatch(Section::passed);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, text(sections, passed, versions));
        for (Section section : sections) {
            System.out.printf("%-30s %s %s%n", section.title, section.result, section.counts);
        }
        System.out.println("written to " + file);
        return passed;
    }

    private void find(Path root) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
                for (Path file : files(module.resolve("target/security"), ".properties")) {
                    String name = String.valueOf(file.getFileName());
                    figures.put(name.substring(0, name.length() - ".properties".length()), file);
                }
                for (Path file : files(module.resolve("target/surefire-reports"), ".xml")) {
                    read(file);
                }
            }
        }
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private void read(Path report) throws IOException {
        Matcher suite = SUITE.matcher(Files.readString(report));
        if (!suite.find()) {
            return;
        }
        String head = suite.group();
        String name = attribute(head, "name").orElse("");
        int failed = number(head, "errors") + number(head, "failures");
        int run = number(head, "tests") - number(head, "skipped");
        Instant when = Files.getLastModifiedTime(report).toInstant();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        Tests known = tests.get(simple);
        // Two modules may have a class of one name: both count.
        tests.put(
                simple,
                known == null
                        ? new Tests(run, failed, when)
                        : new Tests(
                                known.run + run, known.failed + failed, earlier(known.when, when)));
    }

    private static Optional<String> attribute(String head, String name) {
        Matcher value = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(head);
        return value.find() ? Optional.of(value.group(1)) : Optional.empty();
    }

    private static int number(String head, String name) {
        return attribute(head, name).map(Integer::parseInt).orElse(0);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private List<Section> sections() throws IOException {
        List<Section> sections = new ArrayList<>();
        Map<String, Path> others = new TreeMap<>(figures);
        for (Part part : PARTS) {
            others.remove(part.id);
            sections.add(section(part));
        }
        for (String id : others.keySet()) {
            sections.add(section(new Part(id, heading(id), true, List.of())));
        }
        return sections;
    }

    private static String heading(String id) {
        String words = id.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private Section section(Part part) throws IOException {
        List<String> problems = new ArrayList<>();
        List<String> details = new ArrayList<>();
        Instant when = Instant.MAX;
        int run = 0;
        for (String name : part.tests) {
            Tests done = tests.get(name);
            if (done == null || done.run == 0) {
                problems.add(name + " did not run");
            } else {
                when = earlier(when, done.when);
                run += done.run;
                if (done.failed > 0) {
                    problems.add(done.failed + " tests of " + name + " failed");
                }
            }
        }
        String counts = run == 0 ? "" : run + " tests";
        Path file = figures.get(part.id);
        if (file != null) {
            when = earlier(when, Files.getLastModifiedTime(file).toInstant());
            Figures known = Figures.of(load(file));
            problems.addAll(known.problems());
            details.addAll(known.details());
            counts =
                    Stream.of(known.summary(), counts)
                            .filter(text -> !text.isEmpty())
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("");
        } else if (part.figures) {
            problems.add("no figures");
        }
        boolean nothing = run == 0 && file == null;
        String result = problems.isEmpty() ? "passed" : nothing ? "MISSING" : "FAILED";
        if (!problems.isEmpty()) {
            details.addFirst("Not as it should be: " + String.join("; ", problems) + ".");
        }
        return new Section(part.title, result, counts, when, details);
    }

    private static Map<String, String> load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        Map<String, String> sorted = new TreeMap<>();
        properties.forEach((key, value) -> sorted.put((String) key, (String) value));
        return sorted;
    }

    private static List<String> text(
            List<Section> sections, boolean passed, List<String> versions) {
        List<String> lines = new ArrayList<>();
        lines.add("# Security report");
        lines.add("");
        lines.add(
                "Written by `./sandbox security-report`; not edited by hand. What the parts mean is in");
        lines.add(
                "[SPECIFICATION.md](../SPECIFICATION.md), what they defend in [SECURITY.md](../SECURITY.md).");
        lines.add("");
        lines.add("- Result: **" + (passed ? "passed" : "FAILED") + "**");
        lines.add("- Written: " + MINUTE.format(Instant.now()));
        lines.add("- Machine: " + machine());
        for (String version : versions) {
            lines.add("- " + version.replaceFirst("=", ": "));
        }
        lines.add("");
        lines.add("| Part | Result | Counts | Ran |");
        lines.add("| --- | --- | --- | --- |");
        for (Section section : sections) {
            String ran = section.when.equals(Instant.MAX) ? "never" : MINUTE.format(section.when);
            lines.add(
                    "| %s | %s | %s | %s |"
                            .formatted(section.title, section.result, section.counts, ran));
        }
        for (Section section : sections) {
            if (!section.details.isEmpty()) {
                lines.add("");
                lines.add("## " + section.title);
                lines.add("");
                lines.addAll(section.details);
            }
        }
        return lines;
    }

    /** The machine by its kind: its name is nobody's business. */
    private static String machine() {
        return "%s %s, %d processors, Java %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"));
    }
}
