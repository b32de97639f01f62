package dev.wasmsandbox.wasmtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs the body of a test on a thread that may run guests. */
final class OnWasmThread {

    static final long STACK = 1L << 20;

    private OnWasmThread() {}

    static <T> T call(Callable<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable task =
                () -> {
                    try {
                        result.complete(body.call());
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                };
        new WasmThread(null, task, "guest", STACK).start();
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    static void run(Runnable body) {
        OnWasmThread.<Boolean>call(() -> {
            body.run();
            return true;
        });
    }
}
