package dev.wasmsandbox.cli;

import java.util.function.IntSupplier;
import picocli.CommandLine.Option;

/** What all commands have in common. Carrying a command out gives the exit code. */
abstract class AnyCommand implements IntSupplier {
    private final Surroundings surroundings;

    @Option(names = "--debug", description = "Show where in this program an error came from.")
    private boolean debug;

    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    AnyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Returns what the program was started in. */
    final Surroundings surroundings() {
        return surroundings;
    }

    /** Tells whether errors are to be shown with their origin. */
    final boolean debug() {
        return debug;
    }
}
