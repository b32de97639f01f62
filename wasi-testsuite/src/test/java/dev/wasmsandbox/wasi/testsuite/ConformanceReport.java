package dev.wasmsandbox.wasi.testsuite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many cases there are and passed, of each function and in all; written for whoever sums up the gate. */
final class ConformanceReport {

    private static final Path FILE = Path.of("target/security/wasi-conformance.properties");

    /** Under this name stand all cases once more, over contents in scratch files. */
    static final String SPILLED = "all.over.scratch.files";

    private record Count(int cases, int passed) {
        Count plus(boolean success) {
            return new Count(cases + 1, passed + (success ? 1 : 0));
        }
    }

    private final Map<String, Count> families = new TreeMap<>();

    synchronized void add(String function, boolean success) {
        families.put(function, families.getOrDefault(function, new Count(0, 0)).plus(success));
    }

    synchronized void write() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("cases=" + families.values().stream().mapToInt(Count::cases).sum());
        lines.add("passed=" + families.values().stream().mapToInt(Count::passed).sum());
        families.forEach((function, count) -> {
            lines.add("family." + function + ".cases=" + count.cases());
            lines.add("family." + function + ".passed=" + count.passed());
        });
        Files.createDirectories(FILE.getParent());
        Files.write(FILE, lines);
    }
}
