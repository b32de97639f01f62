package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.report.Chart;
import dev.wasmsandbox.benchmarks.report.Point;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Statistics;
import dev.wasmsandbox.benchmarks.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How many fresh runs per second are there with more and more guest threads? */
final class Throughput {
    private final Workbench bench;
    private final List<Integer> threads;

    Throughput(Workbench bench) {
        this.bench = bench;
        this.threads = bench.effort().threads();
    }

    Section measure() {
        Section.Builder section =
                Section.of(
                        "scale-threads",
                        "Scale: fresh runs per second",
                        "As many callers as guest threads, each with a sandbox of its own, in a JVM for each number of threads; windows are measured in turns."
                                + " More threads than processors can only be no better.");
        Table.Builder table = Table.of("guest threads", "Python", "JavaScript");
        List<List<Double>> medians = new ArrayList<>();
        List<Chart.Line> lines = new ArrayList<>();
        for (RuntimeType language : RuntimeType.values()) {
            bench.say("scale: throughput, " + language.id());
            List<List<Double>> rates = rates(language);
            List<Double> middle = new ArrayList<>();
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < threads.size(); i++) {
                double median = median(rates.get(i));
                middle.add(median);
                points.add(new Point(threads.get(i), median));
                section.raw(
                        language.id() + ", " + threads.get(i) + " threads, per second",
                        rates.get(i));
            }
            medians.add(middle);
            lines.add(new Chart.Line(language.id(), points));
            section.ratio(
                    "scale." + language.id() + ".one_thread_to_two",
                    Statistics.pairedRatio(array(rates.get(0)), array(rates.get(1))));
        }
        for (int i = 0; i < threads.size(); i++) {
            table.row(
                    String.valueOf(threads.get(i)),
                    Quantities.number(medians.get(0).get(i)),
                    Quantities.number(medians.get(1).get(i)));
        }
        return section.table(table.build())
                .chart(
                        new Chart.Lines(
                                "Fresh runs per second", "guest threads", "runs per second", lines))
                .build();
    }

    private List<List<Double>> rates(RuntimeType language) {
        Path folder = Folders.temporary();
        List<Driver> children = new ArrayList<>();
        List<List<Double>> rates = new ArrayList<>();
        try {
            for (int count : threads) {
                children.add(
                        Child.start(
                                ThroughputChild.class,
                                List.of("-Ddev.wasmsandbox.threads=" + count),
                                folder));
                rates.add(new ArrayList<>());
                rate(children.getLast(), language, count, bench.effort().warmUpMillis());
            }
            for (int window = 0; window < bench.effort().windows(); window++) {
                for (int i = 0; i < threads.size(); i++) {
                    rates.get(i)
                            .add(
                                    rate(
                                            children.get(i),
                                            language,
                                            threads.get(i),
                                            bench.effort().windowMillis()));
                }
            }
            return rates;
        } finally {
            children.forEach(Driver::close);
            Folders.delete(folder);
        }
    }

    private static double rate(Driver child, RuntimeType language, int threads, int millis) {
        return child.ask(language + " " + threads + " " + millis).path("perSecond").asDouble();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double median(List<Double> values) {
        return Statistics.median(array(values));
    }
}
