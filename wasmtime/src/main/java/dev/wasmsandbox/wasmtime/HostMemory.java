package dev.wasmsandbox.wasmtime;

/**
 * A linear memory that Java provides. All methods are called by one thread at a time, but {@link #release} may be called on
 * another thread than the rest: the one that closes the store.
 */
public interface HostMemory {

    /** Returns the address of byte 0: aligned to a page, not 0, and the same for the whole life. */
    long address();

    /** Returns how many bytes are accessible now. Everything behind them, up to reservation and guard, must fault. */
    long byteSize();

    /** Returns how far the memory can grow without moving. The same for the whole life. */
    long byteCapacity();

    /**
     * Makes more bytes accessible; they must be zero.
     *
     * @param newSize larger than {@link #byteSize} and at most {@link #byteCapacity}
     * @return whether it could be done; otherwise the guest sees {@code memory.grow} fail
     */
    boolean grow(long newSize);

    /** Takes the memory back. Called once, when the store is closed; what it throws comes out of {@link Store#close}. */
    void release();
}
