package dev.wasmsandbox.core.storage;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as guests count them: nanoseconds since 1970, in 64 bits. */
public final class UnixNanos {
    private static final long PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private UnixNanos() {}

    /** Counts the nanoseconds to a time; 0 if they do not fit. */
    public static long of(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), PER_SECOND), (long) time.getNano());
        } catch (ArithmeticException e) {
            return 0;
        }
    }

    /** Returns the time after so many nanoseconds. */
    public static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }
}
