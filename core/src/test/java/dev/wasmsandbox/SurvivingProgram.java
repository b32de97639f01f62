package dev.wasmsandbox;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;

/** An ordinary program that keeps a session, and may be killed between any two of its calls. */
final class SurvivingProgram {
    private SurvivingProgram() {}

    /** Arguments: the folder of the sessions, and the port to connect to when both calls were answered. */
    public static void main(String[] arguments) throws Exception {
        try (SessionManager sessions =
                SessionManager.builder()
                        .workspaceRoot(Path.of(arguments[0]))
                        .logger(SandboxLogger.none())
                        .saveEachRun(true)
                        .build()) {
            require(
                    sessions.execute(
                            "analysis",
                            """
                            import random
                            random.seed(7)
                            class Account:
                                def __init__(self, owner):
                                    self.owner, self.total = owner, 0
                                def add(self, amount):
                                    self.total += amount
                                    return self
                            account = Account('alice').add(40)
                            """));
            require(
                    sessions.execute(
                            "analysis",
                            """
                            def squares():
                                for n in range(10):
                                    yield n * n
                            half = squares()
                            first = [next(half) for _ in range(5)]
                            open('numbers.txt', 'w').write('one\\ntwo\\nthree\\n')
                            reading = open('numbers.txt')
                            reading.readline()
                            writing = open('log.txt', 'w')
                            writing.write('before')
                            drawn = random.random()
                            """));
            try (Socket told =
                    new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]))) {
                // Whoever waits there kills this process.
                int _ = told.getInputStream().read();
            }
        }
    }

    private static void require(SandboxResult result) {
        if (!result.success()) {
            throw new IllegalStateException(result.stderr());
        }
    }
}
