package dev.wasmsandbox.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets somebody else cancel what a thread does, for as long as it does it. */
final class Cancellation {
    private @Nullable Thread working;

    /** Does something that ends soon when its thread is interrupted. */
    <T> T guard(Supplier<T> work) {
        synchronized (this) {
            working = Thread.currentThread();
        }
        try {
            return work.get();
        } finally {
            synchronized (this) {
                working = null;
                // Meant for the work alone.
                boolean _ = Thread.interrupted();
            }
        }
    }

    /** Cancels what is being done; nothing happens if nothing is. */
    synchronized void cancel() {
        if (working != null) {
            working.interrupt();
        }
    }
}
