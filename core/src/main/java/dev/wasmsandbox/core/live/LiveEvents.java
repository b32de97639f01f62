package dev.wasmsandbox.core.live;

import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxEvent.SessionEvicted;
import dev.wasmsandbox.SandboxEvent.SessionRestored;
import java.util.List;

/** What is reported of one interpreter: to its users, and to those who count what happens in its pool. Thread-safe. */
final class LiveEvents {
    private final LiveSession.Key key;
    private final LiveUsers users;
    private final LiveCounters counters;

    LiveEvents(LiveSession.Key key, LiveUsers users, LiveCounters counters) {
        this.key = key;
        this.users = users;
        this.counters = counters;
    }

    /** It goes on from something that was kept. */
    void restored(SessionRestored.Source source, long bytes) {
        if (source == SessionRestored.Source.SESSION) {
            counters.countRestored();
        }
        users.tell(new SessionRestored(key.sessionId(), key.runtime(), source, bytes));
    }

    /** It was written to the storage. */
    void saved(String name, long bytes) {
        counters.countSaved(bytes);
        users.tell(
                new SandboxEvent.SessionCheckpointed(key.sessionId(), key.runtime(), name, bytes));
    }

    /** It is about to be given up: whoever hears of that may close what is open for it. */
    void evicted(SessionEvicted.Reason reason, long bytes) {
        counters.countEvicted();
        users.tell(new SessionEvicted(key.sessionId(), key.runtime(), reason, bytes));
    }

    /** Its last run was taken back, with so many changes of files. */
    void undone(int files) {
        users.tell(new SandboxEvent.SessionUndone(key.sessionId(), key.runtime(), files));
    }

    /** There are copies of it in other sessions. */
    void forked(List<String> sessionIds) {
        users.tell(new SandboxEvent.SessionForked(key.sessionId(), key.runtime(), sessionIds));
    }
}
