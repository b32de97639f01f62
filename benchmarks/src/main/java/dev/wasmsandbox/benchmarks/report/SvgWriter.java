package dev.wasmsandbox.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Draws charts as plain SVG: no fonts of the machine take part, and the same figures give the same bytes. */
public final class SvgWriter {
    private static final int WIDTH = 820;
    private static final int RIGHT = 90;
    private static final int TOP = 50;
    private static final int BAR_HEIGHT = 22;
    private static final int NAMES = 270;
    private static final int PLOT_HEIGHT = 320;
    private static final int AXIS = 70;
    private static final String OURS = "#0b6e4f";
    private static final String OTHERS = "#8a94a6";
    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#c8553d", "#2d5d9f", "#b08900", "#7a3b8f", "#4a4a4a");

    private final StringBuilder svg = new StringBuilder();

    private SvgWriter() {}

    /** Returns a chart as the text of an SVG file. */
    public static String write(Chart chart) {
        SvgWriter writer = new SvgWriter();
        switch (chart) {
            case Chart.Bars bars -> writer.bars(bars);
            case Chart.Lines lines -> writer.lines(lines);
        }
        return writer.svg.append("</svg>\n").toString();
    }

    private void open(String title, int height) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                        WIDTH,
                        height));
        text(16, 26, "start", title, " font-size=\"16\" font-weight=\"bold\"");
    }

    private void bars(Chart.Bars chart) {
        int height = TOP + chart.bars().size() * BAR_HEIGHT + 40;
        open(chart.title() + " (" + chart.unit() + ", logarithmic)", height);
        // A bar begins below its value, or the shortest one would be none.
        Scale scale =
                Scale.of(
                        chart.bars().stream()
                                .flatMap(bar -> Stream.of(bar.value() / 2, bar.value()))
                                .toList(),
                        NAMES,
                        WIDTH - RIGHT);
        for (double tick : scale.powersOfTen()) {
            double x = scale.at(tick);
            line(x, TOP - 6, x, height - 30, "#dddddd", 1);
            text(x, height - 14, "middle", Quantities.number(tick), " fill=\"#555555\"");
        }
        int y = TOP;
        for (Chart.Bar bar : chart.bars()) {
            double end = scale.at(bar.value());
            text(NAMES - 8, y + 14, "end", bar.name(), "");
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                            NAMES,
                            y + 2,
                            Math.max(end - NAMES, 1),
                            BAR_HEIGHT - 6,
                            bar.ours() ? OURS : OTHERS));
            text(end + 6, y + 14, "start", Quantities.number(bar.value()), "");
            y += BAR_HEIGHT;
        }
    }

    private void lines(Chart.Lines chart) {
        int bottom = TOP + PLOT_HEIGHT;
        open(chart.title(), bottom + 50 + 20 * chart.lines().size());
        Scale across = Scale.of(all(chart, Point::x), AXIS, WIDTH - RIGHT);
        Scale up = Scale.of(all(chart, Point::y), bottom, TOP);
        for (double tick : across.powersOfTen()) {
            line(across.at(tick), TOP, across.at(tick), bottom, "#dddddd", 1);
            text(
                    across.at(tick),
                    bottom + 17,
                    "middle",
                    Quantities.number(tick),
                    " fill=\"#555555\"");
        }
        for (double tick : up.powersOfTen()) {
            line(AXIS, up.at(tick), WIDTH - RIGHT, up.at(tick), "#dddddd", 1);
            text(AXIS - 6, up.at(tick) + 4, "end", Quantities.number(tick), " fill=\"#555555\"");
        }
        text((AXIS + WIDTH - RIGHT) / 2.0, bottom + 36, "middle", chart.xLabel(), "");
        text(16, TOP - 8, "start", chart.yLabel(), "");
        for (int i = 0; i < chart.lines().size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            curve(chart.lines().get(i), across, up, colour);
            int y = bottom + 56 + 20 * i;
            line(AXIS, y - 4, AXIS + 24, y - 4, colour, 2);
            text(AXIS + 32, y, "start", chart.lines().get(i).name(), "");
        }
    }

    private static List<Double> all(Chart.Lines chart, ToDoubleFunction<Point> side) {
        return chart.lines().stream()
                .flatMap(line -> line.points().stream())
                .map(side::applyAsDouble)
                .toList();
    }

    private void curve(Chart.Line curve, Scale across, Scale up, String colour) {
        List<String> corners = new ArrayList<>();
        for (Point point : curve.points()) {
            corners.add(
                    String.format(
                            Locale.ROOT, "%.1f,%.1f", across.at(point.x()), up.at(point.y())));
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                        String.join(" ", corners),
                        colour));
        for (String corner : corners) {
            String[] place = corner.split(",", -1);
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>%n",
                            place[0],
                            place[1],
                            colour));
        }
    }

    private void line(double x1, double y1, double x2, double y2, String colour, int width) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                        x1,
                        y1,
                        x2,
                        y2,
                        colour,
                        width));
    }

    private void text(double x, double y, String anchor, String text, String attributes) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>%n",
                        x,
                        y,
                        anchor,
                        attributes,
                        escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * A logarithmic scale between powers of ten.
     *
     * @param least the power of ten at {@code from}
     * @param most the power of ten at {@code to}
     */
    private record Scale(int least, int most, double from, double to) {
        static Scale of(List<Double> values, double from, double to) {
            double smallest = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
            double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
            if (!(smallest > 0)) {
                throw new IllegalArgumentException(
                        "a logarithmic scale has no place for " + smallest);
            }
            int least = (int) Math.floor(Math.log10(smallest) + 1e-9);
            int most = (int) Math.ceil(Math.log10(largest) - 1e-9);
            return new Scale(least, Math.max(most, least + 1), from, to);
        }

        double at(double value) {
            return from + (Math.log10(value) - least) / (most - least) * (to - from);
        }

        List<Double> powersOfTen() {
            List<Double> powers = new ArrayList<>();
            for (int power = least; power <= most; power++) {
                powers.add(Math.pow(10, power));
            }
            return powers;
        }
    }
}
