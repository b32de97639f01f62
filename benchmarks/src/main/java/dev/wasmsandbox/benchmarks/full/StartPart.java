package dev.wasmsandbox.benchmarks.full;

import static dev.wasmsandbox.RuntimeType.PYTHON;

import dev.wasmsandbox.Diagnostics;
import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.benchmarks.report.Chart;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Samples;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** How long does it take until code runs: in a process that is warm, in one that is started, after an install? */
final class StartPart implements Part {
    static final String REFERENCE = "reference";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Section> measure(Workbench bench) throws IOException {
        List<Section> sections = new ArrayList<>();
        Map<String, Samples> hello;
        try (HelloSubjects subjects = new HelloSubjects()) {
            bench.say("start: warm runs");
            hello = Rounds.ofRuns(bench.effort()).measure(subjects.all());
        }
        sections.add(warm(hello));
        bench.say("start: stages");
        sections.add(stages(hello, bench.effort()));
        sections.add(new ProcessStart(bench).measure());
        sections.add(new FirstUse(bench).measure());
        return sections;
    }

    /** Returns a program that prints a word. */
    static String hello(RuntimeType language) {
        return language == PYTHON ? "print('hello')" : "console.log('hello')";
    }

    /** Returns a name for a ratio. */
    static String key(String part, String name) {
        return part + "." + name.replaceAll("[^A-Za-z0-9.]+", "_");
    }

    static Samples of(Map<String, Samples> samples, String name) {
        return Objects.requireNonNull(samples.get(name), name);
    }

    private static Section warm(Map<String, Samples> hello) {
        Table.Builder table = Table.of("", "median", "99 %", "99 % / median");
        List<Chart.Bar> bars = new ArrayList<>();
        Section.Builder section =
                Section.of(
                        "start-hello",
                        "Start: a word from a warm process",
                        "From the call of `Sandbox.execute` to its result; the guest thread gives the memory back after it, see the next table. Fresh: a new interpreter"
                                + " for every run. Live: one that stays, without a workspace. Workspaces are in memory where nothing else is said. All limits are on,"
                                + " at their defaults. `reference` is a fixed piece of work in Java, which ratios are taken to.");
        hello.forEach((name, samples) -> {
            table.row(
                    name,
                    Quantities.time(samples.median()),
                    Quantities.time(samples.percentile(0.99)),
                    Quantities.number(samples.percentile(0.99) / samples.median()));
            section.raw(samples);
            if (!name.equals(REFERENCE)) {
                bars.add(new Chart.Bar(name, samples.median(), true));
                section.ratio(
                        key("start", name) + ".to_reference",
                        samples.ratioTo(of(hello, REFERENCE)));
            }
        });
        return section.table(table.build())
                .chart(new Chart.Bars("A word from a warm process", "milliseconds", bars))
                .build();
    }

    private static Section stages(Map<String, Samples> hello, Effort effort) {
        Table.Builder table =
                Table.of("", "instance", "guest's own work", "whole run", "reset, after it");
        for (RuntimeType language : RuntimeType.values()) {
            Stages.measure(language, effort)
                    .addTo(table, of(hello, language.id() + " fresh").median());
        }
        return Section.of(
                        "start-stages",
                        "Start: where the time goes",
                        "Counters of the engine, below the product: making an instance from the image, the guest's own work, and giving the memory back as"
                                + " it was. The whole run is the one of the table above; what it takes beyond the first two is the product's own: the request, the"
                                + " workspace, the hand-over to a guest thread, the result. The reset comes after the result, and keeps the guest thread from its next"
                                + " run, but not other threads: runs per second on one thread have it, too.")
                .table(table.build())
                .build();
    }

    /** What says hello, in all the ways there are. */
    static final class HelloSubjects implements AutoCloseable {
        private final List<Subject> subjects = new ArrayList<>();
        private final List<Runnable> ends = new ArrayList<>();
        private final List<Path> folders = new ArrayList<>();

        HelloSubjects() {
            for (RuntimeType language : RuntimeType.values()) {
                fresh(language, "fresh", Isolation.IN_PROCESS, new MemoryStorageAdapter());
                live(language);
                fresh(
                        language,
                        "fresh, worker process",
                        Isolation.PROCESS,
                        new MemoryStorageAdapter());
            }
            Path folder = Folders.temporary();
            folders.add(folder);
            fresh(
                    PYTHON,
                    "fresh, files on disk",
                    Isolation.IN_PROCESS,
                    new DiskStorageAdapter(folder));
            subjects.add(Subject.timed(REFERENCE, new Reference()));
        }

        List<Subject> all() {
            return List.copyOf(subjects);
        }

        private void fresh(
                RuntimeType language, String kind, Isolation isolation, StorageAdapter storage) {
            Sandbox sandbox =
                    Sandbox.builder()
                            .runtime(language)
                            .isolation(isolation)
                            .storage(storage)
                            .logger(SandboxLogger.none())
                            .build();
            ends.add(sandbox::close);
            add(language, kind, code -> sandbox.execute(code).stdout());
        }

        private void live(RuntimeType language) {
            Diagnostics.LiveInterpreter live = Diagnostics.live(language);
            ends.add(live::close);
            add(language, "live", live::run);
        }

        private void add(RuntimeType language, String kind, UnaryOperator<String> run) {
            String code = hello(language);
            subjects.add(
                    Subject.timed(
                            language.id() + " " + kind,
                            () -> {
                                String output = run.apply(code);
                                if (!output.equals("hello\n")) {
                                    throw new IllegalStateException(
                                            code + " printed '" + output + "'");
                                }
                            }));
        }

        @Override
        public void close() {
            ends.forEach(Runnable::run);
            folders.forEach(Folders::delete);
        }
    }
}
