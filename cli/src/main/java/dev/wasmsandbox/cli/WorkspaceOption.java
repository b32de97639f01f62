package dev.wasmsandbox.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option about the place of sessions, for the commands that use them. */
final class WorkspaceOption {
    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description =
                    "The directory that holds the workspaces of all sessions. Default: ./workspace")
    private @Nullable Path path;

    /** Returns what was said; null if nothing was. */
    @Nullable Path path() {
        return path;
    }
}
