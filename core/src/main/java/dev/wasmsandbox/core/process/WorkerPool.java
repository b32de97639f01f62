package dev.wasmsandbox.core.process;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A few worker processes and the threads that talk to them, one thread for each.
 *
 * <p>It begins with one worker. Whenever the last idle one gets work, another is started ahead, up to the most that the settings allow; so the
 * next run finds one that is warm. A worker that is lost is replaced by its thread. Thread-safe.
 */
final class WorkerPool implements AutoCloseable {
    private static final Logger LOG = System.getLogger(WorkerPool.class.getName());

    private final WorkerSettings settings;
    private final RuntimeType language;
    private final BlockingQueue<Runnable> queue;
    private final List<WorkerThread> threads = new ArrayList<>();
    private int busy;
    private boolean closed;

    /**
     * Opens a pool, and begins to start its first worker.
     *
     * @param language what workers load before they are asked
     */
    WorkerPool(WorkerSettings settings, RuntimeType language) {
        this.settings = settings;
        this.language = language;
        this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
        grow();
    }

    WorkerSettings settings() {
        return settings;
    }

    RuntimeType language() {
        return language;
    }

    /**
     * Has a task carried out by the thread of a worker.
     *
     * @throws SandboxUnavailableException if too many wait already
     */
    synchronized void execute(Runnable task) {
        if (closed) {
            throw new SandboxUnavailableException("the workers are being stopped");
        }
        if (!queue.offer(task)) {
            throw new SandboxUnavailableException(
                    settings.queueCapacity()
                            + " runs wait for a worker already; try again later, or raise -Ddev.wasmsandbox.queue");
        }
        if (busy + queue.size() >= threads.size()) {
            grow();
        }
    }

    private synchronized void grow() {
        if (threads.size() < settings.workers()) {
            WorkerThread thread = new WorkerThread(this, threads.size());
            threads.add(thread);
            thread.start();
        }
    }

    /** Waits for a task. */
    Runnable next() throws InterruptedException {
        Runnable task = queue.take();
        synchronized (this) {
            busy++;
        }
        return task;
    }

    /** Carries a task out. What it throws is logged and goes no further. */
    void carryOut(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            // A thread root: whatever it is, this thread serves the next one.
            LOG.log(Level.ERROR, "A task of a worker's thread failed.", failure);
        } finally {
            synchronized (this) {
                busy--;
            }
        }
    }

    /** Ends the workers, and waits until they have ended. What runs is lost; who wants results closes when there is nothing to wait for. */
    @Override
    public void close() {
        List<WorkerThread> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(threads);
        }
        ending.forEach(WorkerThread::stopWork);
        ending.forEach(WorkerThread::awaitEnd);
    }
}
