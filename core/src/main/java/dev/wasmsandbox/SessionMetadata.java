package dev.wasmsandbox;

import java.time.Instant;

/**
 * What is known about a session beside its files.
 *
 * @param sessionId the session
 * @param createdAt when it was created
 * @param updatedAt when it was last used: by a run, or by the host that changed its files
 * @param version the version of this form, at present 1
 */
public record SessionMetadata(String sessionId, Instant createdAt, Instant updatedAt, int version) {
    /** The version that is written. */
    public static final int CURRENT_VERSION = 1;

    /** Describes a session that begins now. */
    public static SessionMetadata createdAt(String sessionId, Instant now) {
        return new SessionMetadata(sessionId, now, now, CURRENT_VERSION);
    }

    /** Returns the same session, used now. */
    public SessionMetadata updatedAt(Instant now) {
        return new SessionMetadata(sessionId, createdAt, now, version);
    }
}
