package dev.wasmsandbox.hostfs;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Opens names that somebody may turn into a pipe between the look at them and the opening. Opening a pipe waits for a
 * writer, for ever if need be, and nothing in Java says otherwise. So an opening that takes long gets one: then it
 * returns, and the look after it finds no file.
 */
public final class PipeGuard {

    private static final long PATIENCE_MILLIS = 500;

    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private PipeGuard() {}

    /** Opens something. */
    @FunctionalInterface
    public interface Opening<T> {

        /**
         * Opens it.
         *
         * @throws IOException if it can't be opened
         */
        T open() throws IOException;
    }

    /** Opens the same name for reading and writing, which waits for nobody, and closes it; unless it is a file. */
    @FunctionalInterface
    public interface Waker {

        /**
         * Wakes who waits for a writer.
         *
         * @throws IOException if the name can't be opened; tried again later
         */
        void wake() throws IOException;
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        task ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("wasm-sandbox-pipes")
                                        .unstarted(task));
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /**
     * Opens something, and sees to it that this ends.
     *
     * @throws IOException if it can't be opened
     */
    public static <T> T open(Opening<T> opening, Waker waker) throws IOException {
        Future<?> watching =
                WATCH.scheduleWithFixedDelay(
                        () -> wake(waker), PATIENCE_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return opening.open();
        } finally {
            watching.cancel(false);
        }
    }

    private static void wake(Waker waker) {
        try {
            waker.wake();
        } catch (IOException e) {
            // The name may be something else again; as long as the opening waits this is called
            // again.
            return;
        }
    }
}
