package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.benchmarks.report.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures subjects in turns, so that a busy machine slows all of them alike. Who begins changes from round to round, so that none always
 * follows the same one.
 *
 * @param warmUpMillis how long each subject runs before anything counts; always once, unless that once is beyond the budget
 * @param count how many rounds
 * @param runsPerRound runs of each subject in its turn that count; a tenth as many come before them
 * @param budgetMillis after which a subject gets no more turns; each has one at least
 */
record Rounds(int warmUpMillis, int count, int runsPerRound, int budgetMillis) {
    /** So many runs that count are worth one before them that does not. */
    private static final int RUNS_PER_SETTLING_RUN = 10;

    /** Rounds of short runs. */
    static Rounds ofRuns(Effort effort) {
        return new Rounds(
                effort.warmUpMillis(),
                effort.rounds(),
                effort.runsPerRound(),
                effort.budgetMillis());
    }

    /** Rounds of whole processes, and of other things that take as long. */
    static Rounds ofProcesses(Effort effort) {
        return new Rounds(1, effort.processRounds(), 1, 4 * effort.budgetMillis());
    }

    /** Measures; the result has the order of the subjects. */
    Map<String, Samples> measure(List<Subject> subjects) {
        List<List<List<Double>>> times = new ArrayList<>();
        long[] spent = new long[subjects.size()];
        for (int i = 0; i < subjects.size(); i++) {
            times.add(new ArrayList<>());
            warmUp(subjects.get(i), times.get(i));
        }
        long budget = TimeUnit.MILLISECONDS.toNanos(budgetMillis);
        for (int round = 0; round < count; round++) {
            for (int turn = 0; turn < subjects.size(); turn++) {
                int i = (turn + round) % subjects.size();
                if (times.get(i).isEmpty() || spent[i] < budget) {
                    long start = System.nanoTime();
                    times.get(i).add(turn(subjects.get(i)));
                    spent[i] += System.nanoTime() - start;
                }
            }
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            String name = subjects.get(i).name();
            samples.put(name, new Samples(name, times.get(i)));
        }
        return samples;
    }

    private void warmUp(Subject subject, List<List<Double>> times) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
        long first = subject.run().getAsLong();
        if (first > TimeUnit.MILLISECONDS.toNanos(budgetMillis) / 2 && first > 2_000_000_000L) {
            // No JIT compiler makes the second run of something so slow another; it counts.
            times.add(List.of(first / 1e6));
            return;
        }
        while (System.nanoTime() - end < 0) {
            var _ = subject.run().getAsLong();
        }
    }

    private List<Double> turn(Subject subject) {
        // Whoever had the turn before has left the processor's caches full of its own.
        for (int i = 0; i < runsPerRound / RUNS_PER_SETTLING_RUN; i++) {
            var _ = subject.run().getAsLong();
        }
        Double[] millis = new Double[runsPerRound];
        Arrays.setAll(millis, _ -> subject.run().getAsLong() / 1e6);
        return List.of(millis);
    }
}
