package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PositionLogTest {
    private static final byte[] POSITION = {'@'};

    private final PositionLog log = new PositionLog();

    @Test
    void a_short_run_is_not_asked() {
        log.begin();

        for (int tick = 1; tick < PositionLog.FIRST_TICKS; tick++) {
            assertThat(log.tick()).isFalse();
        }
        assertThat(log.trace()).isEqualTo(PositionTrace.NONE);
        assertThat(log.tick()).isTrue();
    }

    @Test
    void a_run_of_any_length_leaves_so_many_samples_evenly_spread() {
        log.begin();
        int ticks = 0;
        for (int million = 0; million < 1_000; million++) {
            for (int i = 0; i < 100; i++) {
                if (log.tick()) {
                    int _ = log.add(ticks, POSITION);
                }
                ticks++;
            }
        }
        List<Long> fuels = log.trace().samples().stream().map(PositionTrace.Sample::fuel).toList();

        assertThat(fuels.size())
                .isBetween(PositionTrace.MOST_SAMPLES / 2, PositionTrace.MOST_SAMPLES);
        long step = fuels.get(1) - fuels.get(0);
        for (int i = 1; i < fuels.size(); i++) {
            assertThat(fuels.get(i) - fuels.get(i - 1)).isBetween(step / 2, 2 * step);
        }
        assertThat(fuels.getLast()).isGreaterThan(ticks - 2 * step);
    }

    @Test
    void a_program_that_tells_by_itself_is_told_to_do_so_less_and_less() {
        log.begin();
        int first = log.add(0, POSITION);
        int last = first;
        for (int i = 1; i < 10 * PositionTrace.MOST_SAMPLES; i++) {
            last = log.add(i, POSITION);
        }

        assertThat(first).isEqualTo(PositionLog.FIRST_INTERVAL);
        assertThat(last).isGreaterThan(100 * first);
        assertThat(log.trace().samples()).hasSizeLessThanOrEqualTo(PositionTrace.MOST_SAMPLES);
    }

    @Test
    void the_end_is_kept_apart_and_the_run_before_forgotten() {
        log.begin();
        int _ = log.add(1, POSITION);
        log.beginEnd();
        int more = log.add(2, POSITION);

        assertThat(more).isZero();
        assertThat(log.trace().samples()).hasSize(1);
        assertThat(log.trace().end()).map(PositionTrace.Sample::fuel).contains(2L);

        log.begin();

        assertThat(log.trace()).isEqualTo(PositionTrace.NONE);
    }
}
