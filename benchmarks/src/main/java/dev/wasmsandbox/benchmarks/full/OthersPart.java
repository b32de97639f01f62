package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.report.Chart;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Samples;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long does the same program take in what a user would pick instead, each time in a fresh interpreter? */
final class OthersPart implements Part {
    private static final List<String> PROGRAMS = List.of("hello", "data", "compute");

    private final List<Competitor> competitors;

    OthersPart(List<Competitor> competitors) {
        this.competitors = List.copyOf(competitors);
    }

    @Override
    public String name() {
        return "others";
    }

    @Override
    public List<Section> measure(Workbench bench) {
        List<Section> sections = new ArrayList<>();
        for (RuntimeType language : RuntimeType.values()) {
            sections.add(section(language, bench));
        }
        return sections;
    }

    private Section section(RuntimeType language, Workbench bench) {
        Map<Competitor, Competitor.Interpreter> ready = new LinkedHashMap<>();
        Map<Competitor, Map<String, String>> missing = new HashMap<>();
        List<Competitor> all =
                competitors.stream().filter(each -> each.language() == language).toList();
        try {
            for (Competitor competitor : all) {
                bench.say("others: " + competitor.name() + ", " + language.id());
                try {
                    ready.put(competitor, competitor.opener().apply(bench));
                } catch (Missing e) {
                    Map<String, String> reasons = new HashMap<>();
                    PROGRAMS.forEach(program -> reasons.put(program, e.reason()));
                    missing.put(competitor, reasons);
                }
            }
            Map<String, Map<String, Samples>> measured = new LinkedHashMap<>();
            for (String program : PROGRAMS) {
                measured.put(program, measure(program, language, ready, missing, bench));
            }
            return report(language, all, measured, missing);
        } finally {
            ready.values().forEach(Competitor.Interpreter::close);
        }
    }

    private static Map<String, Samples> measure(
            String program,
            RuntimeType language,
            Map<Competitor, Competitor.Interpreter> ready,
            Map<Competitor, Map<String, String>> missing,
            Workbench bench) {
        bench.say("others: " + program + ", " + language.id());
        String file = program + (language == RuntimeType.PYTHON ? ".py" : ".js");
        Path path = Resources.unpack("others/" + file, bench.environments().resolve("programs"));
        List<Subject> subjects = new ArrayList<>();
        String expected = null;
        for (Map.Entry<Competitor, Competitor.Interpreter> entry : ready.entrySet()) {
            Competitor.Interpreter interpreter = entry.getValue();
            try {
                // The first one is ours: what it prints is what all must print.
                String output = interpreter.run(path).output().strip();
                expected = expected == null ? output : expected;
                requireSame(expected, output);
                String right = expected;
                subjects.add(
                        new Subject(
                                entry.getKey().name(),
                                () -> {
                                    Competitor.Ran ran = interpreter.run(path);
                                    requireSame(right, ran.output().strip());
                                    return ran.nanos();
                                }));
            } catch (Missing e) {
                missing.computeIfAbsent(entry.getKey(), _ -> new HashMap<>())
                        .put(program, e.reason());
            }
        }
        Effort effort = bench.effort();
        return new Rounds(
                        effort.warmUpMillis(),
                        effort.rounds(),
                        Math.max(1, effort.runsPerRound() / 10),
                        effort.budgetMillis())
                .measure(subjects);
    }

    private static void requireSame(String expected, String output) {
        if (!expected.equals(output)) {
            throw new Missing("printed '" + output + "' instead of '" + expected + "'");
        }
    }

    private static Section report(
            RuntimeType language,
            List<Competitor> all,
            Map<String, Map<String, Samples>> measured,
            Map<Competitor, Map<String, String>> missing) {
        Table.Builder table =
                Table.of("", "hello", "JSON and regular expressions", "computing", "");
        for (Competitor competitor : all) {
            List<String> cells = new ArrayList<>(List.of(competitor.name()));
            for (String program : PROGRAMS) {
                Samples samples = measured.getOrDefault(program, Map.of()).get(competitor.name());
                cells.add(samples == null ? "–" : Quantities.time(samples.median()));
            }
            List<String> notes = new ArrayList<>(List.of(competitor.note()));
            missing.getOrDefault(competitor, Map.of()).values().stream()
                    .distinct()
                    .forEach(reason -> notes.add("not measured: " + reason));
            cells.add(String.join("; ", notes));
            table.row(cells.toArray(String[]::new));
        }
        String title = language == RuntimeType.PYTHON ? "Python" : "JavaScript";
        Section.Builder section =
                Section.of(
                                "others-" + language.id(),
                                "Against others: " + title,
                                "Each run is fresh: an interpreter in which nothing of an earlier program is left. The process that hosts it stays,"
                                        + " and is warm, except where a process is the sandbox. Time is from handing the program's text over to having all its"
                                        + " output. `hello` prints a word, `data` goes through JSON and a regular expression, `compute` is a loop over integers."
                                        + " The installers' own words stand where something cannot be had.")
                        .table(table.build());
        measured.forEach((program, samples) -> {
            section.chart(bars(program + ", " + title, all, samples));
            samples.values()
                    .forEach(each ->
                            section.raw(new Samples(program + ", " + each.name(), each.rounds())));
        });
        missing.forEach((competitor, reasons) ->
                section.raw("not measured: " + competitor.name(), reasons));
        return section.build();
    }

    private static Chart bars(String title, List<Competitor> all, Map<String, Samples> samples) {
        return new Chart.Bars(
                title,
                "milliseconds",
                all.stream()
                        .filter(each -> samples.containsKey(each.name()))
                        .map(each ->
                                new Chart.Bar(
                                        each.name(),
                                        StartPart.of(samples, each.name()).median(),
                                        each.ours()))
                        .toList());
    }
}
