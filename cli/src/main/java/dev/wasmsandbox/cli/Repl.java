package dev.wasmsandbox.cli;

import dev.wasmsandbox.SandboxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes inputs and runs them, one after the other, until something ends it. */
final class Repl {
    private final BlockSource source;
    private final ReplSession session;
    private final ReplScreen screen;
    private final ReplCommands commands;

    Repl(BlockSource source, ReplSession session, ReplScreen screen, ReplCommands commands) {
        this.source = source;
        this.session = session;
        this.screen = screen;
        this.commands = commands;
    }

    /** Returns the exit code. */
    int run() {
        for (Optional<String> input = source.next(); input.isPresent(); input = source.next()) {
            OptionalInt end = carryOut(input.get());
            if (end.isPresent()) {
                return end.getAsInt();
            }
        }
        return ExitCode.OK;
    }

    /** Carries one input out; returns the exit code if it is the last one. */
    private OptionalInt carryOut(String input) {
        try {
            if (input.isBlank()) {
                return OptionalInt.empty();
            }
            return input.startsWith(":") ? commands.carryOut(input) : execute(input);
        } catch (SandboxException | UsageException e) {
            if (!screen.interactive()) {
                throw e;
            }
            screen.complain(String.valueOf(e.getMessage()));
            return OptionalInt.empty();
        }
    }

    private OptionalInt execute(String code) {
        return commands.tell(session.run(code.getBytes(StandardCharsets.UTF_8)));
    }
}
