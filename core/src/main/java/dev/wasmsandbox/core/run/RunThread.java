package dev.wasmsandbox.core.run;

import dev.wasmsandbox.engine.GuestThreads;

/** Marks threads that carry out runs and run no guests themselves, beside the guest threads of this process. */
public interface RunThread {
    /** Whether this thread carries out runs: it works on sessions, and must not wait for another run. */
    static boolean isHere() {
        return GuestThreads.isGuestThread() || Thread.currentThread() instanceof RunThread;
    }
}
