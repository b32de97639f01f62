package dev.wasmsandbox.fuzz;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * How long, with which seed, on which input: from system properties, which {@code ./sandbox test} passes on.
 *
 * @param time how long each target runs
 * @param seed what the search follows from
 * @param guided whether coverage guides the search where it can; that starts slowly, which pays in the long mode only
 * @param keep whether inputs that reach something new join the kept ones
 */
record Settings(Duration time, int seed, boolean guided, boolean keep) {
    /** The property that tells other JVMs where this module is. */
    static final String MODULE = "fuzz.module";

    private static final int NORMAL_SECONDS = 10;
    private static final int LONG_SECONDS = 120;

    static Settings ofThisRun() {
        boolean thorough = Boolean.getBoolean("gate.long");
        boolean keep = Boolean.getBoolean("fuzz.keep");
        int seconds = thorough ? LONG_SECONDS : NORMAL_SECONDS;
        String wanted = System.getProperty("fuzz.seconds", "");
        String seed = System.getProperty("fuzz.seed", "");
        return new Settings(
                Duration.ofSeconds(wanted.isEmpty() ? seconds : Integer.parseInt(wanted)),
                // The fuzzer takes 0 as "choose one yourself", and would not tell us.
                seed.isEmpty()
                        ? 1 + new SecureRandom().nextInt(Integer.MAX_VALUE - 1)
                        : Integer.parseInt(seed),
                thorough || keep,
                keep);
    }

    /** The folder of this module: tests run in it, and tell it to the JVMs that they start. */
    static Path module() {
        return Path.of(System.getProperty(MODULE, "")).toAbsolutePath();
    }

    /** The folder of the whole project. */
    static Path repository() {
        return module().resolve("..").normalize();
    }

    /** Where the kept inputs of a target are, in the sources. */
    static Path corpus(Target target) {
        return module().resolve("src/test/resources/corpus").resolve(target.id());
    }

    /** Where a target works and leaves what it found. */
    static Path work(Target target) {
        return module().resolve("target/fuzz").resolve(target.id());
    }

    /** Where findings are left. */
    static Path findings(Target target) {
        return module().resolve("target/findings").resolve(target.id());
    }
}
