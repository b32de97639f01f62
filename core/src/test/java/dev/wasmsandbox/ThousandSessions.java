package dev.wasmsandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A process with many Python interpreters awake at once, which tells what memory it has for itself. */
final class ThousandSessions {
    private static final String PROGRAM =
            """
            rows = [{'n': n, 'name': 'row %d' % n} for n in range(50)]
            class Account:
                def __init__(self, name):
                    self.name = name
                    self.calls = 0
                def call(self):
                    self.calls += 1
                    return '%s %d' % (self.name, self.calls)
            account = Account('NAME')
            print(account.call())
            """;

    private ThousandSessions() {}

    /** Arguments: the folder of the sessions, how many, how many calls. Prints private bytes and interpreters that are awake. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[1]);
        int calls = Integer.parseInt(arguments[2]);
        int[] expected = new int[count];
        try (SessionManager sessions =
                SessionManager.builder()
                        .workspaceRoot(Path.of(arguments[0]))
                        .maxLiveSessions(count)
                        .maxLiveBytes(1L << 30)
                        .logger(SandboxLogger.none())
                        .build()) {
            for (int i = 0; i < count; i++) {
                expected[i]++;
                expect(sessions, i, PROGRAM.replace("NAME", "s" + i), expected[i]);
            }
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < calls; i++) {
                int session = random.nextInt(count);
                expected[session]++;
                expect(sessions, session, "print(account.call())", expected[session]);
            }
            System.out.println(privateBytes() + " " + sessions.stats().live());
        }
    }

    private static void expect(SessionManager sessions, int session, String code, int calls) {
        SandboxResult result = sessions.execute("s" + session, code);
        if (!result.stdout().equals("s" + session + " " + calls + "\n")) {
            throw new IllegalStateException(
                    "session " + session + " said " + result.stdout() + result.stderr());
        }
    }

    /** What this process has that it shares with no other one: heap, stacks, compiled code, pages that guests wrote. */
    private static long privateBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Private_"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) << 10)
                .sum();
    }
}
