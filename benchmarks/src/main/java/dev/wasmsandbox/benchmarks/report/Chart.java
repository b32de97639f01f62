package dev.wasmsandbox.benchmarks.report;

import java.util.List;

/** A plot. All values are above 0; scales are logarithmic, since what is compared lies powers of ten apart. */
public sealed interface Chart {
    /** Returns its heading. */
    String title();

    /**
     * A bar for each name.
     *
     * @param unit of the values
     */
    record Bars(String title, String unit, List<Bar> bars) implements Chart {
        /** Copies. */
        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /**
     * A bar.
     *
     * @param ours whether it is this project's, which is shown in another colour
     */
    record Bar(String name, double value, boolean ours) {}

    /**
     * Lines through points.
     *
     * @param xLabel what is to the right
     * @param yLabel what is up
     */
    record Lines(String title, String xLabel, String yLabel, List<Line> lines) implements Chart {
        /** Copies. */
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /** A line. */
    record Line(String name, List<Point> points) {
        /** Copies. */
        public Line {
            points = List.copyOf(points);
        }
    }
}
