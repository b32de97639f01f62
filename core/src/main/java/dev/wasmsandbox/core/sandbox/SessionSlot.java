package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.RuntimeType;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sandbox of one session among many: open while somebody calls it, or its interpreter is awake. Thread-safe. */
final class SessionSlot {
    /**
     * What it is for.
     *
     * @param sessionId the session
     * @param runtime the language
     */
    record Key(String sessionId, RuntimeType runtime) {
        @Override
        public String toString() {
            return sessionId + " (" + runtime.id() + ")";
        }
    }

    private final Key key;
    private final Supplier<SessionSandbox> opener;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SessionSandbox sandbox;
    private int callers;
    private boolean gone;

    /** Begins closed; {@code opener} opens the sandbox for the first caller. */
    SessionSlot(Key key, Supplier<SessionSandbox> opener) {
        this.key = key;
        this.opener = opener;
    }

    Key key() {
        return key;
    }

    /** Begins a call, and tells whether that is possible: if not, this slot was closed meanwhile. */
    boolean enter() {
        lock.lock();
        try {
            if (gone) {
                return false;
            }
            if (sandbox == null) {
                try {
                    sandbox = opener.get();
                } catch (RuntimeException e) {
                    gone = true;
                    throw e;
                }
            }
            callers++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The sandbox, for who has entered. */
    SessionSandbox sandbox() {
        lock.lock();
        try {
            return Objects.requireNonNull(sandbox);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a call, and tells whether nobody needs this slot any more. */
    boolean leave() {
        lock.lock();
        try {
            callers--;
            return closeIfNothingIsThere();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the sandbox if nobody calls it; waits for nobody: whoever has the lock looks himself when he leaves. */
    boolean closeIfUnused() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return closeIfNothingIsThere();
        } finally {
            lock.unlock();
        }
    }

    private boolean closeIfNothingIsThere() {
        SessionSandbox open = sandbox;
        if (callers == 0 && !gone && open != null && open.isAsleep()) {
            gone = true;
            CompletableFuture<Void> _ = open.closing();
        }
        return gone;
    }

    /** Closes it for good. */
    CompletableFuture<Void> close() {
        lock.lock();
        try {
            gone = true;
            return sandbox == null ? CompletableFuture.completedFuture(null) : sandbox.closing();
        } finally {
            lock.unlock();
        }
    }
}
