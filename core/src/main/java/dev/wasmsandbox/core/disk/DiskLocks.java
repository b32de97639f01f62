package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.RuntimeType;
import java.nio.file.Path;

/** The locks of the sessions below one root. All of this process over that root are the same. */
final class DiskLocks {
    /** No session can have such names, since ids do not begin with a dot. */
    private static final String TURNS = ".locks";

    private static final String INTERPRETERS = ".awake-";

    private final Path realRoot;

    /** Names the root by its real path. */
    DiskLocks(Path realRoot) {
        this.realRoot = realRoot;
    }

    /** Who uses a session. */
    SessionLocks turns() {
        return SessionLocks.of(realRoot.resolve(TURNS));
    }

    /** Who has its interpreter of a language awake. */
    SessionLocks interpreters(RuntimeType runtime) {
        return SessionLocks.of(realRoot.resolve(INTERPRETERS + runtime.id()));
    }

    /** Whether somebody has, or had, one of its interpreters awake. */
    boolean anyInterpreter(String sessionId) {
        for (RuntimeType runtime : RuntimeType.values()) {
            if (interpreters(runtime).isThere(sessionId)) {
                return true;
            }
        }
        return false;
    }

    /** Takes its interpreters away from whoever has them awake. */
    void dropInterpreters(String sessionId) {
        for (RuntimeType runtime : RuntimeType.values()) {
            interpreters(runtime).drop(sessionId);
        }
    }
}
