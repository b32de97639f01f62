package dev.wasmsandbox.core.run;

import dev.wasmsandbox.SandboxException;
import java.time.Duration;

/** What a task needs beside the turn of its session, and must not wait for while it has that. Thread-safe. */
public interface Admission {
    /** For tasks that need nothing else. */
    Admission FREE =
            new Admission() {
                @Override
                public boolean ready() {
                    return true;
                }

                @Override
                public boolean await(Duration patience) {
                    return true;
                }

                @Override
                public String refusal() {
                    return "";
                }
            };

    /**
     * Tells whether the task can begin. Called in the session's turn, and does not wait.
     *
     * @throws SandboxException if it never can
     */
    boolean ready();

    /**
     * Waits, out of the session's turn, until the task can probably begin.
     *
     * @return false if it still can't after that time, or the thread was interrupted, which it stays
     * @throws SandboxException if it never can
     */
    boolean await(Duration patience);

    /** Says who stands in the way, as the beginning of a sentence. */
    String refusal();
}
