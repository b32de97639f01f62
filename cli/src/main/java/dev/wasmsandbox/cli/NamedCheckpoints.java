package dev.wasmsandbox.cli;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.StoredCheckpoint;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The checkpoints that are kept with a session by name.
 *
 * @param session its id
 */
record NamedCheckpoints(Sessions sessions, String session) {
    private static final int MOST_SHOWN = 20;

    /**
     * Checks a name for a new one.
     *
     * @param force whether one that is there may be replaced
     * @throws UsageException if it may not, and there is one
     */
    void requireFree(String name, boolean force) {
        if (sessions.checkpoint(session, name).isPresent() && !force) {
            throw new UsageException(
                    "there is a checkpoint "
                            + name
                            + " in session "
                            + session
                            + " already; --force replaces it");
        }
    }

    /**
     * Checks that there is one of a name.
     *
     * @throws StorageException if there is none; its message tells which there are
     */
    void requireThere(String name) {
        if (sessions.checkpoint(session, name).isEmpty()) {
            throw new StorageException(
                    ErrorCode.CHECKPOINT_NOT_FOUND,
                    "there is no checkpoint " + name + " in session " + session + "; " + known());
        }
    }

    private String known() {
        List<StoredCheckpoint> all = sessions.checkpoints(session);
        if (all.isEmpty()) {
            return "none is kept ('sandbox session checkpoint " + session + " --name NAME' does)";
        }
        int more = all.size() - MOST_SHOWN;
        return all.stream()
                        .limit(MOST_SHOWN)
                        .map(StoredCheckpoint::name)
                        .collect(Collectors.joining(", ", "kept are: ", ""))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
