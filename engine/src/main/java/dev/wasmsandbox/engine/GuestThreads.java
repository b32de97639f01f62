package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasmtime.WasmThread;
import java.lang.System.Logger;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The threads that guests run on: as many as processors, each with a stack of a known size.
 *
 * <p>Wasmtime does not look at the real stack: it stops a guest {@link EngineSettings#WASM_STACK_BYTES} below the point of entry. On a thread
 * with less than that the guest would write over the JVM's guard pages and end the process. So guests run nowhere else; callers, virtual
 * threads among them, hand a task over and wait.
 *
 * <p>Thread-safe.
 */
public final class GuestThreads implements Executor {
    private static final Logger LOG = System.getLogger(GuestThreads.class.getName());

    /** How long a thread looks for the next task before it sleeps: waking it up costs tens of microseconds. */
    private static final long SPIN_NANOS = 20_000;

    private final BlockingQueue<Runnable> queue;
    private final int capacity;

    GuestThreads(int threads, int capacity) {
        this.capacity = capacity;
        this.queue = new ArrayBlockingQueue<>(capacity);
        for (int i = 0; i < threads; i++) {
            start("wasm-sandbox-guest-" + i, this::work);
        }
        // One stands for all: they are made alike.
        CompletableFuture<Void> checked = new CompletableFuture<>();
        execute(() -> check(checked));
        await(checked);
    }

    /**
     * Starts one more thread that may run guests, a daemon. It is to live as long as the process, as the others do: Wasmtime keeps a
     * signal stack for every thread that ever ran a guest.
     */
    public static void start(String name, Runnable task) {
        Thread thread = new WasmThread(null, task, name, EngineSettings.WASM_STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private static void check(CompletableFuture<Void> checked) {
        try {
            WasmThread.checkStack();
            checked.complete(null);
        } catch (RuntimeException | Error e) {
            checked.completeExceptionally(e);
        }
    }

    private static void await(CompletableFuture<Void> checked) {
        try {
            checked.join();
        } catch (CompletionException e) {
            throw new EngineException(
                    "guests cannot be run safely: "
                            + (e.getCause() == null ? e : e.getCause().getMessage()),
                    e);
        }
    }

    /** Whether the current thread may run guests. */
    public static boolean isGuestThread() {
        return Thread.currentThread() instanceof WasmThread;
    }

    /** Refuses threads whose stack is not known to be deep enough. */
    static void requireGuestThread() {
        if (!isGuestThread()) {
            throw new IllegalStateException(
                    "thread "
                            + Thread.currentThread().getName()
                            + " is no guest thread; hand the work to GuestThreads.execute");
        }
    }

    /**
     * Runs a task on a guest thread, as soon as one is free. What the task throws is logged and goes no further.
     *
     * @throws EngineException when as many tasks wait already as the queue holds
     */
    @Override
    public void execute(Runnable task) {
        if (!queue.offer(task)) {
            throw new EngineException(
                    capacity
                            + " runs wait for a guest thread already; try again later, or raise -D"
                            + EngineSettings.QUEUE_PROPERTY);
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable failure) {
                // A thread root: whatever it is, this thread serves the next one.
                Failures.log(LOG, "A task of a guest thread failed.", failure);
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint only: nothing relies on who runs next
    private @Nullable Runnable next() {
        long end = System.nanoTime() + SPIN_NANOS;
        do {
            Runnable task = queue.poll();
            if (task != null) {
                return task;
            }
            // Not a busy wait: where all processors are taken, the next task comes from a caller
            // that needs this one.
            Thread.yield();
        } while (System.nanoTime() < end);
        try {
            return queue.take();
        } catch (InterruptedException e) {
            // Nobody of ours interrupts these threads; somebody who does wants them to end.
            return null;
        }
    }
}
