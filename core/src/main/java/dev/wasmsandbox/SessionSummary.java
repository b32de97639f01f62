package dev.wasmsandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A session at one glance.
 *
 * @param sessionId the session
 * @param metadata what is noted about it; null if that is missing or damaged
 * @param files how many files its workspace has
 * @param bytes how much they hold
 * @param workspacePath the folder of its files; null if the storage has none
 */
public record SessionSummary(
        String sessionId,
        @Nullable SessionMetadata metadata,
        int files,
        long bytes,
        @Nullable Path workspacePath) {}
