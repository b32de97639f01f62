package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.CpuProgram;
import dev.wasmsandbox.benchmarks.report.Chart;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Samples;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Statistics;
import dev.wasmsandbox.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much slower than a native interpreter of the same version does a program compute, with all limits on? */
final class ComputePart implements Part {
    private static final String OURS = "sandbox";
    private static final String NATIVE = "native";

    @Override
    public String name() {
        return "compute";
    }

    @Override
    public List<Section> measure(Workbench bench) throws IOException {
        return List.of(
                section(RuntimeType.PYTHON, CpuProgram.python(), bench),
                section(RuntimeType.JAVASCRIPT, CpuProgram.javaScript(), bench));
    }

    private static Section section(RuntimeType language, List<CpuProgram> programs, Workbench bench)
            throws IOException {
        String title = language == RuntimeType.PYTHON ? "Python" : "JavaScript";
        String key = "compute-" + language.id();
        NativeBuild base;
        try {
            base = nativeBuild(language, bench);
        } catch (Missing e) {
            return Section.of(
                            key,
                            "Computing: " + title,
                            "Not measured: there is nothing native to compare with. " + e.reason())
                    .build();
        }
        Section.Builder section =
                Section.of(
                        key,
                        "Computing: " + title,
                        "Programs that do nothing but compute, written for this project after the public descriptions of those of pyperformance"
                                + " and others. `sandbox` is a whole call of `Sandbox.execute` with all limits on, start included; `native` is the program"
                                + " alone, timed within a process of its own, whose start does not count. Native is "
                                + base.description()
                                + ".");
        Table.Builder table = Table.of("", NATIVE, OURS, "ratio");
        List<Chart.Bar> bars = new ArrayList<>();
        Path folder = Files.createDirectories(bench.environments().resolve("programs"));
        try (OurInterpreter sandbox = new OurInterpreter(language, Isolation.IN_PROCESS)) {
            for (CpuProgram program :
                    programs.subList(0, Math.min(programs.size(), bench.effort().programs()))) {
                bench.say("compute: " + program.name());
                Path file = Files.write(folder.resolve(program.name()), program.source());
                Map<String, Samples> times = times(sandbox, base, file, bench.effort());
                Samples ours = StartPart.of(times, OURS);
                Samples natives = StartPart.of(times, NATIVE);
                double ratio = ours.ratioTo(natives);
                String name = program.name().replaceAll("\\..*", "");
                table.row(
                        name,
                        Quantities.time(natives.median()),
                        Quantities.time(ours.median()),
                        Quantities.number(ratio));
                bars.add(new Chart.Bar(name, ratio, true));
                section.ratio(key + "." + name + ".to_native", ratio)
                        .raw(new Samples(name + ", " + OURS, ours.rounds()))
                        .raw(new Samples(name + ", " + NATIVE, natives.rounds()));
            }
        }
        double median = Statistics.median(bars.stream().mapToDouble(Chart.Bar::value).toArray());
        table.row("median", "", "", Quantities.number(median));
        return section.table(table.build())
                .ratio(key + ".median.to_native", median)
                .chart(new Chart.Bars(title + ", time in the sandbox", "times native", bars))
                .build();
    }

    private static NativeBuild nativeBuild(RuntimeType language, Workbench bench) {
        try {
            return NativeBuild.of(language, bench);
        } catch (Missing e) {
            return NativeBuild.ofMachine(language, e.reason(), bench);
        }
    }

    private static Map<String, Samples> times(
            OurInterpreter sandbox, NativeBuild base, Path file, Effort effort) throws IOException {
        String code = Files.readString(file);
        String expected = base.run(file).output().strip();
        Subject ours = new Subject(OURS, () -> checked(sandbox.run(code), expected, file).nanos());
        Subject natives =
                new Subject(NATIVE, () -> checked(base.run(file), expected, file).nanos());
        return new Rounds(1, Math.min(effort.processRounds(), 7), 1, effort.budgetMillis())
                .measure(List.of(ours, natives));
    }

    private static Competitor.Ran checked(Competitor.Ran ran, String expected, Path program) {
        if (!ran.output().strip().equals(expected)) {
            throw new IllegalStateException(
                    program.getFileName() + " printed " + ran.output() + " instead of " + expected);
        }
        return ran;
    }
}
