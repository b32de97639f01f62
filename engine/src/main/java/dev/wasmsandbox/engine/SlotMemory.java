package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasmtime.HostMemory;
import dev.wasmsandbox.wasmtime.MemoryCreator;

/** A slot as Wasmtime sees it: the memory of the instance that its store gets. */
record SlotMemory(Slot slot) implements HostMemory {
    /**
     * Wasmtime's request for memory: the store that the instance will belong to has the slot attached.
     *
     * @throws EngineException when it has none, or the slot does not fit; nothing is instantiated then
     */
    static HostMemory of(MemoryCreator.Request request) {
        if (request.store().attachment() instanceof Slot slot
                && slot.size() >= request.minimumBytes()
                && request.reservedBytes() <= Slot.RESERVED_BYTES
                && request.guardBytes() <= Slot.GUARD_BYTES) {
            return new SlotMemory(slot);
        }
        throw new EngineException("no slot fits what the module asks for: " + request);
    }

    @Override
    public long address() {
        return slot.address();
    }

    @Override
    public long byteSize() {
        return slot.size();
    }

    @Override
    public long byteCapacity() {
        return Slot.RESERVED_BYTES;
    }

    @Override
    public boolean grow(long newSize) {
        return slot.grow(newSize);
    }

    @Override
    public void release() {
        // The instance gives the slot back when the store is gone; resetting it here would run
        // inside Wasmtime.
    }
}
