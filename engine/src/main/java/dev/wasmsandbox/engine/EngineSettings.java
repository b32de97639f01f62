package dev.wasmsandbox.engine;

/** The numbers that all guests of this process share. */
final class EngineSettings {
    /**
     * How deep a guest's native stack may become. CPython's C code needs more than 1 MiB for a clean {@code RecursionError} from a deeply
     * nested {@code repr}.
     */
    static final long WASM_STACK_BYTES = 4L << 20;

    /** System property: the number of guest threads; default is the number of processors. */
    static final String THREADS_PROPERTY = "dev.wasmsandbox.threads";

    /** System property: how many runs may wait for a guest thread; default 10,000. */
    static final String QUEUE_PROPERTY = "dev.wasmsandbox.queue";

    /**
     * System property: after how many resets or captures of memory one is compared in full with the image; default 1,024. 1 compares each, which takes
     * some milliseconds a run.
     */
    static final String VERIFY_PROPERTY = "dev.wasmsandbox.verify";

    private EngineSettings() {}

    static int threads() {
        return positive(THREADS_PROPERTY, Runtime.getRuntime().availableProcessors(), 1024);
    }

    static int queueCapacity() {
        return positive(QUEUE_PROPERTY, 10_000, 10_000_000);
    }

    static int operationsPerFullCheck() {
        return positive(VERIFY_PROPERTY, 1024, 1 << 30);
    }

    private static int positive(String property, int defaultValue, int most) {
        String text = System.getProperty(property);
        if (text == null) {
            return defaultValue;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message for everything that is no number in range.
        }
        throw new EngineException(
                "-D" + property + "=" + text + " is not a number from 1 to " + most);
    }
}
