package dev.wasmsandbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityReportTest {
    private static final List<String> TESTS =
            List.of(
                    "WasiConformanceIT",
                    "EscapeCorpusIT",
                    "CorpusIT",
                    "FuzzIT",
                    "DeterminismIT",
                    "AdvisoriesTest",
                    "QuotaTest",
                    "QuotaModelTest",
                    "LimitsIT",
                    "InstanceIT",
                    "IsolationIT",
                    "TrapIT",
                    "OwnershipIT");

    @TempDir private Path root;

    private void tests(String name, int count, int failed) throws IOException {
        write(
                "module/target/surefire-reports/TEST-dev." + name + ".xml",
                "<?xml version=\"1.0\"?>\n<testsuite xmlns=\"x\" name=\"dev.%s\" tests=\"%d\" errors=\"%d\" skipped=\"0\" failures=\"0\">"
                        .formatted(name, count, failed));
    }

    private void figures(String part, String lines) throws IOException {
        write("module/target/security/" + part + ".properties", lines);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void everything() throws IOException {
        for (String name : TESTS) {
            tests(name, 3, 0);
        }
        figures(
                "wasi-conformance",
                "cases=2\npassed=2\nfamily.fd_read.cases=2\nfamily.fd_read.passed=2\n");
        figures("escape-corpus", "programs=5\npassed=5\nvector.links=5\n");
        figures("fuzz", "result=passed\nwasi.result=passed\nwasi.inputs=77\nseed=12\n");
        figures("determinism", "cases=4\npassed=4\n");
        figures("advisories", "result=passed\nlisted=62\n");
    }

    private boolean report() throws IOException {
        return SecurityReport.write(
                root, root.resolve("docs/report.md"), List.of("Wasmtime=50.0.1"));
    }

    private String text() throws IOException {
        return Files.readString(root.resolve("docs/report.md"));
    }

    @Test
    void what_ran_and_passed_stands_there_with_its_counts() throws IOException {
        everything();

        assertThat(report()).isTrue();
        assertThat(text())
                .contains("- Result: **passed**", "- Wasmtime: 50.0.1", "processors, Java ")
                .contains("| Escape corpus | passed | 5 of 5 programs, 3 tests | 20")
                .contains("| wasi.inputs | 77 |", "| seed | 12 |", "| fd_read | 2 | 2 |")
                .doesNotContain("FAILED", "MISSING", root.toString());
    }

    @Test
    void a_part_that_did_not_run_is_missing() throws IOException {
        everything();
        Files.delete(root.resolve("module/target/security/escape-corpus.properties"));
        Files.delete(root.resolve("module/target/surefire-reports/TEST-dev.EscapeCorpusIT.xml"));

        assertThat(report()).isFalse();
        assertThat(text())
                .contains("- Result: **FAILED**", "| Escape corpus | MISSING |  | never |")
                .contains("EscapeCorpusIT did not run; no figures");
    }

    @Test
    void figures_without_their_tests_are_not_enough() throws IOException {
        everything();
        Files.delete(root.resolve("module/target/surefire-reports/TEST-dev.FuzzIT.xml"));

        assertThat(report()).isFalse();
        assertThat(text()).contains("| Fuzzing | FAILED |", "FuzzIT did not run");
    }

    @Test
    void a_failed_test_a_failed_result_and_a_lower_count_fail_their_part() throws IOException {
        everything();
        tests("IsolationIT", 3, 1);
        figures("fuzz", "result=failed\nwasi.result=failed\n");
        figures("determinism", "cases=4\npassed=3\n");

        assertThat(report()).isFalse();
        assertThat(text())
                .contains("| Isolation of runs | FAILED |", "1 tests of IsolationIT failed")
                .contains("| Fuzzing | FAILED |", "wasi.result is failed")
                .contains("| Determinism | FAILED |", "in all: 3 of 4 passed")
                .contains("| Escape corpus | passed |");
    }

    @Test
    void nothing_that_ran_is_a_failure_and_so_are_no_cases() throws IOException {
        everything();
        figures("determinism", "cases=0\npassed=0\n");

        assertThat(report()).isFalse();
        assertThat(text()).contains("nothing ran");
    }

    @Test
    void figures_that_nobody_expects_are_shown_and_judged() throws IOException {
        everything();
        figures("process-isolation", "cases=2\npassed=1\n");

        assertThat(report()).isFalse();
        assertThat(text()).contains("| Process isolation | FAILED | 1 of 2 cases |");
    }
}
