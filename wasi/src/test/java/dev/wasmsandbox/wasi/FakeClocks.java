package dev.wasmsandbox.wasi;

import java.util.ArrayList;
import java.util.List;

/** Clocks that stand still unless somebody sleeps. */
final class FakeClocks implements Clocks {

    static final long START = 1_700_000_000_000_000_000L;

    long realtime = START;
    long monotonic = 5_000_000;
    long resolution = 1_000;
    boolean interrupted;
    final List<Long> sleeps = new ArrayList<>();

    @Override
    public long realtimeNanos() {
        return realtime;
    }

    @Override
    public long monotonicNanos() {
        return monotonic;
    }

    @Override
    public long resolutionNanos() {
        return resolution;
    }

    @Override
    public void sleep(long nanos) {
        checkInterrupted();
        sleeps.add(nanos);
        realtime += nanos;
        monotonic += nanos;
    }

    @Override
    public void checkInterrupted() {
        if (interrupted) {
            throw RunInterrupted.INSTANCE;
        }
    }
}
