package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.CpuProgram;
import dev.wasmsandbox.benchmarks.MeteredGuest;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Statistics;
import dev.wasmsandbox.benchmarks.report.Table;
import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.guest.javascript.JavaScriptGuest;
import dev.wasmsandbox.guest.python.PythonGuest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where the time of a fresh run goes, as the engine below the product sees it. */
final class Stages {
    private static final int MANY = 2_000;

    private final RuntimeType language;
    private final List<Double> starts = new ArrayList<>();
    private final List<Double> runs = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();

    private Stages(RuntimeType language) {
        this.language = language;
    }

    /** Measures a program that prints a word. */
    static Stages measure(RuntimeType language, Effort effort) {
        Stages stages = new Stages(language);
        MeteredGuest guest =
                new MeteredGuest(
                        ExecutionEngine.shared(),
                        language == RuntimeType.PYTHON
                                ? PythonGuest.bundle()
                                : JavaScriptGuest.bundle());
        CpuProgram hello =
                new CpuProgram("hello", StartPart.hello(language).getBytes(StandardCharsets.UTF_8));
        int count = Math.min(MANY, effort.rounds() * effort.runsPerRound());
        for (int i = -count; i < count; i++) {
            MeteredGuest.Timed timed = guest.run(hello);
            if (i >= 0) {
                stages.starts.add(timed.startNanos() / 1e6);
                stages.runs.add(timed.nanos() / 1e6);
                stages.ends.add(timed.endNanos() / 1e6);
            }
        }
        return stages;
    }

    /**
     * Adds a row.
     *
     * @param wholeMillis of a run by way of the product
     */
    void addTo(Table.Builder table, double wholeMillis) {
        double start = median(starts);
        double run = median(runs);
        double end = median(ends);
        table.row(
                language.id(),
                Quantities.time(start),
                Quantities.time(run),
                Quantities.time(wholeMillis),
                Quantities.time(end));
    }

    private static double median(List<Double> values) {
        return Statistics.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
