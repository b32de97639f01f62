package dev.wasmsandbox.cli;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.cli.SandboxOpener.Living;
import dev.wasmsandbox.cli.SandboxOpener.Opening;
import java.nio.file.Path;

/** Carries out the {@code repl} command. */
final class ReplAction {
    private static final Path DEFAULT_WORKSPACE = Path.of("workspace");

    private final Surroundings surroundings;
    private final SandboxOpener opener;

    ReplAction(Surroundings surroundings, SandboxOpener opener) {
        this.surroundings = surroundings;
        this.opener = opener;
    }

    /** Runs what is typed, or what comes by a pipe, and returns the exit code. */
    int run(ReplOptions options) {
        RuntimeType runtime =
                options.language() == null
                        ? RuntimeType.PYTHON
                        : RuntimeType.of(options.language());
        ExecutionPolicy policy = options.limits().policy();
        StorageAdapter storage =
                new DiskStorageAdapter(
                        options.workspace() == null ? DEFAULT_WORKSPACE : options.workspace());
        // What nobody can go on with needs no saving before its end.
        Living living = new Living(options.session() != null, ReplSession.UNDO_DEPTH, null);
        Opening opening = new Opening(runtime, policy, storage, options.session(), living);
        // The terminal's part of the program is loaded where there is one only.
        return surroundings.terminal()
                ? new TerminalRepl(surroundings, opener, opening, options.history()).run()
                : piped(opening);
    }

    private int piped(Opening opening) {
        ReplScreen screen = new PlainScreen(surroundings);
        try (Interruption interruption = Interruption.ofThisThread();
                ReplSession session = new ReplSession(opener, opening, screen)) {
            PipedBlocks blocks =
                    new PipedBlocks(
                            surroundings.in(),
                            opening.runtime(),
                            code -> session.sandbox().validateCode(code));
            ReplCommands commands =
                    new ReplCommands(session, screen, surroundings, opening.storage());
            return interruption.exitCodeOf(new Repl(blocks, session, screen, commands)::run);
        }
    }
}
