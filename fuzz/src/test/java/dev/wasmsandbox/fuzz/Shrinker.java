package dev.wasmsandbox.fuzz;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Takes away from an input what its fault does not need. */
final class Shrinker {
    private final FuzzTarget target;
    private final Finding fault;
    private final long end;

    private Shrinker(FuzzTarget target, Finding fault, Duration time) {
        this.target = target;
        this.fault = fault;
        this.end = System.nanoTime() + time.toNanos();
    }

    /**
     * Makes an input smaller.
     *
     * @param time when to be content with what there is
     */
    static byte[] shrink(FuzzTarget target, byte[] input, Finding fault, Duration time) {
        return new Shrinker(target, fault, time).shrink(input);
    }

    private byte[] shrink(byte[] input) {
        byte[] best = input;
        for (int piece = Math.max(1, input.length / 2); piece > 0; piece /= 2) {
            int at = 0;
            while (at + piece <= best.length && System.nanoTime() < end) {
                byte[] shorter = without(best, at, piece);
                if (fails(shorter)) {
                    best = shorter;
                } else {
                    at += piece;
                }
            }
        }
        return best;
    }

    private static byte[] without(byte[] input, int at, int count) {
        byte[] shorter = Arrays.copyOf(input, input.length - count);
        System.arraycopy(input, at + count, shorter, at, input.length - at - count);
        return shorter;
    }

    private boolean fails(byte[] input) {
        Optional<Finding> found = Finding.of(target, input);
        return found.isPresent() && found.get().isLike(fault);
    }
}
