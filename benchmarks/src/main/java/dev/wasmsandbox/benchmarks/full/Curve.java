package dev.wasmsandbox.benchmarks.full;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * How a cost grows with a size.
 *
 * @param name its name in the report
 * @param unit of the size
 * @param expected what the growth ought to be at most: an exponent, 0 for constant, 1 for linear
 * @param sizes by rising size
 * @param subject opens what is measured at a size
 */
record Curve(
        String name, String unit, int expected, List<Integer> sizes, IntFunction<Opened> subject) {

    /**
     * What is measured at one size.
     *
     * @param run does it once and returns how many nanoseconds that took; throws if the result is wrong
     * @param close gives back what it holds
     */
    record Opened(LongSupplier run, Runnable close) {}

    Curve {
        sizes = List.copyOf(sizes);
    }

    /** Returns sizes from one to another, each the same times the one before. */
    static List<Integer> steps(int first, int last, int factor) {
        List<Integer> sizes = new ArrayList<>();
        for (long size = first; size <= last; size *= factor) {
            sizes.add((int) size);
        }
        if (sizes.size() == 1) {
            sizes.add(first * factor);
        }
        return sizes;
    }
}
