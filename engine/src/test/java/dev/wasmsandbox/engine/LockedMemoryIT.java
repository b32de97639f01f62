package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.wasmsandbox.testkit.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that locks its memory makes all pages of all slots private, without a page fault of the thread that has them. */
class LockedMemoryIT {
    @Test
    void slots_are_looked_over_when_the_process_locks_its_memory(@TempDir Path folder) {
        String output =
                ChildJvm.of(LockedMemoryProgram.class)
                        .jvmArguments("-Xmx64m", "-XX:+UseSerialGC")
                        .arguments(folder.toString())
                        .run()
                        .expectExitCode(0)
                        .output();

        assumeThat(output).doesNotContain(LockedMemoryProgram.REFUSED);
        assertThat(output).isEmpty();
    }
}
