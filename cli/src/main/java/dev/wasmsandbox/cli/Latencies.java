package dev.wasmsandbox.cli;

import java.util.Arrays;

/** Times of many runs of one thing, in nanoseconds. */
final class Latencies {
    private long[] nanos = new long[256];
    private int count;

    /** Adds the time of one run. */
    void add(long elapsed) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = elapsed;
    }

    /** Tells whether nothing was measured. */
    boolean isEmpty() {
        return count == 0;
    }

    /**
     * Returns the time that a given share of the runs did not exceed, in milliseconds.
     *
     * @param share above 0, up to 1
     * @throws IllegalStateException if nothing was measured
     */
    double percentile(double share) {
        if (isEmpty()) {
            throw new IllegalStateException("no run was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * count);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }
}
