package dev.wasmsandbox.cli;

import dev.wasmsandbox.cli.SandboxOpener.Opening;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Types at a prompt on a terminal that nobody sees, so that its classes are loaded while the start-up cache is recorded. */
final class PromptRehearsal {
    private static final String TYPED =
            "import math\rdef f(x):\rreturn math.sq\t(x)\r\rf(9)\r1 / 0\r:help\r\033OA\r:quit\r";

    private PromptRehearsal() {}

    /** Types; returns the exit code. */
    static int run(Surroundings surroundings, Opening opening) {
        try (Terminal terminal =
                TerminalBuilder.builder()
                        .system(false)
                        .provider(TerminalBuilder.PROP_PROVIDER_FFM)
                        .type("xterm-256color")
                        .graphemeCluster(false)
                        .streams(
                                new ByteArrayInputStream(TYPED.getBytes(StandardCharsets.UTF_8)),
                                OutputStream.nullOutputStream())
                        .build()) {
            return new TerminalRepl(surroundings, SandboxOpener::openReal, opening, false)
                    .run(terminal);
        } catch (IOException | IllegalStateException e) {
            // Without a terminal of its own nothing is rehearsed, and the prompt starts slower.
            return ExitCode.OK;
        }
    }
}
