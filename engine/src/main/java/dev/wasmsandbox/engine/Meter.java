package dev.wasmsandbox.engine;

import dev.wasmsandbox.engine.metering.MeteredCode;
import dev.wasmsandbox.wasmtime.Global;

/**
 * What an instance may still use, and how it is stopped. For the thread that runs the instance, but for {@link #stop}.
 *
 * @see MeteredCode
 */
sealed interface Meter {
    /**
     * Begins a run.
     *
     * @param fuel what it may use
     */
    void begin(long fuel);

    /** Returns the fuel that is left; below 0 when more was used than there was. */
    long left();

    /** Gives the guest so much fuel from now on; with less than 0, it stops at its next loop or call. */
    void setLeft(long fuel);

    /** Stops the guest at its next loop or call. By any thread, while the instance is open. */
    void stop();

    /** The meter of code that counts. */
    final class Counting implements Meter {
        private static final long NEVER = 0;
        private static final long NOW = Long.MAX_VALUE;

        private final Global fuel;
        private final long limit;

        /**
         * Meters an instance.
         *
         * @param fuel its variable {@link MeteredCode#FUEL}
         * @param limit the address of its memory {@link MeteredCode#LIMIT}
         */
        Counting(Global fuel, long limit) {
            this.fuel = fuel;
            this.limit = limit;
        }

        @Override
        public void begin(long units) {
            fuel.set(units);
            NativeMemory.putLongNow(limit, NEVER);
        }

        @Override
        public long left() {
            return fuel.get();
        }

        @Override
        public void setLeft(long units) {
            fuel.set(units);
        }

        @Override
        public void stop() {
            NativeMemory.putLongNow(limit, NOW);
        }
    }

    /** The meter of code that does not count: nothing is ever used, and nothing stops it. */
    final class Absent implements Meter {
        private long begun;

        @Override
        public void begin(long fuel) {
            begun = fuel;
        }

        @Override
        public long left() {
            return begun;
        }

        @Override
        public void setLeft(long fuel) {}

        @Override
        public void stop() {}
    }
}
