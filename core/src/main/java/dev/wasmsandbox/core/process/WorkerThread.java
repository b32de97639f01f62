package dev.wasmsandbox.core.process;

import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.core.run.RunThread;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread that talks to one worker, and replaces it when it is lost or has done its share.
 *
 * <p>A worker that does not start is tried again after a pause that grows from a tenth of a second to ten seconds; the tasks that come meanwhile
 * are told.
 */
final class WorkerThread extends Thread implements RunThread {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final WorkerPool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stop = lock.newCondition();

    /** Room for one: the pool hands over nothing else while a task is carried out. */
    private final BlockingQueue<Runnable> handed = new ArrayBlockingQueue<>(1);

    private volatile boolean stopping;
    private volatile boolean almostFree;
    private volatile @Nullable Worker worker;
    private long tasks;
    private int failedStarts;
    private long pauseEnds = System.nanoTime();

    WorkerThread(WorkerPool pool, int number) {
        super(null, null, "wasm-sandbox-worker-" + number);
        this.pool = pool;
        setDaemon(true);
    }

    /** The thread that runs this code, which must be one of these. */
    static WorkerThread here() {
        if (Thread.currentThread() instanceof WorkerThread thread) {
            return thread;
        }
        throw new IllegalStateException(
                "tasks for workers are carried out by their threads only; this is "
                        + Thread.currentThread());
    }

    WorkerSettings settings() {
        return pool.settings();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                startAhead();
                pool.carryOut(pool.next(this));
            }
        } catch (InterruptedException e) {
            // Nobody interrupts these threads but the pool that closes.
        } finally {
            discard();
        }
    }

    /** Gives it a task, which it carries out next. */
    void hand(Runnable task) {
        handed.add(task);
    }

    /** Waits for the task that it is handed. */
    Runnable awaitTask() throws InterruptedException {
        Runnable task = handed.take();
        almostFree = false;
        return task;
    }

    /** Tells that its task is done, except for tidying up. */
    void almostFree() {
        almostFree = true;
    }

    /** Whether it will be free in a moment, and has no next task. */
    boolean isAlmostFree() {
        return almostFree && handed.isEmpty();
    }

    /** Whether it was handed its next task. */
    boolean hasTask() {
        return !handed.isEmpty();
    }

    /** A failure is kept to itself: the task that needs the worker tries again, and tells. */
    private void startAhead() {
        try {
            var _ = worker();
        } catch (SandboxUnavailableException e) {
            return;
        }
    }

    /**
     * Returns a living worker, starting one if need be.
     *
     * @throws SandboxUnavailableException if none can be started
     */
    Worker worker() {
        Worker known = worker;
        if (known != null && (!known.isAlive() || tasks >= settings().tasksPerWorker())) {
            discard();
            known = null;
        }
        if (known == null) {
            known = startWorker();
            tasks = 0;
        }
        return known;
    }

    private Worker startWorker() {
        pause();
        try {
            Worker launched = Worker.launch(settings(), pool.language().id());
            worker = launched;
            if (stopping) {
                launched.kill();
            }
            launched.awaitReady(settings());
            failedStarts = 0;
            return launched;
        } catch (WorkerStartException e) {
            discard();
            failedStarts++;
            long nanos = FIRST_PAUSE.toNanos() << Math.min(failedStarts - 1, 20);
            pauseEnds = System.nanoTime() + Math.min(nanos, LONGEST_PAUSE.toNanos());
            throw new SandboxUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Waits until the next start may be tried. */
    private void pause() {
        lock.lock();
        try {
            long left = failedStarts == 0 ? 0 : pauseEnds - System.nanoTime();
            while (left > 0 && !stopping) {
                left = stop.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        if (stopping) {
            throw new SandboxUnavailableException("the workers are being stopped");
        }
    }

    /** Counts a task that the worker was given. */
    void countTask() {
        tasks++;
    }

    /** Gives up the worker; the next task gets another one. */
    void discard() {
        Worker old = worker;
        worker = null;
        if (old != null) {
            old.close();
        }
    }

    /** Ends the worker, whatever it does, and the thread behind it. */
    void stopWork() {
        lock.lock();
        try {
            stopping = true;
            stop.signalAll();
        } finally {
            lock.unlock();
        }
        Worker current = worker;
        if (current != null) {
            current.kill();
        }
        interrupt();
    }

    /** Waits until the thread, and with it the worker, has ended. */
    void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
