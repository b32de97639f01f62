package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program is killed by SIGKILL between two calls, and another process goes on from the last one. */
@Timeout(180)
class SurvivingProgramIT {
    @TempDir Path root;

    @Test
    void another_process_goes_on_with_classes_generators_and_open_files() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChildJvm.Running program =
                    ChildJvm.of(SurvivingProgram.class)
                            .arguments(root.toString(), Integer.toString(server.getLocalPort()))
                            .start();
            try (Socket _ = server.accept()) {
                program.kill();
            }
        }

        try (SessionManager sessions =
                SessionManager.builder().workspaceRoot(root).logger(SandboxLogger.none()).build()) {
            SandboxResult result =
                    sessions.execute(
                            "analysis",
                            """
                            print(account.add(2).total, isinstance(account, Account), Account('bob').add(1).total)
                            print(first, list(half))
                            print(reading.readline().strip(), reading.tell())
                            writing.write(' and after')
                            writing.close()
                            print(open('log.txt').read())
                            random.seed(7)
                            print(random.random() == drawn)
                            """);
            assertThat(result.stderr()).isEmpty();
            assertThat(result.stdout())
                    .isEqualTo(
                            """
                            42 True 1
                            [0, 1, 4, 9, 16] [25, 36, 49, 64, 81]
                            two 8
                            before and after
                            True
                            """);
            sessions.undo("analysis");
            assertThat(sessions.execute("analysis", "print(account.total, next(half))").stdout())
                    .isEqualTo("40 25\n");
        }
    }
}
