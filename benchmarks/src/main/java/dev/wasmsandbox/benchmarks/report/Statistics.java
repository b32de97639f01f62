package dev.wasmsandbox.benchmarks.report;

import java.util.Arrays;

/** Medians, percentiles, and ratios of what was measured in turns. */
public final class Statistics {
    private Statistics() {}

    /**
     * Returns the middle of the values.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static double median(double... values) {
        requireSome(values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * Returns the smallest value that a given share of the values does not exceed.
     *
     * @param share above 0, up to 1
     * @throws IllegalArgumentException if there is no value, or no such share
     */
    public static double percentile(double share, double... values) {
        requireSome(values);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "share is " + share + "; it must be above 0, up to 1");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /**
     * Returns the median of the ratios of pairs. A pair was measured in one round, so that what slows the machine slows both.
     *
     * @param values of each round
     * @param base of each round; what one of the two has more rounds of is left out
     */
    public static double pairedRatio(double[] values, double[] base) {
        double[] ratios = new double[Math.min(values.length, base.length)];
        Arrays.setAll(ratios, i -> values[i] / base[i]);
        return median(ratios);
    }

    private static void requireSome(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }
}
