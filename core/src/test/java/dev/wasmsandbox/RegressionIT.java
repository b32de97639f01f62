package dev.wasmsandbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * CPython's own tests, from the sources that the guest is built from, each module in a fresh sandbox. What may fail is listed
 * with its reason in {@code regression.toml}; anything else that fails is a failure here, and so is a listed one that passes.
 *
 * <p>With {@code gate.long} all modules run, otherwise a few quick ones.
 */
class RegressionIT {
    private static final boolean ALL = Boolean.getBoolean("gate.long");

    private static final List<String> QUICK =
            List.of("test_json", "test_re", "test_datetime", "test_sqlite3", "test_hashlib");

    private static final GeneratedDocument DOCUMENT =
            new GeneratedDocument(Path.of("../docs/python.md"));

    private static final Map<String, RegressionModule> DONE = new ConcurrentSkipListMap<>();
    private static RegressionExpectations expectations;
    private static ExecutorService threads;

    @BeforeAll
    static void open() throws IOException {
        expectations = RegressionExpectations.read(LibraryScripts.path("regression.toml"));
        threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
    }

    /** The modules and packages of the archive whose names begin as those of tests do. */
    private static List<String> archived() throws IOException {
        try (ZipFile archive = new ZipFile(LibraryScripts.tests().toFile())) {
            return archive.stream()
                    .map(entry -> entry.getName().replaceFirst("^test/", ""))
                    .filter(name -> name.matches("test_\\w+(\\.py|/__init__\\.py)"))
                    .map(name -> name.replaceFirst("(\\.py|/__init__\\.py)$", ""))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    List<DynamicTest> cpythons_own_tests_pass_but_for_those_with_a_reason() throws IOException {
        List<String> modules = new ArrayList<>(ALL ? archived() : QUICK);
        modules.removeIf(module -> expectations.leftOut().containsKey("test." + module));
        List<DynamicTest> tests = new ArrayList<>();
        for (String module : modules) {
            Future<RegressionModule> run =
                    threads.submit(() -> RegressionModule.run(module, expectations));
            tests.add(DynamicTest.dynamicTest(module, () -> check(run.get())));
        }
        if (ALL) {
            tests.add(
                    DynamicTest.dynamicTest(
                            "the lists name tests that there are", () -> allListed(archived())));
            tests.add(DynamicTest.dynamicTest("the document", () -> document(modules)));
        }
        return tests;
    }

    private static void check(RegressionModule module) {
        DONE.put(module.name(), module);
        assertThat(module.whole()).as(module.text()).isIn("done", "skipped");
        assertSoftly(softly -> {
            module.failed()
                    .forEach((test, text) ->
                            softly.assertThat(expectations.failing())
                                    .as("%s failed:\n%s", test, text)
                                    .containsKey(test));
            expectations.failing().keySet().stream()
                    .filter(test -> RegressionModule.belongs(test, module.name()))
                    .forEach(test ->
                            softly.assertThat(module.failed())
                                    .as("%s did not fail; take it off the list", test)
                                    .containsKey(test));
        });
        if (!ALL && !GeneratedDocument.writing()) {
            assertThat(DOCUMENT.part("results")).contains(row(module));
        }
    }

    private static void allListed(List<String> modules) {
        assertSoftly(softly -> {
            for (Map<String, String> list :
                    List.of(expectations.failing(), expectations.leftOut())) {
                list.keySet()
                        .forEach(test ->
                                softly.assertThat(modules)
                                        .as("%s belongs to no module", test)
                                        .anyMatch(
                                                module -> RegressionModule.belongs(test, module)));
            }
            softly.assertThat(modules).containsAll(expectations.sockets());
        });
    }

    private static void document(List<String> modules) {
        assertThat(DONE.keySet()).as("all modules ended").containsExactlyElementsOf(modules);
        DOCUMENT.check("results", results());
        DOCUMENT.check("failing", reasons(expectations.failing()));
        DOCUMENT.check("left out", reasons(expectations.leftOut()));
        DOCUMENT.check("skipped", skipped());
    }

    private static String results() {
        List<RegressionModule> run =
                DONE.values().stream().filter(RegressionModule::hasRun).toList();
        int passed = run.stream().mapToInt(RegressionModule::passed).sum();
        int skipped = run.stream().mapToInt(RegressionModule::skipped).sum();
        int leftOut = run.stream().mapToInt(RegressionModule::leftOut).sum();
        int failed = run.stream().mapToInt(module -> module.failed().size()).sum();
        return """
        %,d tests of %d modules: %,d passed, %,d skipped themselves, %,d failed with a reason; %,d were left out.

        | Module | Passed | Skipped | Failed |
        | --- | --- | --- | --- |
        %s
        """
                .formatted(
                        passed + skipped + failed,
                        run.size(),
                        passed,
                        skipped,
                        failed,
                        leftOut,
                        run.stream().map(RegressionIT::row).collect(joining("\n")));
    }

    private static String row(RegressionModule module) {
        return "| `%s` | %d | %d | %d |"
                .formatted(
                        module.name(), module.passed(), module.skipped(), module.failed().size());
    }

    private static String reasons(Map<String, String> tests) {
        return grouped(tests, "| Why | Tests |\n| --- | --- |\n");
    }

    /** The modules that skipped themselves as a whole. */
    private static String skipped() {
        Map<String, String> modules = new TreeMap<>();
        for (RegressionModule module : DONE.values()) {
            if (!module.hasRun()) {
                modules.put(module.name(), module.text());
            }
        }
        return grouped(modules, "| What they say | Modules |\n| --- | --- |\n");
    }

    private static String grouped(Map<String, String> reasons, String heading) {
        Map<String, String> rows =
                reasons.entrySet().stream()
                        .collect(
                                groupingBy(
                                        Map.Entry::getValue,
                                        TreeMap::new,
                                        mapping(
                                                entry -> "`" + entry.getKey() + "`",
                                                joining(", "))));
        return heading
                + rows.entrySet().stream()
                        .map(row -> "| " + row.getKey() + " | " + row.getValue() + " |")
                        .collect(joining("\n"));
    }
}
