package dev.wasmsandbox.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells of failures where the thread has to go on, whatever happens. */
final class Failures {
    private Failures() {}

    /** Logs a failure; where there is not even memory left for that, it stays untold. */
    static void log(Logger logger, String message, Throwable failure) {
        try {
            logger.log(Level.ERROR, message, failure);
        } catch (Throwable untold) {
            // A thread that ends would cost more than a line in a log.
            return;
        }
    }
}
