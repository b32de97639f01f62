package dev.wasmsandbox.core.process;

import dev.wasmsandbox.SandboxUnavailableException;
import java.time.Duration;

/**
 * How workers are kept.
 *
 * @param workers how many there may be at once; each runs one guest at a time
 * @param queueCapacity how many tasks may wait for one
 * @param tasksPerWorker after how many tasks a worker is replaced; with 1, every run has a process of its own
 * @param idle how long workers are kept when the last sandbox that uses them is closed
 * @param grace how long a worker may take to stop a task, beyond the task's own limit, before it is ended
 * @param startLimit how long a worker may take to start, which includes compiling a guest for the first time
 * @param launcher starts a worker
 */
record WorkerSettings(
        int workers,
        int queueCapacity,
        long tasksPerWorker,
        Duration idle,
        Duration grace,
        Duration startLimit,
        WorkerLauncher launcher) {
    /** System property: how many workers there may be; default is the number of processors, at most 8. */
    static final String WORKERS = "dev.wasmsandbox.workers";

    /** System property: after how many tasks a worker is replaced; default: never. */
    static final String TASKS = "dev.wasmsandbox.worker.tasks";

    /** System property: the seconds for which workers are kept without a sandbox; default 10. */
    static final String IDLE_SECONDS = "dev.wasmsandbox.worker.idle";

    /** System property: the heap of a worker in MiB; default 512. */
    static final String HEAP_MEBIBYTES = "dev.wasmsandbox.worker.heap";

    /** The property of in-process runs counts here too. */
    private static final String QUEUE = "dev.wasmsandbox.queue";

    private static final int MOST_BY_DEFAULT = 8;

    /**
     * Reads the settings of this process.
     *
     * @throws SandboxUnavailableException if a property has a value that is not allowed
     */
    static WorkerSettings ofProperties() {
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), MOST_BY_DEFAULT);
        return new WorkerSettings(
                (int) number(WORKERS, processors, 1, 1024),
                (int) number(QUEUE, 10_000, 1, 10_000_000),
                number(TASKS, Long.MAX_VALUE, 1, Long.MAX_VALUE),
                Duration.ofSeconds(number(IDLE_SECONDS, 10, 0, 86_400)),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                WorkerCommand.launcher(number(HEAP_MEBIBYTES, 512, 64, 1 << 20)));
    }

    private static long number(String property, long defaultValue, long least, long most) {
        String text = System.getProperty(property);
        if (text == null) {
            return defaultValue;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message for everything that is no number in range.
        }
        throw new SandboxUnavailableException(
                "-D" + property + "=" + text + " is not a number from " + least + " to " + most);
    }
}
