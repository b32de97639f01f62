package dev.wasmsandbox.engine;

import dev.wasmsandbox.engine.PositionTrace.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the program of one instance tells about where it is, evenly spread over a run of whatever length: when there is no more room,
 * every second sample is dropped, and from then on only half as many are taken. Thread-safe: ticks come from another thread.
 */
final class PositionLog {
    /** Ticks of a millisecond before a run is asked for the first time; shorter runs are not asked at all. */
    static final int FIRST_TICKS = 4;

    /** The first interval, in ticks or in units of work. */
    static final int FIRST_INTERVAL = 1;

    private static final int LONGEST_INTERVAL = 1 << 20;

    private final List<Sample> samples = new ArrayList<>();
    private @Nullable Sample end;
    private int interval = FIRST_INTERVAL;
    private int left = FIRST_TICKS;
    private boolean ending;

    /** Forgets the run before. */
    synchronized void begin() {
        samples.clear();
        end = null;
        interval = FIRST_INTERVAL;
        left = FIRST_TICKS;
        ending = false;
    }

    /** A tick has passed; true when it is time to ask the program. */
    synchronized boolean tick() {
        if (--left > 0) {
            return false;
        }
        left = interval;
        return true;
    }

    /** What is told from now on is where the program was when it was stopped. */
    synchronized void beginEnd() {
        ending = true;
    }

    /**
     * Keeps a position.
     *
     * @return after how many units of work a program that tells by itself shall tell again
     */
    synchronized int add(long fuel, byte[] position) {
        if (ending) {
            end = new Sample(fuel, position);
            return 0;
        }
        if (samples.size() == PositionTrace.MOST_SAMPLES) {
            thinOut();
        }
        samples.add(new Sample(fuel, position));
        return interval;
    }

    private void thinOut() {
        for (int index = 0; index < PositionTrace.MOST_SAMPLES / 2; index++) {
            samples.set(index, samples.get(2 * index + 1));
        }
        samples.subList(PositionTrace.MOST_SAMPLES / 2, samples.size()).clear();
        interval = Math.min(2 * interval, LONGEST_INTERVAL);
    }

    synchronized PositionTrace trace() {
        return samples.isEmpty() && end == null
                ? PositionTrace.NONE
                : new PositionTrace(samples, Optional.ofNullable(end));
    }
}
