package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.InterpreterLease;
import java.util.concurrent.atomic.AtomicBoolean;

/** The right to have an interpreter awake. It ends with its lock, which whoever deletes the session removes. */
final class DiskInterpreterLease implements InterpreterLease {
    private final DiskSessions sessions;
    private final SessionLocks locks;
    private final String sessionId;
    private final SessionLocks.Held held;
    private final AtomicBoolean closed = new AtomicBoolean();

    DiskInterpreterLease(
            DiskSessions sessions, SessionLocks locks, String sessionId, SessionLocks.Held held) {
        this.sessions = sessions;
        this.locks = locks;
        this.sessionId = sessionId;
        this.held = held;
    }

    @Override
    public boolean isWanted() {
        return !closed.get() && held.isWanted();
    }

    @Override
    public boolean isValid() {
        return !closed.get() && sessions.exists(sessionId) && held.isCurrent();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (!sessions.exists(sessionId) && held.isCurrent()) {
            locks.drop(sessionId);
        }
        held.close();
    }
}
