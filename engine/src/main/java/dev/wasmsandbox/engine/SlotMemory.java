package dev.wasmsandbox.engine;

import dev.wasmsandbox.engine.metering.MeteredCode;
import dev.wasmsandbox.wasmtime.HostMemory;
import dev.wasmsandbox.wasmtime.MemoryCreator;

/** A slot as Wasmtime sees it: the memory of the instance that its store gets. */
record SlotMemory(Slot slot) implements HostMemory {
    /**
     * Wasmtime's request for memory: the store that the instance will belong to has the slot attached. The one with the limit
     * of {@link MeteredCode} is told by its size, which is too small for a guest.
     *
     * @throws EngineException when it has none, or the slot does not fit; nothing is instantiated then
     */
    static HostMemory of(MemoryCreator.Request request) {
        if (!(request.store().attachment() instanceof Slot slot)) {
            throw new EngineException("there is no slot for what the module asks for: " + request);
        }
        if (request.maximumBytes() == MeteredCode.LIMIT_MEMORY_BYTES) {
            return new LimitMemory(slot.limit());
        }
        if (slot.size() >= request.minimumBytes()
                && request.reservedBytes() <= Slot.RESERVED_BYTES
                && request.guardBytes() <= Slot.GUARD_BYTES) {
            return new SlotMemory(slot);
        }
        throw new EngineException("no slot fits what the module asks for: " + request);
    }

    /**
     * The memory that has the limit.
     *
     * <p>SAFETY: nothing is reserved behind it, though compiled code may rely on that, because no code touches more of it than
     * its first eight bytes, by a constant address: see {@link MeteredCode}.
     */
    private record LimitMemory(long address) implements HostMemory {
        @Override
        public long byteSize() {
            return MeteredCode.LIMIT_MEMORY_BYTES;
        }

        @Override
        public long byteCapacity() {
            return MeteredCode.LIMIT_MEMORY_BYTES;
        }

        @Override
        public boolean grow(long newSize) {
            return false;
        }

        @Override
        public void release() {
            // It is a part of the slot.
        }
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
