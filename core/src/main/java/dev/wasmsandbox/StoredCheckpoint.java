package dev.wasmsandbox;

import java.time.Instant;

/**
 * What is known about a checkpoint that is kept with a session, without reading it.
 *
 * @param name its name in the session
 * @param contentHash what it was said to hold when it was saved, as SHA-256 in hex, see {@link Checkpoint#contentHash};
 *     empty if the storage finds it damaged
 * @param bytes how many bytes were stored
 * @param savedAt when it was saved
 */
public record StoredCheckpoint(String name, String contentHash, long bytes, Instant savedAt) {}
