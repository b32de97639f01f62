package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.CpuProgram;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Samples;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What later runs are compared by: few subjects, some seconds, and always the same effort, whatever else is measured. All
 * figures are ratios to a fixed piece of work in Java that was done in the same rounds.
 */
final class GuardPart implements Part {
    static final String NAME = "guard";

    private static final Rounds SHORT = new Rounds(400, 12, 15, 1_000);
    private static final Rounds LONG = new Rounds(1, 7, 1, 2_500);

    /** About as long as the programs: what interrupts one for long must have the same chance with the other. */
    private static final int LONG_REFERENCES = 800;

    private static final List<String> PROGRAMS =
            List.of(
                    "nbody.py",
                    "objects.py",
                    "json_round_trip.py",
                    "nbody.js",
                    "objects.js",
                    "words.js");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Section> measure(Workbench bench) {
        boolean once = bench.effort().equals(Effort.SMALLEST);
        Map<String, Samples> hello;
        bench.say("guard: short runs");
        try (StartPart.HelloSubjects subjects = new StartPart.HelloSubjects()) {
            hello = (once ? Rounds.ofRuns(Effort.SMALLEST) : SHORT).measure(subjects.all());
        }
        bench.say("guard: programs that compute");
        Map<String, Samples> computing = compute(once ? Rounds.ofRuns(Effort.SMALLEST) : LONG);
        Table.Builder table = Table.of("", "median", "to the reference");
        Section.Builder section =
                Section.of(
                        NAME,
                        "What later runs are compared by",
                        "A few seconds of measuring, the same in every run; `./sandbox bench --quick --compare FILE` measures it alone. The reference is a fixed"
                                + " piece of work in Java, done in the same rounds.");
        add(hello, table, section);
        add(computing, table, section);
        return List.of(section.table(table.build()).build());
    }

    private static Map<String, Samples> compute(Rounds rounds) {
        List<Subject> subjects = new ArrayList<>();
        try (OurInterpreter python = new OurInterpreter(RuntimeType.PYTHON, Isolation.IN_PROCESS);
                OurInterpreter javaScript =
                        new OurInterpreter(RuntimeType.JAVASCRIPT, Isolation.IN_PROCESS)) {
            addPrograms(CpuProgram.python(), python, subjects);
            addPrograms(CpuProgram.javaScript(), javaScript, subjects);
            Reference reference = new Reference();
            subjects.add(
                    Subject.timed(
                            StartPart.REFERENCE,
                            () -> {
                                for (int i = 0; i < LONG_REFERENCES; i++) {
                                    reference.run();
                                }
                            }));
            return rounds.measure(subjects);
        }
    }

    private static void addPrograms(
            List<CpuProgram> programs, OurInterpreter interpreter, List<Subject> subjects) {
        for (CpuProgram program : programs) {
            if (PROGRAMS.contains(program.name())) {
                String code = new String(program.source(), StandardCharsets.UTF_8);
                subjects.add(new Subject(program.name(), () -> interpreter.run(code).nanos()));
            }
        }
    }

    private static void add(
            Map<String, Samples> measured, Table.Builder table, Section.Builder section) {
        Samples reference = StartPart.of(measured, StartPart.REFERENCE);
        measured.forEach((name, samples) -> {
            if (!name.equals(StartPart.REFERENCE)) {
                double ratio = samples.ratioTo(reference);
                table.row(name, Quantities.time(samples.median()), Quantities.number(ratio));
                section.raw(samples).ratio(StartPart.key("guard", name), ratio);
            }
        });
    }
}
