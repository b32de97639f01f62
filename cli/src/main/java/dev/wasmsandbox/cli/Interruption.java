package dev.wasmsandbox.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * While it is open, the end of the process (Ctrl-C) interrupts the thread that opened it, and waits a moment for it to
 * put its files in order. Without it, the process would end in the middle of a commit.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Thread thread;
    private volatile boolean requested;
    private boolean workDone;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread thread) {
        this.thread = thread;
        hook =
                new Thread(
                        () -> {
                            requested = true;
                            interrupt();
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

    /** Whether the end of the process was asked for. */
    boolean isRequested() {
        return requested;
    }

    private synchronized void interrupt() {
        if (!workDone) {
            thread.interrupt();
        }
    }

    /**
     * Does the work; what the thread does afterwards, to put its files in order, is not interrupted any more. The end may be asked
     * for at that very time: with a terminal that is gone, its input ends as well.
     *
     * @return the exit code of the work, or that of an end which was asked for
     */
    int exitCodeOf(IntSupplier work) {
        try {
            int code = work.getAsInt();
            return requested ? ExitCode.INTERRUPTED : code;
        } finally {
            synchronized (this) {
                workDone = true;
                boolean _ = Thread.interrupted();
            }
        }
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
