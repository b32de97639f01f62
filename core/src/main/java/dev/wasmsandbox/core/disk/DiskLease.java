package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.SessionLease;
import java.util.concurrent.atomic.AtomicBoolean;

/** The use of a session. Whoever deletes a session while having it leaves the lock behind, which goes last. */
final class DiskLease implements SessionLease {
    private final DiskSessions sessions;
    private final SessionLocks locks;
    private final String sessionId;
    private final SessionLocks.Held held;
    private final AtomicBoolean closed = new AtomicBoolean();

    DiskLease(DiskSessions sessions, SessionLocks locks, String sessionId, SessionLocks.Held held) {
        this.sessions = sessions;
        this.locks = locks;
        this.sessionId = sessionId;
        this.held = held;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (!sessions.exists(sessionId)) {
            locks.drop(sessionId);
        }
        held.close();
    }
}
