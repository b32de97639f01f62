package dev.wasmsandbox.cli;

import dev.wasmsandbox.Diagnostics;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.cli.SandboxOpener.Opening;
import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** A prompt on a terminal. Everything that knows JLine is loaded from here on. */
final class TerminalRepl {
    private final Surroundings surroundings;
    private final SandboxOpener opener;
    private final Opening opening;
    private final boolean keepsHistory;

    TerminalRepl(
            Surroundings surroundings,
            SandboxOpener opener,
            Opening opening,
            boolean keepsHistory) {
        this.surroundings = surroundings;
        this.opener = opener;
        this.opening = opening;
        this.keepsHistory = keepsHistory;
    }

    /** Takes inputs until the end; returns the exit code. */
    int run() {
        try (Terminal terminal = open()) {
            return run(terminal);
        } catch (IOException e) {
            throw new UsageException("cannot use the terminal: " + e.getMessage(), e);
        }
    }

    private static Terminal open() throws IOException {
        // Else JLine makes two of a Ctrl-C at the prompt, a signal and a key: the signal ends this
        // prompt, and the key, still unread, the next one. There is no setter.
        System.setProperty(TerminalBuilder.PROP_SOFTWARE_SIGNALS, "false");
        return TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_FFM)
                // Asking the terminal what it can do would take its answer's time, before every
                // first prompt.
                .graphemeCluster(false)
                .nativeSignals(true)
                .build();
    }

    /** The same on any terminal, as the build does it once to have the classes loaded. */
    int run(Terminal terminal) {
        TerminalScreen screen = new TerminalScreen(terminal, surroundings);
        try (Interruption interruption = Interruption.ofThisThread();
                ReplSession session = new ReplSession(opener, opening, screen)) {
            Runnable interrupted =
                    () -> {
                        screen.interrupted();
                        session.cancel();
                    };
            terminal.handle(Signal.INT, _ -> interrupted.run());
            greet(screen, session);
            TypedBlocks blocks =
                    TypedBlocks.on(
                            terminal,
                            session,
                            keepsHistory
                                    ? ReplHistory.file(
                                            surroundings.environment(), opening.runtime())
                                    : null,
                            surroundings.colours(),
                            interruption::isRequested,
                            interrupted);
            ReplCommands commands =
                    new ReplCommands(session, screen, surroundings, opening.storage());
            return interruption.exitCodeOf(new Repl(blocks, session, screen, commands)::run);
        }
    }

    private void greet(TerminalScreen screen, ReplSession session) {
        String language =
                opening.runtime() == RuntimeType.PYTHON
                        ? "Python " + Diagnostics.versions().get("cpython")
                        : "QuickJS-NG " + Diagnostics.versions().get("quickjs-ng");
        screen.say(
                language
                        + " in a sandbox"
                        + (opening.session() == null
                                ? ""
                                : ", session " + session.sandbox().sessionId())
                        + "; :help tells more, Ctrl-D ends");
    }
}
