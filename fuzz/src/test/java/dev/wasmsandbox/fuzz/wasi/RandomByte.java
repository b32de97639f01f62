package dev.wasmsandbox.fuzz.wasi;

/** What both guests get as random numbers. */
final class RandomByte {
    static final byte VALUE = 0x5a;

    private RandomByte() {}
}
