package dev.wasmsandbox.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets somebody else cancel what a thread does, from when it was asked for until it is done. */
final class Cancellation {
    private @Nullable Thread working;
    private boolean wanted;

    /** Begins to wait for something to do: what was to be cancelled before is over. */
    synchronized void await() {
        wanted = false;
    }

    /** Does something that ends soon when its thread is interrupted; at once, if that was wanted before it began. */
    <T> T guard(Supplier<T> work) {
        synchronized (this) {
            working = Thread.currentThread();
            if (wanted) {
                working.interrupt();
            }
        }
        try {
            return work.get();
        } finally {
            synchronized (this) {
                working = null;
                wanted = false;
                // Meant for the work alone.
                boolean _ = Thread.interrupted();
            }
        }
    }

    /** Cancels what is being done, or what is begun before the next {@link #await}. */
    synchronized void cancel() {
        wanted = true;
        if (working != null) {
            working.interrupt();
        }
    }
}
