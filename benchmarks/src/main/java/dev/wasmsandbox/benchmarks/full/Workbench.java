package dev.wasmsandbox.benchmarks.full;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What measurements work with.
 *
 * @param effort how much is measured
 * @param root the checkout, with what was built in it
 * @param environments where others are installed; everything in it may be deleted
 * @param progress is told what is done, a line each
 */
record Workbench(Effort effort, Path root, Path environments, Consumer<String> progress) {
    /** Tells what is done. */
    void say(String line) {
        progress.accept(line);
    }
}
