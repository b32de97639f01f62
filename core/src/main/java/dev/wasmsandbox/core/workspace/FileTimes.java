package dev.wasmsandbox.core.workspace;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.storage.UnixNanos;
import dev.wasmsandbox.engine.GuestClock;
import java.time.Instant;

/**
 * Which times a guest sees on the files that were there before its run.
 *
 * <p>A deterministic run sees one time on all of them, because theirs differ from copy to copy. An interpreter that lives on
 * sees directories as changed when its run began: it keeps listings that it takes for good as long as that time stays, and not
 * every storage keeps the times of directories.
 *
 * @param fixed whether all files show the time at which deterministic runs begin
 * @param live whether directories show the time at which the run began
 * @param nowNanos when the run began, by the guest's clock
 */
public record FileTimes(boolean fixed, boolean live, long nowNanos) {
    private static final long FIXED_NANOS = UnixNanos.of(GuestTime.DETERMINISTIC_START);

    /** Those of a run that begins now. */
    public static FileTimes of(ExecutionPolicy policy, GuestClock clock, boolean live) {
        return new FileTimes(policy.determinism().isPresent(), live, clock.realtimeNanos());
    }

    long file(long modifiedNanos) {
        return fixed ? FIXED_NANOS : modifiedNanos;
    }

    long directory(long modifiedNanos) {
        return live ? nowNanos : file(modifiedNanos);
    }

    /** The time of the workspace itself, of which no storage tells. */
    long root() {
        return nowNanos;
    }

    /** The time of the program that runs, which is written just now. */
    Instant code(Instant now) {
        return fixed ? GuestTime.DETERMINISTIC_START : now;
    }
}
