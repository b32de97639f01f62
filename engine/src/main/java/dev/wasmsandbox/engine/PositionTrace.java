package dev.wasmsandbox.engine;

import java.util.List;
import java.util.Optional;

/**
 * Where a program was while it ran, as it told from time to time. What it told is hostile: bytes that look like the guest ABI's lines of text,
 * or not.
 *
 * @param samples the first comes first; about evenly spread over the run, and at most {@link #MOST_SAMPLES}
 * @param end where it was when it was stopped, if it was
 */
public record PositionTrace(List<Sample> samples, Optional<Sample> end) {
    /** How many are kept of a run, however long it is. */
    public static final int MOST_SAMPLES = 128;

    /** The longest position that is kept. */
    public static final int LONGEST_POSITION = 2048;

    /** Nothing was told. */
    public static final PositionTrace NONE = new PositionTrace(List.of(), Optional.empty());

    /**
     * Where a program was at one time.
     *
     * @param fuel what it had consumed
     * @param position what it told; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Sample(long fuel, byte[] position) {}

    /** Copies the list. */
    public PositionTrace {
        samples = List.copyOf(samples);
    }
}
