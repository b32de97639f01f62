package dev.wasmsandbox.core.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(200_000);
    private final List<String> started = new ArrayList<>();

    private boolean enter(Turns to, String name) {
        return to.enter(() -> started.add(name));
    }

    @Test
    void turns_are_taken_one_after_the_other_in_the_order_of_asking() {
        enter(turns, "first");
        enter(turns, "second");
        enter(turns, "third");
        assertThat(started).containsExactly("first");

        turns.leave();
        turns.leave();
        turns.leave();
        enter(turns, "fourth");

        assertThat(started).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void who_asks_when_as_many_wait_as_may_is_refused() {
        Turns narrow = new Turns(2);

        assertThat(enter(narrow, "runs")).isTrue();
        assertThat(enter(narrow, "waits")).isTrue();
        assertThat(enter(narrow, "waits too")).isTrue();
        assertThat(enter(narrow, "refused")).isFalse();
        narrow.enterLast(() -> started.add("last"));
        for (int i = 0; i < 4; i++) {
            narrow.leave();
        }

        assertThat(started).containsExactly("runs", "waits", "waits too", "last");
    }

    @Test
    void turns_that_end_at_once_do_not_stand_on_each_others_stack() {
        int many = 100_000;
        int[] count = new int[1];
        enter(turns, "first");
        for (int i = 0; i < many; i++) {
            turns.enter(() -> {
                count[0]++;
                turns.leave();
            });
        }

        turns.leave();

        assertThat(count[0]).isEqualTo(many);
        assertThat(enter(turns, "free again")).isTrue();
        assertThat(started).containsExactly("first", "free again");
    }
}
