package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.nio.file.Path;

/** Starts worker processes. */
@FunctionalInterface
interface WorkerLauncher {
    /** The file in a worker's directory that its standard error goes to. */
    String LAST_WORDS = "stderr";

    /**
     * Starts a process that speaks the protocol on its standard streams.
     *
     * @param directory an empty directory of its own, for temporary files
     * @param language the id of the language that it is to load first
     * @throws IOException if it cannot be started
     */
    Process launch(Path directory, String language) throws IOException;
}
