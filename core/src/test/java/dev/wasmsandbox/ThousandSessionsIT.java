package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import java.nio.file.Path;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What live interpreters take of a process's memory. */
@Timeout(300)
class ThousandSessionsIT {
    private static final int SESSIONS = 1_000;
    private static final int CALLS = 2_000;
    private static final long MOST_BYTES = 1_000_000_000;

    @TempDir Path root;

    @Test
    @EnabledOnOs(OS.LINUX) // where the kernel tells what is shared
    void a_thousand_live_pythons_take_less_than_a_gigabyte() {
        ChildJvm.Result result =
                ChildJvm.of(ThousandSessions.class)
                        .jvmArguments("-Xmx160m")
                        .arguments(
                                root.toString(),
                                Integer.toString(SESSIONS),
                                Integer.toString(CALLS))
                        .run()
                        .expectExitCode(0);
        Scanner told = new Scanner(result.output().lines().toList().getLast());
        assertThat(told.nextLong()).isBetween(1L, MOST_BYTES);
        assertThat(told.nextInt()).isEqualTo(SESSIONS);
    }
}
