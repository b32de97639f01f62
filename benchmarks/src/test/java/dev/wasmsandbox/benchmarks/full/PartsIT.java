package dev.wasmsandbox.benchmarks.full;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.report.Environment;
import dev.wasmsandbox.benchmarks.report.Report;
import dev.wasmsandbox.benchmarks.report.ReportWriter;
import dev.wasmsandbox.benchmarks.report.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every part measures at the smallest scale. The checkout is an empty folder, so nothing is built or installed: what needs that is a row
 * that says why it was not measured.
 */
class PartsIT {
    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    private FullProgram program(List<Part> parts) {
        return new FullProgram(
                parts,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    private List<Section> measure(Part part) throws IOException {
        Workbench bench =
                new Workbench(Effort.SMALLEST, folder, folder.resolve("environments"), _ -> {});
        List<Section> sections = part.measure(bench);
        new ReportWriter(folder.resolve("results"))
                .write(new Report(Environment.describe("test"), sections));
        return sections;
    }

    private static String text(Section section) {
        return section.table().rows().toString();
    }

    @Test
    void start_measures_warm_runs_and_says_what_was_not_built() throws IOException {
        List<Section> sections = measure(new StartPart());

        assertThat(sections)
                .extracting(Section::key)
                .containsExactly("start-hello", "start-stages", "start-process", "start-first-use");
        assertThat(sections.getFirst().ratios())
                .containsKeys(
                        "start.python_fresh.to_reference", "start.javascript_live.to_reference");
        assertThat(sections.get(1).table().rows()).hasSize(2);
        assertThat(text(sections.get(2))).contains("not measured: the program was not built");
        assertThat(text(sections.get(3))).contains("not measured: the program was not built");
        assertThat(folder.resolve("results/start-hello.svg")).isNotEmptyFile();
    }

    @Test
    void others_run_the_same_programs_and_who_cannot_be_had_says_why() throws IOException {
        Competitor lost =
                new Competitor(
                        "lost",
                        RuntimeType.PYTHON,
                        "not there",
                        false,
                        _ -> {
                            throw new Missing("ERROR: no matching distribution");
                        });

        List<Section> sections =
                measure(
                        new OthersPart(
                                List.of(
                                        OurInterpreter.competitor(
                                                "ours", RuntimeType.PYTHON, Isolation.IN_PROCESS),
                                        OurInterpreter.competitor(
                                                "ours",
                                                RuntimeType.JAVASCRIPT,
                                                Isolation.IN_PROCESS),
                                        new Competitor(
                                                "python3",
                                                RuntimeType.PYTHON,
                                                "a process",
                                                false,
                                                _ -> ProcessInterpreter.python()),
                                        lost)));

        assertThat(sections)
                .extracting(Section::key)
                .containsExactly("others-python", "others-javascript");
        assertThat(sections.getFirst().raw())
                .containsKeys("hello, ours", "data, python3", "compute, python3");
        assertThat(text(sections.getFirst()))
                .contains(
                        "lost, –, –, –, not there; not measured: ERROR: no matching distribution");
        assertThat(sections.getLast().charts()).hasSize(3);
    }

    @Test
    void compute_falls_back_to_the_python_of_this_machine_and_names_it() throws IOException {
        List<Section> sections = measure(new ComputePart());

        assertThat(sections.getFirst().how()).contains("this machine's own Python");
        assertThat(sections.getFirst().ratios())
                .containsKeys(
                        "compute-python.deltablue.to_native", "compute-python.median.to_native");
        assertThat(sections.getLast().how()).contains("Not measured");
    }

    @Test
    void scale_measures_threads_load_growth_and_sessions() throws IOException {
        List<Section> sections = measure(new ScalePart());

        assertThat(sections)
                .extracting(Section::key)
                .containsExactly("scale-threads", "scale-load", "scale-growth", "scale-sessions");
        assertThat(sections.get(0).table().rows()).hasSize(2);
        assertThat(sections.get(1).table().rows()).hasSize(2);
        assertThat(sections.get(2).charts()).hasSize(8);
        assertThat(text(sections.get(2))).doesNotContain("not measured");
        assertThat(sections.get(3).table().rows()).hasSize(2);
    }

    @Test
    void memory_is_told_for_each_live_session_and_each_checkpoint() throws IOException {
        List<Section> sections = measure(new MemoryPart());

        assertThat(sections)
                .extracting(Section::key)
                .containsExactly("memory-live", "memory-checkpoints", "memory-sizes");
        // A handful of interpreters is less than what a collection gives back; how much each has is
        // for larger scales.
        assertThat(sections.getFirst().raw()).containsKeys("python", "javascript");
        assertThat(text(sections.getLast())).contains("packed libraries: not measured");
    }

    @Test
    void a_run_is_compared_with_an_earlier_one() throws IOException {
        Path slow =
                Files.writeString(
                        folder.resolve("slow.json"),
                        "{\"ratios\": {\"guard.python_fresh\": 1e-9}}");
        Path fast =
                Files.writeString(
                        folder.resolve("fast.json"), "{\"ratios\": {\"guard.python_fresh\": 1e9}}");
        FullProgram program = program(List.of(new FixedGuard()));

        int strict =
                program.run(
                        folder,
                        "test",
                        List.of("--quick", "--compare", slow.toString(), "--strict"));
        int lenient = program.run(folder, "test", List.of("--quick", "--compare", slow.toString()));
        int better =
                program.run(
                        folder,
                        "test",
                        List.of("--quick", "--compare", fast.toString(), "--strict"));

        assertThat(List.of(strict, lenient, better)).containsExactly(1, 0, 0);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("worse   guard.python_fresh", "better  guard.python_fresh");
    }

    @Test
    void the_guard_measures_ratios_for_every_kind_of_run() throws IOException {
        assertThat(measure(new GuardPart()).getFirst().ratios())
                .containsKeys(
                        "guard.python_fresh",
                        "guard.python_live",
                        "guard.javascript_fresh",
                        "guard.nbody.py",
                        "guard.nbody.js");
    }

    @Test
    void a_part_that_cannot_be_measured_costs_the_others_nothing() throws IOException {
        Part broken =
                new Part() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public List<Section> measure(Workbench bench) {
                        throw new Missing("it is broken");
                    }
                };

        int code =
                program(List.of(broken, new FixedGuard()))
                        .run(
                                folder,
                                "test",
                                List.of("--full", "--output", folder.resolve("out").toString()));

        assertThat(code).isZero();
        assertThat(Files.readString(folder.resolve("out/README.md")))
                .contains("Not measured: broken", "it is broken", "## Fixed");
    }

    @Test
    void a_mistake_on_the_command_line_is_told_with_the_usage() throws IOException {
        int code = program(List.of(new FixedGuard())).run(folder, "test", List.of("--loud"));

        assertThat(code).isEqualTo(2);
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .contains("unknown option: --loud", "usage: ./sandbox bench --full");
    }

    /** Figures that do not depend on the machine. */
    private static final class FixedGuard implements Part {
        @Override
        public String name() {
            return GuardPart.NAME;
        }

        @Override
        public List<Section> measure(Workbench bench) {
            return List.of(
                    Section.of("fixed", "Fixed", "Not measured at all.")
                            .ratio("guard.python_fresh", 1)
                            .raw("values", Map.of("one", 1))
                            .build());
        }
    }
}
