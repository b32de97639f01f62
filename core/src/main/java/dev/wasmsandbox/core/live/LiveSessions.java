package dev.wasmsandbox.core.live;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.storage.StorageIdentity;
import java.util.HashMap;
import java.util.Map;

/** The interpreters that live on in this process: one for each session and language, however many use it. Thread-safe. */
public final class LiveSessions {
    private static final Map<LiveSession.Key, LiveSession> KNOWN = new HashMap<>();

    private LiveSessions() {}

    /**
     * Finds the one of a session, for one more user.
     *
     * @param storage where the session is kept; it must be there
     * @param user who uses it, until {@link #release}
     * @param undoDepth how many runs that user wants to be able to take back
     * @param logger hears what happens to the interpreter
     */
    public static LiveSession use(
            StorageAdapter storage,
            String sessionId,
            LoadedGuest guest,
            LivePool pool,
            Object user,
            int undoDepth,
            SandboxLogger logger) {
        RuntimeType runtime = guest.language().runtime();
        LiveSession.Key key = new LiveSession.Key(StorageIdentity.of(storage), sessionId, runtime);
        synchronized (KNOWN) {
            LiveSession session =
                    KNOWN.computeIfAbsent(key, _ -> new LiveSession(key, storage, guest, pool));
            session.users().add(user, new LiveUsers.Wishes(undoDepth, logger));
            return session;
        }
    }

    /**
     * Ends the use by one user. Who was the last one has put it to sleep before, or leaves that to its pool.
     *
     * @return whether others use it
     */
    static boolean release(LiveSession session, Object user) {
        synchronized (KNOWN) {
            boolean others = session.users().remove(user);
            forgetUnused(session);
            return others;
        }
    }

    /** Forgets one that fell asleep, if nobody uses it. */
    static void forgetUnused(LiveSession session) {
        synchronized (KNOWN) {
            if (!session.hasUsers() && !session.isAwake()) {
                KNOWN.remove(session.key(), session);
            }
        }
    }
}
