package dev.wasmsandbox.core.workspace;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.core.text.MessageText;
import java.util.List;

/**
 * What a run changed in its workspace.
 *
 * @param created files that are new, as sorted paths relative to the workspace
 * @param modified files whose bytes differ, likewise
 * @param deleted files that are gone, likewise
 * @param failures what could not be stored, and is in none of the lists
 */
public record FileChanges(
        List<String> created,
        List<String> modified,
        List<String> deleted,
        List<WorkspaceFailure> failures) {
    /** Nothing changed. */
    public static final FileChanges NONE =
            new FileChanges(List.of(), List.of(), List.of(), List.of());

    private static final int SHOWN = 3;

    /** Copies the lists. */
    public FileChanges {
        created = List.copyOf(created);
        modified = List.copyOf(modified);
        deleted = List.copyOf(deleted);
        failures = List.copyOf(failures);
    }

    /**
     * Returns the outcome of the run with regard to its files: a run whose files could not be stored did not go well,
     * unless something worse happened to it already.
     */
    public Outcome applyTo(Outcome outcome) {
        if (failures.isEmpty() || outcome.trapReason() != null) {
            return outcome;
        }
        StringBuilder message = new StringBuilder("not all files could be stored: ");
        for (WorkspaceFailure failure : failures.subList(0, Math.min(SHOWN, failures.size()))) {
            message.append(MessageText.quote(failure.path()))
                    .append(" (")
                    .append(failure.reason())
                    .append("), ");
        }
        message.setLength(message.length() - 2);
        if (failures.size() > SHOWN) {
            message.append(" and ").append(failures.size() - SHOWN).append(" more");
        }
        return new Outcome.HostFailure(message.toString(), null);
    }
}
