package dev.wasmsandbox.wasi;

import java.security.SecureRandom;

/** {@link Entropy} of the operating system. */
final class SystemEntropy implements Entropy {

    static final SystemEntropy INSTANCE = new SystemEntropy();

    /** Made when it is first needed: finding the provider takes longer than many a run. */
    private static final class Source {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    private SystemEntropy() {}

    @Override
    public void fill(byte[] target, int offset, int length) {
        byte[] bytes = new byte[length];
        Source.RANDOM.nextBytes(bytes);
        System.arraycopy(bytes, 0, target, offset, length);
    }
}
