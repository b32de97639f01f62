package dev.wasmsandbox.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The times of one subject, in milliseconds, by the rounds that they were measured in.
 *
 * @param name what was measured
 * @param rounds the times of each round; none of them is empty
 */
public record Samples(String name, List<List<Double>> rounds) {
    /** Copies. */
    public Samples {
        rounds = rounds.stream().map(List::copyOf).toList();
    }

    /** Takes values that each are a round of their own. */
    public static Samples of(String name, List<Double> values) {
        return new Samples(name, values.stream().map(List::of).toList());
    }

    /** Returns all times. */
    public double[] values() {
        List<Double> all = new ArrayList<>();
        rounds.forEach(all::addAll);
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns the median of each round. */
    public double[] roundMedians() {
        return rounds.stream()
                .mapToDouble(round ->
                        Statistics.median(
                                round.stream().mapToDouble(Double::doubleValue).toArray()))
                .toArray();
    }

    /** Returns the median of all times. */
    public double median() {
        return Statistics.median(values());
    }

    /** Returns the time that a share of all did not exceed. */
    public double percentile(double share) {
        return Statistics.percentile(share, values());
    }

    /** Returns how many times as long this took as something that was measured in the same rounds. */
    public double ratioTo(Samples base) {
        return Statistics.pairedRatio(roundMedians(), base.roundMedians());
    }
}
