package dev.wasmsandbox.benchmarks.full;

import java.util.List;

/**
 * How much is measured.
 *
 * @param name how it is called in the report
 * @param warmUpMillis how long each short subject runs before anything counts, so that the JVM has compiled what is hot
 * @param rounds how often each subject gets its turn
 * @param runsPerRound runs of each short subject in its turn
 * @param budgetMillis how long one subject may take in all; what is slow gets fewer rounds, but never fewer than one
 * @param processRounds how often a whole process is started
 * @param windowMillis the length of one measurement of throughput
 * @param windows how many of them
 * @param sessions how many sessions take turns
 * @param live how many of them are live at a time
 * @param largestCount the end of curves over numbers of files
 * @param largestBytes the end of curves over bytes
 * @param manyInterpreters how many live interpreters the memory of one is found from
 * @param programs how many of the programs that compute
 * @param threads the numbers of guest threads
 */
record Effort(
        String name,
        int warmUpMillis,
        int rounds,
        int runsPerRound,
        int budgetMillis,
        int processRounds,
        int windowMillis,
        int windows,
        int sessions,
        int live,
        int largestCount,
        int largestBytes,
        int manyInterpreters,
        int programs,
        List<Integer> threads) {

    Effort {
        threads = List.copyOf(threads);
    }

    /** What is committed. */
    static final Effort FULL =
            new Effort(
                    "full",
                    2_000,
                    60,
                    40,
                    2_500,
                    12,
                    1_000,
                    8,
                    10_000,
                    100,
                    100_000,
                    1 << 20,
                    400,
                    Integer.MAX_VALUE,
                    List.of(1, 2, 4, 8));

    /** A look, which says little. */
    static final Effort QUICK =
            new Effort(
                    "quick",
                    500,
                    8,
                    10,
                    800,
                    3,
                    200,
                    3,
                    300,
                    20,
                    1_000,
                    1 << 16,
                    40,
                    Integer.MAX_VALUE,
                    List.of(1, 2, 4, 8));

    /** Whether it works at all. */
    static final Effort SMALLEST =
            new Effort("smallest", 1, 1, 1, 1, 1, 20, 1, 4, 2, 10, 1 << 10, 4, 1, List.of(1, 2));
}
