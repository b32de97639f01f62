package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();

    private boolean isCancelled() {
        return cancellation.guard(() -> Thread.currentThread().isInterrupted());
    }

    @Test
    void what_is_being_done_is_cancelled_and_nothing_after_it() {
        boolean cancelled =
                cancellation.guard(() -> {
                    cancellation.cancel();
                    return Thread.currentThread().isInterrupted();
                });

        assertThat(cancelled).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(isCancelled()).isFalse();
    }

    @Test
    void what_is_about_to_begin_is_cancelled_once() {
        cancellation.cancel();

        assertThat(isCancelled()).isTrue();
        assertThat(isCancelled()).isFalse();
    }

    @Test
    void what_was_cancelled_before_the_next_input_is_over() {
        cancellation.cancel();
        cancellation.await();

        assertThat(isCancelled()).isFalse();
    }
}
