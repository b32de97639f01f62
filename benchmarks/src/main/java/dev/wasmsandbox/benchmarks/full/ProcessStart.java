package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.report.Chart;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Samples;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** From the start of a process to its first byte of output, and to its end. */
final class ProcessStart {
    private final Workbench bench;
    private final List<Subject> subjects = new ArrayList<>();
    private final Table.Builder table = Table.of("", "first output", "99 %");

    ProcessStart(Workbench bench) {
        this.bench = bench;
    }

    Section measure() {
        bench.say("start: processes");
        Program program = new Program(bench.root());
        for (RuntimeType language : RuntimeType.values()) {
            String code = StartPart.hello(language);
            add(
                    "java -jar sandbox.jar, " + language.id(),
                    () -> {
                        program.run(language.id(), code, Map.of());
                        return () -> program.run(language.id(), code, Map.of());
                    });
            add(
                    "./sandbox run, " + language.id(),
                    () -> {
                        program.runByScript(language.id(), code);
                        return () -> program.runByScript(language.id(), code);
                    });
        }
        add(
                "python3 -I -c",
                () -> {
                    ProcessInterpreter python = ProcessInterpreter.python();
                    return () -> start(python, StartPart.hello(RuntimeType.PYTHON));
                });
        add(
                "node -e",
                () -> {
                    ProcessInterpreter node = ProcessInterpreter.node();
                    return () -> start(node, StartPart.hello(RuntimeType.JAVASCRIPT));
                });
        Map<String, Samples> times = Rounds.ofProcesses(bench.effort()).measure(subjects);
        Section.Builder section =
                Section.of(
                        "start-process",
                        "Start: a process to its first output",
                        "From before the process is started to the first byte of its output. `java -jar` has the flags and the startup cache that the script"
                                + " `./sandbox` gives it; the script itself looks first whether what is built is newer than the sources. The machine code of the guests is"
                                + " in the user's cache.");
        List<Chart.Bar> bars = new ArrayList<>();
        times.forEach((name, samples) -> {
            table.row(
                    name,
                    Quantities.time(samples.median()),
                    Quantities.time(samples.percentile(0.99)));
            bars.add(new Chart.Bar(name, samples.median(), name.contains("sandbox")));
            section.raw(samples);
        });
        if (!bars.isEmpty()) {
            section.chart(new Chart.Bars("Process to first output", "milliseconds", bars));
        }
        return section.table(table.build()).build();
    }

    private static Commands.Ended start(ProcessInterpreter interpreter, String code) {
        List<String> command = new ArrayList<>(interpreter.command());
        command.add(code);
        return Commands.run(command, 60).orMissing(command.getFirst());
    }

    /** Adds a subject, or the reason why there is none. */
    private void add(String name, Supplier<Supplier<Commands.Ended>> opener) {
        try {
            Supplier<Commands.Ended> start = opener.get();
            subjects.add(new Subject(name, () -> start.get().firstOutputNanos()));
        } catch (Missing e) {
            table.row(name, "not measured: " + e.reason(), "");
        }
    }
}
