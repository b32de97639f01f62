package dev.wasmsandbox;

import java.util.List;
import java.util.Map;

/**
 * What became of sessions that nobody used.
 *
 * @param deletedSessions the sessions that were deleted, or would have been in a dry run; sorted
 * @param skippedSessions the sessions that were left alone although they may be old, because their metadata cannot be read
 *     or because they are in use; sorted
 * @param reclaimedBytes how much the files of the deleted sessions held
 * @param errors the sessions that could not be looked at or deleted, each with the reason; sorted
 * @param dryRun whether nothing was really deleted
 */
public record PruneResult(
        List<String> deletedSessions,
        List<String> skippedSessions,
        long reclaimedBytes,
        Map<String, String> errors,
        boolean dryRun) {

    /** Makes the collections immutable. */
    public PruneResult {
        deletedSessions = List.copyOf(deletedSessions);
        skippedSessions = List.copyOf(skippedSessions);
        errors = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(errors));
    }
}
