package dev.wasmsandbox.core.live;

import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxLogger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Those in this process who have an interpreter open. Thread-safe. */
final class LiveUsers {
    /**
     * One of them.
     *
     * @param undoDepth how many runs it wants to be able to take back
     * @param logger hears what happens to the interpreter
     */
    record Wishes(int undoDepth, SandboxLogger logger) {}

    private final Map<Object, Wishes> users = new HashMap<>();

    synchronized void add(Object user, Wishes wishes) {
        users.put(user, wishes);
    }

    /** Removes one, and tells whether there are others. */
    synchronized boolean remove(Object user) {
        users.remove(user);
        return !users.isEmpty();
    }

    synchronized boolean isEmpty() {
        return users.isEmpty();
    }

    synchronized int undoDepth() {
        return users.values().stream().mapToInt(Wishes::undoDepth).max().orElse(0);
    }

    /** Whether one of them wants to be able to take runs back. */
    boolean wantUndo() {
        return undoDepth() > 0;
    }

    /** Tells an event to each logger once; while nobody waits for a lock of ours. */
    void tell(SandboxEvent event) {
        List<SandboxLogger> loggers = new ArrayList<>();
        synchronized (this) {
            Set<SandboxLogger> told = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Wishes wishes : users.values()) {
                if (told.add(wishes.logger)) {
                    loggers.add(wishes.logger);
                }
            }
        }
        loggers.forEach(logger -> logger.log(event));
    }
}
