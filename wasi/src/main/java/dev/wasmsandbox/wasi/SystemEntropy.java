package dev.wasmsandbox.wasi;

import java.security.SecureRandom;

/** {@link Entropy} of the operating system. */
final class SystemEntropy implements Entropy {

    static final SystemEntropy INSTANCE = new SystemEntropy();

    private final SecureRandom random = new SecureRandom();

    private SystemEntropy() {}

    @Override
    public void fill(byte[] target, int offset, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, target, offset, length);
    }
}
