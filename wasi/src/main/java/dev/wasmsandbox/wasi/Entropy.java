package dev.wasmsandbox.wasi;

import java.util.OptionalLong;

/** The source of the guest's random numbers. Called only by the thread that runs the guest. */
@FunctionalInterface
public interface Entropy {

    /** Fills a part of an array. */
    void fill(byte[] target, int offset, int length);

    /** The seed with which {@link #seeded} goes on from here; empty if the numbers cannot be repeated. */
    default OptionalLong state() {
        return OptionalLong.empty();
    }

    /** Random numbers of this machine, fit for cryptography. The source may be shared between guests. */
    static Entropy system() {
        return SystemEntropy.INSTANCE;
    }

    /**
     * Numbers that follow from a seed alone, for runs that must be repeatable; not fit for cryptography. Each call
     * makes a source with a state of its own, for one guest.
     */
    static Entropy seeded(long seed) {
        return new SeededEntropy(seed);
    }
}
