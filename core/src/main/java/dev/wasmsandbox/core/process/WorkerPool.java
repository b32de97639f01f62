package dev.wasmsandbox.core.process;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few worker processes and the threads that talk to them, one thread for each.
 *
 * <p>A task may prefer a worker, which has something that it needs: it gets that one if it is free or about to be, and else another one. Where tasks wait, a
 * worker that comes free takes one that prefers it, unless the first one was passed over several times.
 *
 * <p>It begins with one worker. Whenever the last idle one gets work, another is started ahead, up to the most that the settings allow; so the
 * next run finds one that is warm. A worker that is lost is replaced by its thread. Thread-safe.
 */
final class WorkerPool implements AutoCloseable {
    private static final Logger LOG = System.getLogger(WorkerPool.class.getName());

    /** How many tasks in a row may go before the one that has waited longest. */
    private static final int MOST_PASSES = 8;

    /** Among how many tasks a worker looks for one that prefers it. */
    private static final int MOST_LOOKS = 64;

    private final WorkerSettings settings;
    private final RuntimeType language;
    private final Deque<Waiting> queue = new ArrayDeque<>();

    /** Those without a task, the one that has waited longest first. */
    private final Deque<WorkerThread> idle = new ArrayDeque<>();

    private final List<WorkerThread> threads = new ArrayList<>();
    private int busy;
    private int passes;
    private boolean closed;

    /** A task that no worker is free for. */
    private record Waiting(Runnable task, @Nullable WorkerThread preferred) {}

    /**
     * Opens a pool, and begins to start its first worker.
     *
     * @param language what workers load before they are asked
     */
    WorkerPool(WorkerSettings settings, RuntimeType language) {
        this.settings = settings;
        this.language = language;
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
     * @param preferred the one that is best for it; null if there is none
     * @throws SandboxUnavailableException if too many wait already
     */
    synchronized void execute(Runnable task, @Nullable WorkerThread preferred) {
        if (closed) {
            throw new SandboxUnavailableException("the workers are being stopped");
        }
        WorkerThread free = free(preferred);
        if (free != null) {
            idle.remove(free);
            busy++;
            free.hand(task);
        } else if (queue.size() < settings.queueCapacity()) {
            queue.addLast(new Waiting(task, preferred));
        } else {
            throw new SandboxUnavailableException(
                    settings.queueCapacity()
                            + " runs wait for a worker already; try again later, or raise -Ddev.wasmsandbox.queue");
        }
        if (busy + queue.size() >= threads.size()) {
            grow();
        }
    }

    /** Who can have a task now; null if it has to wait. */
    private @Nullable WorkerThread free(@Nullable WorkerThread preferred) {
        return preferred != null && (idle.contains(preferred) || preferred.isAlmostFree())
                ? preferred
                : idle.peekFirst();
    }

    /**
     * Has a task carried out by the thread of a worker that is free now.
     *
     * @param preferred the one that is best for it; null if there is none
     * @return whether there is one
     */
    synchronized boolean tryExecute(Runnable task, @Nullable WorkerThread preferred) {
        if (closed || idle.isEmpty()) {
            return false;
        }
        execute(task, preferred);
        return true;
    }

    private synchronized void grow() {
        if (threads.size() < settings.workers()) {
            WorkerThread thread = new WorkerThread(this, threads.size());
            threads.add(thread);
            thread.start();
        }
    }

    /** Waits for a task for a thread of this pool. */
    Runnable next(WorkerThread thread) throws InterruptedException {
        synchronized (this) {
            if (!thread.hasTask()) {
                if (!queue.isEmpty()) {
                    busy++;
                    thread.hand(waitingFor(thread));
                } else {
                    idle.addLast(thread);
                }
            }
        }
        return thread.awaitTask();
    }

    private Runnable waitingFor(WorkerThread thread) {
        if (passes < MOST_PASSES) {
            int looks = 0;
            for (Iterator<Waiting> all = queue.iterator(); all.hasNext() && looks < MOST_LOOKS; ) {
                Waiting one = all.next();
                if (one.preferred == thread) {
                    all.remove();
                    passes = looks == 0 ? 0 : passes + 1;
                    return one.task;
                }
                looks++;
            }
        }
        passes = 0;
        return queue.removeFirst().task;
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
