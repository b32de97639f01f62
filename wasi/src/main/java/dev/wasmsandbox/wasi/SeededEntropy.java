package dev.wasmsandbox.wasi;

import java.util.OptionalLong;

/** SplitMix64, written out here so that no Java release can change a recorded run. */
final class SeededEntropy implements Entropy {

    private long state;

    SeededEntropy(long seed) {
        this.state = seed;
    }

    @Override
    public void fill(byte[] target, int offset, int length) {
        for (int done = 0; done < length; done += Long.BYTES) {
            long value = next();
            int end = Math.min(length, done + Long.BYTES);
            for (int i = done; i < end; i++) {
                target[offset + i] = (byte) value;
                value >>>= 8;
            }
        }
    }

    @Override
    public OptionalLong state() {
        return OptionalLong.of(state);
    }

    private long next() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
