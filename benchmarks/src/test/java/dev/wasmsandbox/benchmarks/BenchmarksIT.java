package dev.wasmsandbox.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.Metering;
import dev.wasmsandbox.guest.javascript.JavaScriptGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured works; no benchmark rots until somebody runs it. */
class BenchmarksIT {

    @ParameterizedTest
    @EnumSource
    void a_fresh_run_prints(RuntimeType language) {
        FreshRunBenchmark benchmark = new FreshRunBenchmark();
        benchmark.language = language;
        benchmark.open();

        String output = benchmark.hello().stdout();

        benchmark.close();
        assertThat(output).isEqualTo("hello\n");
    }

    @ParameterizedTest
    @EnumSource
    void a_live_interpreter_counts(RuntimeType language) {
        LiveCallBenchmark benchmark = new LiveCallBenchmark();
        benchmark.language = language;
        benchmark.open();

        String first = benchmark.count().stdout();
        String second = benchmark.count().stdout();

        benchmark.close();
        assertThat(first + second).isEqualTo("1\n2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int", "time.monotonic_ns"})
    void host_calls_succeed(String function) {
        HostCallBenchmark benchmark = new HostCallBenchmark();
        benchmark.function = function;
        benchmark.open();

        SandboxResult result = benchmark.thousandCalls();

        benchmark.close();
        assertThat(result.success()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"MEMORY, 1", "MEMORY, 3", "DISK, 1", "DISK, 3"})
    void every_file_is_written_anew(WorkspaceBenchmark.Storage storage, int files)
            throws IOException {
        WorkspaceBenchmark benchmark = new WorkspaceBenchmark();
        benchmark.storage = storage;
        benchmark.files = files;
        benchmark.open();

        SandboxResult first = benchmark.rewrite();
        SandboxResult second = benchmark.rewrite();

        benchmark.close();
        assertThat(first.filesCreated()).hasSize(files);
        assertThat(second.filesModified()).hasSize(files);
    }

    @Test
    void programs_print_the_same_with_and_without_meters() {
        MeteredGuest all =
                new MeteredGuest(ExecutionEngine.start(Metering.ALL), JavaScriptGuest.bundle());
        MeteredGuest none =
                new MeteredGuest(ExecutionEngine.start(Metering.NONE), JavaScriptGuest.bundle());

        for (CpuProgram program : CpuProgram.javaScript()) {
            assertThat(none.run(program).output())
                    .as(program.name())
                    .isNotEmpty()
                    .isEqualTo(all.run(program).output());
        }
    }

    @Test
    void imports_are_measured_and_their_table_is_replaced(@TempDir Path docs) throws IOException {
        Path page = Files.copy(Path.of("../docs/imports.md"), docs.resolve("imports.md"));
        List<String> before = Files.readAllLines(page);

        ImportsProgram.main(new String[] {docs.resolve("benchmarks").toString(), "1"});

        List<String> after = Files.readAllLines(page);
        assertThat(after)
                .filteredOn(line -> line.startsWith("| `") && line.endsWith(" M |"))
                .hasSameSizeAs(ImportCase.ALL);
        assertThat(after)
                .filteredOn(line -> !line.startsWith("|") && !line.isEmpty())
                .containsExactlyElementsOf(
                        before.stream()
                                .filter(line -> !line.startsWith("|") && !line.isEmpty())
                                .toList());
    }

    @Test
    void results_are_named_after_day_and_machine() {
        assertThat(BenchmarkProgram.fileName(LocalDate.of(2026, 1, 31), "-subject"))
                .matches("2026-01-31-[a-z0-9_]+-[a-z0-9_]+-[0-9]+-subject\\.json");
    }
}
