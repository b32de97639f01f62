package dev.wasmsandbox.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While it is open, the end of the process (Ctrl-C) interrupts the thread that opened it, and waits a moment for it to
 * put its files in order. Without it, the process would end in the middle of a commit.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread thread) {
        hook =
                new Thread(
                        () -> {
                            thread.interrupt();
                            waitUntilClosed();
                        },
                        "interruption");
    }

    /** Opens it for the current thread. */
    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException _) {
            // The process is ending already.
        }
        return interruption;
    }

    private void waitUntilClosed() {
        try {
            // No longer than this, whatever holds it up: who presses Ctrl-C wants an end.
            boolean _ = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook is at work.
        }
    }
}
