package dev.wasmsandbox.core.process;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers of this process: opened by the first sandbox that needs them, closed a while after the last one was closed.
 *
 * <p>Thread-safe.
 */
final class SharedPool {
    private static @Nullable WorkerPool pool;
    private static int users;
    private static long uses;

    private SharedPool() {}

    /**
     * Returns the pool for one more sandbox, which gives it back by {@link #release}.
     *
     * @throws SandboxUnavailableException if a property has a value that is not allowed
     */
    static synchronized WorkerPool acquire(RuntimeType language) {
        WorkerPool known = pool;
        if (known == null) {
            known = new WorkerPool(WorkerSettings.ofProperties(), language);
            pool = known;
        }
        users++;
        uses++;
        return known;
    }

    /** Gives the pool back; the last one who does closes it, after the time for which workers are kept. */
    static void release(WorkerPool released) {
        long use;
        synchronized (SharedPool.class) {
            users--;
            use = uses;
            if (users > 0) {
                return;
            }
        }
        long idleMillis = released.settings().idle().toMillis();
        // The thread of a worker would wait for its own end.
        if (idleMillis == 0 && !(Thread.currentThread() instanceof WorkerThread)) {
            closeUnlessUsed(use);
        } else {
            // On a thread of its own: it waits for processes, which the application's shared pool
            // must not.
            CompletableFuture.delayedExecutor(
                            idleMillis, TimeUnit.MILLISECONDS, SharedPool::onThreadOfItsOwn)
                    .execute(() -> closeUnlessUsed(use));
        }
    }

    private static void onThreadOfItsOwn(Runnable task) {
        Thread.ofPlatform().daemon().name("wasm-sandbox-worker-end").start(task);
    }

    private static void closeUnlessUsed(long use) {
        WorkerPool closing;
        synchronized (SharedPool.class) {
            if (users > 0 || uses != use || pool == null) {
                return;
            }
            closing = pool;
            pool = null;
        }
        closing.close();
    }
}
