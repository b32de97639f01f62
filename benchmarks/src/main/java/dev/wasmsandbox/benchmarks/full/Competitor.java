package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A way to run programs, each in a fresh interpreter: one in which nothing of an earlier program is left.
 *
 * @param name its name in the report
 * @param language what it runs
 * @param note what a reader must know to compare it with the others
 * @param ours whether it is this project's
 * @param opener makes it ready; throws {@link Missing} where it cannot be had
 */
record Competitor(
        String name,
        RuntimeType language,
        String note,
        boolean ours,
        Function<Workbench, Interpreter> opener) {

    /** One that is ready. */
    interface Interpreter extends AutoCloseable {
        /** Returns its version. */
        String version();

        /**
         * Runs a program from its file.
         *
         * @throws Missing if the program does not work there
         */
        Ran run(Path program);

        @Override
        void close();
    }

    /**
     * A run.
     *
     * @param nanos from handing the program over to having all its output
     */
    record Ran(long nanos, String output) {}
}
