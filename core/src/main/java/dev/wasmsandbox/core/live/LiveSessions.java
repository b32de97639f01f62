package dev.wasmsandbox.core.live;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.storage.StorageIdentity;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The interpreters that live on in this process: one for each session and language, however many use it. Thread-safe. */
public final class LiveSessions {
    private static final Map<LiveSession.Key, LiveSession> KNOWN = new HashMap<>();

    private LiveSessions() {}

    /**
     * Finds the one of a session, for one more user.
     *
     * @param storage where the session is kept; it must be there
     * @param forms where its interpreters are asked for their variables; null for this process. Once it was elsewhere it stays so: who
     *     wants guests out of this process has a say in what others share with him
     * @param user who uses it, until {@link #release}
     * @param undoDepth how many runs that user wants to be able to take back
     * @param logger hears what happens to the interpreter
     */
    public static LiveSession use(
            StorageAdapter storage,
            String sessionId,
            Language language,
            LivePool pool,
            @Nullable LiveForms forms,
            Object user,
            int undoDepth,
            SandboxLogger logger) {
        RuntimeType runtime = language.runtime();
        LiveSession.Key key = new LiveSession.Key(StorageIdentity.of(storage), sessionId, runtime);
        synchronized (KNOWN) {
            LiveSession session =
                    KNOWN.computeIfAbsent(key, _ -> new LiveSession(key, storage, language, pool));
            if (forms != null) {
                session.askElsewhere(forms);
            }
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
            if (session.users().isEmpty() && !session.activation().isAwake()) {
                KNOWN.remove(session.key(), session);
            }
        }
    }
}
