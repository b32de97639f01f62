package dev.wasmsandbox.wasmtime;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A C object that this side owns and that may be shared between threads. Closing is idempotent; whoever closes an object makes
 * sure that no other thread is using it at that moment. Objects made from it stay valid: the library counts references.
 */
abstract class NativeObject implements AutoCloseable {

    private final NativeObjects.Kind kind;
    private final AtomicLong address;

    NativeObject(NativeObjects.Kind kind, long address) {
        if (address == 0) {
            throw new IllegalArgumentException("the library returned no " + kind);
        }
        this.kind = kind;
        this.address = new AtomicLong(address);
        NativeObjects.created(kind);
    }

    /** The C pointer. */
    final long address() {
        long value = address.get();
        if (value == 0) {
            throw new IllegalStateException(getClass().getSimpleName() + " is closed");
        }
        return value;
    }

    abstract void delete(long pointer);

    /** Deletes the native object. Closing again does nothing. */
    @Override
    public void close() {
        long value = address.getAndSet(0);
        if (value != 0) {
            NativeObjects.deleted(kind);
            delete(value);
        }
    }

    /** Tells whether {@link #close} was called. */
    public final boolean isClosed() {
        return address.get() == 0;
    }
}
