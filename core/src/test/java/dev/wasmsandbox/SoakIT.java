package dev.wasmsandbox;

import dev.wasmsandbox.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many runs with all kinds of ends, from several threads, leave nothing behind: no memory, no mapping, no thread, no open file.
 *
 * <p>{@code -Dsoak.scale=1} makes 100,000 fresh runs and 10,000 of each other ending; see docs/soak.md.
 */
class SoakIT {
    /** 5,000 fresh runs and 500 of each other ending, about 40 seconds on two busy cores; the full size in the long mode. */
    private static final String DEFAULT_SCALE = Boolean.getBoolean("gate.long") ? "1" : "0.05";

    @Test
    @EnabledOnOs(OS.LINUX)
    void runs_of_every_ending_leave_nothing_behind(@TempDir Path folder) {
        String scale = System.getProperty("soak.scale", DEFAULT_SCALE);

        ChildJvm.Result result =
                ChildJvm.of(SoakProgram.class)
                        // The JVM's own share is held still: a heap of one size and no helper
                        // threads that come and go.
                        .jvmArguments(
                                "-Xms128m",
                                "-Xmx128m",
                                "-XX:+AlwaysPreTouch",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1")
                        .arguments(scale, folder.toString())
                        .watchdog(Duration.ofMinutes(10 + (long) (120 * Double.parseDouble(scale))))
                        .run();

        System.out.print(result.output());
        result.expectExitCode(0).expectOutput(SoakProgram.SUCCESS);
    }
}
