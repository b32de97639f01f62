package dev.wasmsandbox;

import dev.wasmsandbox.core.text.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one module of CPython's own tests did in a sandbox of its own.
 *
 * @param name such as {@code test_json}
 * @param whole {@code done}, {@code skipped} or {@code broken}; {@code stopped} if the run ended before the tests did
 * @param text why it was skipped or broke, or what ended the run
 * @param passed how many tests passed
 * @param skipped how many skipped themselves
 * @param leftOut how many were not run
 * @param failed the ids of those that failed, each with what it said
 */
record RegressionModule(
        String name,
        String whole,
        String text,
        int passed,
        int skipped,
        int leftOut,
        Map<String, String> failed) {
    private static final ExecutionPolicy POLICY =
            ExecutionPolicy.builder()
                    .fuelBudget(2_000_000_000_000L)
                    .memoryBytes(1_500_000_000L)
                    .diskQuotaBytes(5_000_000_000L)
                    .maxFiles(100_000)
                    // Without it, how busy the machine is could decide how a test ends.
                    .determinism(true)
                    .mount(LibraryScripts.TESTS_MOUNT)
                    .build();

    static RegressionModule run(String name, RegressionExpectations expectations) {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        try (Sandbox sandbox = LibraryScripts.sandbox(POLICY, storage)) {
            SandboxResult result =
                    LibraryScripts.run(sandbox, "regression.py", request(name, expectations));
            byte[] lines = Sessions.of(storage).readFile(sandbox.sessionId(), "results.jsonl");
            return of(name, result, new String(lines, StandardCharsets.UTF_8));
        }
    }

    private static String request(String name, RegressionExpectations expectations) {
        Set<String> leftOut = new TreeSet<>(expectations.leftOut().keySet());
        leftOut.removeIf(test -> !belongs(test, name));
        return Json.write(
                Map.of(
                        "module", name,
                        "left_out", List.copyOf(leftOut),
                        "sockets", expectations.sockets().contains(name)));
    }

    /** Whether a test is one of a module: its id names it, at the front or, of a class as a whole, in parentheses. */
    static boolean belongs(String test, String module) {
        return (test + ".").startsWith("test." + module + ".")
                || test.contains("(test." + module + ".");
    }

    private static RegressionModule of(String name, SandboxResult result, String lines) {
        int passed = 0;
        int skipped = 0;
        int leftOut = 0;
        Map<String, String> failed = new LinkedHashMap<>();
        String whole = "stopped";
        String text = result.outcome() + "\n" + result.stderr();
        List<String> begun = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            Map<String, @Nullable Object> event =
                    Json.readObject(line.getBytes(StandardCharsets.UTF_8));
            if (event.get("begin") instanceof String test) {
                begun.add(test);
            } else if (event.get("end") instanceof String test) {
                begun.remove(test);
                switch (String.valueOf(event.get("verdict"))) {
                    case "passed" -> passed++;
                    case "skipped" -> skipped++;
                    default -> failed.put(test, String.valueOf(event.get("text")));
                }
            } else if (event.get("whole") instanceof String end) {
                whole = end;
                leftOut = event.get("left_out") instanceof Long count ? count.intValue() : 0;
                text = event.get("text") instanceof String said ? said : "";
            }
        }
        if (whole.equals("stopped")) {
            text += "\nin " + begun;
        }
        return new RegressionModule(name, whole, text, passed, skipped, leftOut, failed);
    }

    /** Whether any test of it ran to a verdict. */
    boolean hasRun() {
        return passed + skipped + failed.size() > 0;
    }
}
