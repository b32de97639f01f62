package dev.wasmsandbox.benchmarks.full;

import java.util.Arrays;

/** A fixed piece of work in Java, of some hundredths of a millisecond: what it takes says how fast this machine is right now. */
final class Reference implements Runnable {
    private static final int NUMBERS = 8_192;
    private static final long EXPECTED = 822_916_993_142L;

    private final int[] numbers = new int[NUMBERS];

    @Override
    public void run() {
        int state = 42;
        for (int i = 0; i < NUMBERS; i++) {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            numbers[i] = state;
        }
        Arrays.sort(numbers);
        long sum = 0;
        for (int i = 0; i < NUMBERS; i++) {
            sum += (long) numbers[i] * (i % 7);
        }
        if (sum != EXPECTED) {
            throw new IllegalStateException("the reference computes " + sum);
        }
    }
}
