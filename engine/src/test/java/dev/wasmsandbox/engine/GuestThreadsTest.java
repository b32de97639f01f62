package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GuestThreadsTest {
    @Test
    void a_look_that_fails_does_not_end_the_looks() throws Exception {
        CountDownLatch looks = new CountDownLatch(3);
        Watchdog watchdog = new Watchdog();
        Watchdog.Watched guest =
                () -> {
                    looks.countDown();
                    sneak(new OutOfMemoryError("expected"));
                };

        watchdog.enter(guest);
        looks.await();
        watchdog.leave(guest);

        assertThat(looks.getCount()).isZero();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_full_queue_refuses_the_next_task_and_says_how_long_it_is() throws InterruptedException {
        GuestThreads threads = new GuestThreads(1, 2);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(3);
        threads.execute(() -> {
            taken.countDown();
            await(release);
            done.countDown();
        });
        taken.await();
        threads.execute(done::countDown);
        threads.execute(done::countDown);

        assertThatThrownBy(() -> threads.execute(done::countDown))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("2 runs wait for a guest thread already")
                .hasMessageContaining("-D" + EngineSettings.QUEUE_PROPERTY);

        release.countDown();
        done.await();
        assertThat(done.getCount()).isZero();
    }

    @Test
    void a_task_that_throws_does_not_take_its_thread_along() throws InterruptedException {
        GuestThreads threads = new GuestThreads(1, 2);
        CountDownLatch done = new CountDownLatch(1);
        threads.execute(() -> {
            throw new StackOverflowError("of the task");
        });

        threads.execute(done::countDown);

        done.await();
        assertThat(done.getCount()).isZero();
    }
}
