package dev.wasmsandbox.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.InterpreterLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is known of a session's interpreter in this process, without one. */
class ActivationTest {
    private final List<String> heard = new ArrayList<>();
    private boolean valid = true;

    private final Activation activation =
            new Activation(_ -> lease(), () -> heard.add("awake"), () -> heard.add("asleep"));

    private InterpreterLease lease() {
        return new InterpreterLease() {
            @Override
            public boolean isWanted() {
                return false;
            }

            @Override
            public boolean isValid() {
                return valid;
            }

            @Override
            public void close() {
                heard.add("closed");
            }
        };
    }

    @Test
    void tells_when_it_wakes_up_and_falls_asleep() {
        assertThat(activation.isAwake()).isFalse();

        assertThat(activation.take(Duration.ZERO)).isTrue();
        assertThat(activation.take(Duration.ZERO)).isTrue();
        assertThat(activation.isAwake()).isTrue();
        activation.giveUp();
        activation.giveUp();

        assertThat(activation.isAwake()).isFalse();
        assertThat(heard).containsExactly("awake", "asleep", "closed");
    }

    @Test
    void is_new_until_somebody_works_with_it() {
        activation.take(Duration.ZERO);
        activation.begin();
        activation.end();
        assertThat(activation.isNewlyAwake()).isFalse();

        // Whoever takes it anew begins anew.
        activation.giveUp();
        long before = System.nanoTime();
        activation.take(Duration.ZERO);
        boolean isNew = activation.isNewlyAwake();

        assertThat(isNew || System.nanoTime() - before >= Duration.ofSeconds(1).toNanos()).isTrue();
    }

    @Test
    void nobody_is_idle_at_work() {
        activation.take(Duration.ZERO);

        activation.begin();
        assertThat(activation.isAtWork()).isTrue();
        assertThat(activation.isAtWorkHere()).isTrue();
        assertThat(CompletableFuture.supplyAsync(activation::isAtWorkHere).join()).isFalse();
        assertThat(activation.idleNanos()).isZero();
        activation.end();

        assertThat(activation.isAtWork()).isFalse();
        assertThat(activation.isAtWorkHere()).isFalse();
        assertThat(activation.idleNanos()).isPositive();
    }

    @Test
    void cleans_up_beside_nobodys_work() {
        activation.begin();
        CompletableFuture.runAsync(() -> activation.cleanUpIfFree(() -> heard.add("too early")))
                .join();
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> activation.cleanUp(() -> heard.add("waited")));
        heard.add("worked");
        activation.end();
        waiting.join();
        activation.cleanUpIfFree(() -> heard.add("free"));

        assertThat(heard).containsExactly("worked", "waited", "free");
        assertThat(activation.isAtWork()).isFalse();
    }

    @Test
    void one_of_a_session_that_was_deleted_is_lost_until_it_is_given_up() {
        assertThat(activation.isLost()).isFalse();
        activation.take(Duration.ZERO);
        assertThat(activation.isLost()).isFalse();

        valid = false;
        assertThat(activation.isLost()).isTrue();
        assertThat(activation.isAwake()).isTrue();
        activation.giveUp();

        assertThat(activation.isLost()).isFalse();
    }
}
