package dev.wasmsandbox.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one run may use.
 *
 * @param fuel units of fuel, of which each WebAssembly instruction costs about one; at least 1
 * @param time wall-clock time, sleep included; null for no limit
 */
public record RunLimits(long fuel, @Nullable Duration time) {
    /** Checks the values. */
    public RunLimits {
        if (fuel < 1) {
            throw new IllegalArgumentException("fuel is " + fuel + "; allowed is 1 or more");
        }
        if (time != null && (time.isNegative() || time.isZero())) {
            throw new IllegalArgumentException(
                    "time limit is " + time + "; allowed is more than zero");
        }
    }
}
