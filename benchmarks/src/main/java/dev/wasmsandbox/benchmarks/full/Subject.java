package dev.wasmsandbox.benchmarks.full;

import java.util.function.LongSupplier;

/**
 * Something that is measured.
 *
 * @param name its name in the report
 * @param run does it once and returns how many nanoseconds that took; throws if the result is wrong
 */
record Subject(String name, LongSupplier run) {
    /** Times all that a task does. */
    static Subject timed(String name, Runnable task) {
        return new Subject(
                name,
                () -> {
                    long start = System.nanoTime();
                    task.run();
                    return System.nanoTime() - start;
                });
    }
}
