package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.engine.GuestClock;
import dev.wasmsandbox.wasi.Entropy;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Time and randomness of one interpreter, for as long as it lives.
 *
 * @param clock its clocks
 * @param entropy its random numbers
 */
public record GuestTime(GuestClock clock, Entropy entropy) {
    /** When time begins in deterministic runs, and when all files were changed that were there before. */
    public static final Instant DETERMINISTIC_START = Instant.parse("2026-01-01T00:00:00Z");

    /** Those of an interpreter that starts. */
    public static GuestTime begin(ExecutionPolicy policy) {
        return policy.determinism().isPresent()
                ? new GuestTime(
                        GuestClock.virtual(DETERMINISTIC_START),
                        Entropy.seeded(policy.determinism().getAsLong()))
                : new GuestTime(GuestClock.system(), Entropy.system());
    }

    /**
     * Those of an interpreter that goes on. Its monotonic clock never goes back, wherever it was before.
     *
     * @param clockNanos where its monotonic clock stood
     * @param seed with which its random numbers go on; empty if they cannot be repeated
     */
    public static GuestTime resume(ExecutionPolicy policy, long clockNanos, OptionalLong seed) {
        return policy.determinism().isPresent()
                ? new GuestTime(
                        GuestClock.virtual(DETERMINISTIC_START, clockNanos),
                        Entropy.seeded(seed.orElse(policy.determinism().getAsLong())))
                : new GuestTime(GuestClock.systemFrom(clockNanos), Entropy.system());
    }
}
