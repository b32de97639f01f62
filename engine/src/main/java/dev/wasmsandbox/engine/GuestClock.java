package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.Clocks;
import dev.wasmsandbox.wasi.RunInterrupted;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time as a guest sees it: the machine's, or one that follows from the fuel alone.
 *
 * <p>Given to the guest's WASI state and to its {@link Instance}, which ties it to each run, so that sleeping ends when the run shall stop. For
 * one instance; not thread-safe.
 */
public abstract sealed class GuestClock implements Clocks {
    /** Some 146 years: added to any start of this century it still is a number of nanoseconds. */
    private static final long MOST_NANOS = Long.MAX_VALUE / 2;

    private @Nullable RunControl control;

    private GuestClock() {}

    /** The clocks of this machine, one microsecond fine. */
    public static GuestClock system() {
        return new SystemClock(0);
    }

    /**
     * The clocks of this machine for a guest that goes on: its monotonic clock begins where it was.
     *
     * @param monotonicNanos what {@link #monotonicNanos} said last, on whatever machine
     */
    public static GuestClock systemFrom(long monotonicNanos) {
        return new SystemClock(monotonicNanos - System.nanoTime());
    }

    /**
     * A clock that begins at a fixed time and goes on by one nanosecond for each unit of fuel, and by what the guest sleeps. Sleeping takes no
     * real time.
     */
    public static GuestClock virtual(Instant start) {
        return virtual(start, 0);
    }

    /**
     * A virtual clock for a guest that goes on.
     *
     * @param start the fixed time
     * @param elapsedNanos what {@link #monotonicNanos} said last
     */
    public static GuestClock virtual(Instant start, long elapsedNanos) {
        return new VirtualClock(start, Math.clamp(elapsedNanos, 0, MOST_NANOS));
    }

    /** Whether time follows from the fuel alone, so that a run is the same each time. */
    boolean isVirtual() {
        return false;
    }

    void begin(RunControl newControl, LongSupplier fuelConsumed) {
        control = newControl;
    }

    void end() {
        control = null;
    }

    @Override
    public void checkInterrupted() {
        RunControl now = control;
        if (now != null && now.shouldStop()) {
            throw RunInterrupted.INSTANCE;
        }
    }

    final RunControl control() {
        RunControl now = control;
        if (now == null) {
            throw new IllegalStateException("the guest waits outside of a run");
        }
        return now;
    }

    private static final class SystemClock extends GuestClock {
        private final long offset;

        SystemClock(long offset) {
            this.offset = offset;
        }

        @Override
        public long realtimeNanos() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime() + offset;
        }

        @Override
        public void sleep(long nanos) {
            if (!control().sleep(nanos)) {
                throw RunInterrupted.INSTANCE;
            }
        }
    }

    private static final class VirtualClock extends GuestClock {
        private final long startNanos;
        private long elapsedNanos;
        private LongSupplier fuelConsumed = () -> 0;

        VirtualClock(Instant start, long elapsedNanos) {
            this.elapsedNanos = elapsedNanos;
            this.startNanos = start.getEpochSecond() * 1_000_000_000L + start.getNano();
        }

        @Override
        boolean isVirtual() {
            return true;
        }

        @Override
        void begin(RunControl newControl, LongSupplier newFuelConsumed) {
            super.begin(newControl, newFuelConsumed);
            fuelConsumed = newFuelConsumed;
        }

        @Override
        void end() {
            elapsedNanos += fuelConsumed.getAsLong();
            fuelConsumed = () -> 0;
            super.end();
        }

        @Override
        public long realtimeNanos() {
            return startNanos + monotonicNanos();
        }

        @Override
        public long monotonicNanos() {
            return elapsedNanos + fuelConsumed.getAsLong();
        }

        @Override
        public void sleep(long nanos) {
            checkInterrupted();
            long sum = elapsedNanos + nanos;
            elapsedNanos = sum < 0 ? MOST_NANOS : Math.min(sum, MOST_NANOS);
        }
    }
}
