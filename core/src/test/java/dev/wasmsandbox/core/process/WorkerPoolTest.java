package dev.wasmsandbox.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.RuntimeType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which worker gets which task. The workers are threads that are ready and do nothing. */
@Timeout(60)
class WorkerPoolTest {
    private static WorkerPool pool(int workers) {
        return new WorkerPool(
                Workers.settings(
                        workers,
                        (_, _) ->
                                new ThreadProcess((in, out) -> {
                                    new HostLink(in, out).send(new FromWorker.Ready(Wire.VERSION));
                                    ThreadProcess.hang();
                                }),
                        Duration.ofMillis(50)),
                RuntimeType.PYTHON);
    }

    private static WorkerThread ranBy(WorkerPool pool, @Nullable WorkerThread preferred) {
        CompletableFuture<WorkerThread> thread = new CompletableFuture<>();
        pool.execute(() -> thread.complete(WorkerThread.here()), preferred);
        return thread.join();
    }

    /** Keeps a worker busy until it is told to go on. */
    private static WorkerThread occupy(
            WorkerPool pool, @Nullable WorkerThread preferred, CountDownLatch goOn) {
        CompletableFuture<WorkerThread> thread = new CompletableFuture<>();
        pool.execute(
                () -> {
                    thread.complete(WorkerThread.here());
                    await(goOn);
                },
                preferred);
        return thread.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_task_gets_the_worker_that_it_prefers_also_when_that_is_only_about_to_be_free() {
        try (WorkerPool pool = pool(2)) {
            CountDownLatch firstGoesOn = new CountDownLatch(1);
            CountDownLatch secondGoesOn = new CountDownLatch(1);
            WorkerThread first = occupy(pool, null, firstGoesOn);
            WorkerThread second = occupy(pool, null, secondGoesOn);
            CompletableFuture<WorkerThread> next = new CompletableFuture<>();

            first.almostFree();
            pool.execute(() -> next.complete(WorkerThread.here()), first);
            secondGoesOn.countDown();
            firstGoesOn.countDown();

            assertThat(next.join()).isSameAs(first).isNotSameAs(second);
        }
    }

    @Test
    void a_task_gets_another_worker_when_the_one_that_it_prefers_is_busy() {
        try (WorkerPool pool = pool(2)) {
            CountDownLatch goOn = new CountDownLatch(1);
            WorkerThread busy = occupy(pool, null, goOn);

            WorkerThread other = ranBy(pool, busy);

            assertThat(other).isNotSameAs(busy);
            goOn.countDown();
        }
    }

    @Test
    void a_worker_takes_tasks_that_prefer_it_first_and_lets_none_wait_for_ever() {
        try (WorkerPool pool = pool(1)) {
            CountDownLatch goOn = new CountDownLatch(1);
            WorkerThread only = occupy(pool, null, goOn);
            List<String> order = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(21);
            pool.execute(() -> note(order, "other", done), null);
            for (int i = 0; i < 20; i++) {
                pool.execute(() -> note(order, "own", done), only);
            }

            goOn.countDown();
            await(done);

            assertThat(order.indexOf("other")).isBetween(1, 8);
        }
    }

    private static void note(List<String> order, String what, CountDownLatch done) {
        synchronized (order) {
            order.add(what);
        }
        done.countDown();
    }

    @Test
    void what_needs_no_worker_now_waits_for_none() {
        try (WorkerPool pool = pool(1)) {
            CountDownLatch goOn = new CountDownLatch(1);
            WorkerThread only = occupy(pool, null, goOn);

            assertThat(pool.tryExecute(() -> {}, only)).isFalse();
            goOn.countDown();
        }
    }
}
