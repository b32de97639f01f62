package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wasmsandbox.testkit.ChildJvm;
import dev.wasmsandbox.testkit.OrdinaryUser;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that the user may not read or change: each case in a JVM whose user is stopped by permissions, which root is not. */
@ExtendWith(QuotaFigures.class)
class UnreadableFilesIT {
    @ParameterizedTest
    @EnumSource
    void what_may_not_be_read_or_changed_is_absent_told_and_never_lost(
            UnreadableFiles what, @TempDir Path folder) {
        assumeTrue(OrdinaryUser.isPossible(), "root, and no way to give up its rights");

        ChildJvm.Result result =
                ChildJvm.of(UnreadableFiles.class)
                        .asOrdinaryUser()
                        .jvmArguments("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                        .environment("LC_ALL", "C.UTF-8")
                        .arguments(what.name(), folder.toString())
                        .run();

        assertThat(result.output()).endsWith(UnreadableFiles.DONE + System.lineSeparator());
        assertThat(result.exitCode()).isZero();
    }
}
