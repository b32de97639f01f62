package dev.wasmsandbox.core.run;

import java.time.Instant;

/** One run of a guest, wherever it takes place: from the session's files to the stored changes. Used once. */
public interface GuestRun {
    /**
     * Runs the guest and stores what it changed in its workspace.
     *
     * @param now the time that is noted for the session
     */
    RunFacts run(Instant now);

    /** Works on behind the answer, before the next run of the session begins. Called once, after {@link #run} came to its end. */
    default void settle() {}

    /** Whether the next run of the session has to wait for {@link #settle}. */
    default boolean settles() {
        return false;
    }

    /** Gives back what the run took. Called once, after {@link #run}, however that ended. */
    void tidyUp();
}
