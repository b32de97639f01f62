package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.benchmarks.report.Chart;
import dev.wasmsandbox.benchmarks.report.Point;
import dev.wasmsandbox.benchmarks.report.PowerLaw;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Samples;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures curves, and fits to each how it grows. */
final class Curves {
    private final Workbench bench;

    Curves(Workbench bench) {
        this.bench = bench;
    }

    Section measure() {
        Section.Builder section =
                Section.of(
                        "scale-growth",
                        "Scale: how costs grow",
                        "Each line is one thing at several sizes; what is measured is a run by way of `Sandbox.execute`, or what the line names. The exponent is"
                                + " fitted to all points of cost = factor × size ^ exponent: 0 is constant, 1 is linear. A constant part at small sizes hides growth from"
                                + " the fit, so the exponent between the last two points stands beside it.");
        Table.Builder table =
                Table.of(
                        "",
                        "smallest",
                        "",
                        "largest",
                        "",
                        "exponent",
                        "at the end",
                        "no more than");
        for (Curve curve : new CurveList(bench.effort()).all()) {
            bench.say("scale: " + curve.name());
            try {
                List<Point> points = points(curve, section);
                PowerLaw law = PowerLaw.fit(points);
                table.row(
                        curve.name(),
                        Quantities.number(points.getFirst().x()) + " " + curve.unit(),
                        Quantities.time(points.getFirst().y()),
                        Quantities.number(points.getLast().x()) + " " + curve.unit(),
                        Quantities.time(points.getLast().y()),
                        exponent(law.exponent()),
                        exponent(law.lastExponent()),
                        curve.expected() == 0 ? "constant" : "linear");
                section.chart(
                                new Chart.Lines(
                                        curve.name(),
                                        curve.unit(),
                                        "milliseconds",
                                        List.of(new Chart.Line(curve.name(), points))))
                        .raw(curve.name() + ", fit", law);
            } catch (Missing e) {
                table.row(curve.name(), "not measured: " + e.reason(), "", "", "", "", "", "");
            }
        }
        return section.table(table.build()).build();
    }

    private List<Point> points(Curve curve, Section.Builder section) {
        List<Curve.Opened> opened = new ArrayList<>();
        List<Subject> subjects = new ArrayList<>();
        try {
            for (int size : curve.sizes()) {
                Curve.Opened one = curve.subject().apply(size);
                opened.add(one);
                subjects.add(
                        new Subject(curve.name() + ", " + size + " " + curve.unit(), one.run()));
            }
            Effort effort = bench.effort();
            Rounds rounds =
                    new Rounds(
                            effort.warmUpMillis() / 8,
                            effort.rounds() / 2 + 1,
                            Math.max(1, effort.runsPerRound() / 10),
                            effort.budgetMillis() / 4);
            List<Point> points = new ArrayList<>();
            int i = 0;
            for (Samples samples : rounds.measure(subjects).values()) {
                points.add(new Point(curve.sizes().get(i++), samples.median()));
                section.raw(samples);
            }
            return points;
        } finally {
            opened.forEach(one -> one.close().run());
        }
    }

    private static String exponent(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
