package dev.wasmsandbox.cli;

import dev.wasmsandbox.Sandbox;
import java.util.concurrent.Future;

/** While it is open, the end of the process (Ctrl-C) cancels a run first and waits until the sandbox is closed. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption cancels(Future<?> run, Sandbox sandbox) {
        Thread hook =
                new Thread(
                        () -> {
                            run.cancel(true);
                            // Closing waits for the guest's end; the main thread may be closing it
                            // as well.
                            sandbox.close();
                        },
                        "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, and the hook is at work.
        }
    }
}
