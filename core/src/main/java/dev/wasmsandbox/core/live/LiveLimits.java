package dev.wasmsandbox.core.live;

import java.time.Duration;

/**
 * What may stay awake in a pool between runs.
 *
 * @param sessions how many interpreters
 * @param bytes what they may take together, see {@link LiveInterpreter#bytes}
 * @param idle how long one may be without a run
 */
public record LiveLimits(int sessions, long bytes, Duration idle) {
    private static final int DEFAULT_SESSIONS = 1_000;
    private static final Duration DEFAULT_IDLE = Duration.ofMinutes(10);

    /** Checks them. */
    public LiveLimits {
        if (sessions < 1) {
            throw new IllegalArgumentException(
                    "maxLiveSessions is " + sessions + "; it must be at least 1");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "maxLiveBytes is " + bytes + "; it must be at least 1");
        }
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("idleTimeout is " + idle + "; it must be positive");
        }
    }

    /** What holds where nobody says anything else: 1,000 interpreters, half as many bytes as the heap may have, ten minutes. */
    public static LiveLimits defaults() {
        return new LiveLimits(DEFAULT_SESSIONS, Runtime.getRuntime().maxMemory() / 2, DEFAULT_IDLE);
    }

    /** The limits of plain sandboxes: the defaults, unless the system properties {@code dev.wasmsandbox.live.*} say otherwise. */
    static LiveLimits ofProperties() {
        LiveLimits normal = defaults();
        return new LiveLimits(
                Math.max(1, Integer.getInteger("dev.wasmsandbox.live.sessions", normal.sessions)),
                Math.max(1, Long.getLong("dev.wasmsandbox.live.bytes", normal.bytes)),
                Duration.ofSeconds(
                        Math.max(
                                1,
                                Long.getLong(
                                        "dev.wasmsandbox.live.idle.seconds",
                                        normal.idle.toSeconds()))));
    }
}
