package dev.wasmsandbox.wasmtime;

/** Provides the linear memories of an engine's instances. Called while an instance is made, on the thread that makes it. */
@FunctionalInterface
public interface MemoryCreator {

    /**
     * Creates a memory.
     *
     * @return a memory whose {@link HostMemory#byteSize} is at least the request's minimum
     * @throws RuntimeException to refuse; it comes out of {@link InstancePre#instantiate} unchanged
     */
    HostMemory create(Request request);

    /**
     * What the engine wants.
     *
     * @param store the store that the instance will belong to
     * @param minimumBytes size at the start
     * @param maximumBytes size that it may grow to; -1 if the module sets no limit
     * @param reservedBytes address space that must be reserved from the memory's address on: compiled code relies on it
     * @param guardBytes inaccessible address space that must follow the reserved bytes
     */
    record Request(
            Store store,
            long minimumBytes,
            long maximumBytes,
            long reservedBytes,
            long guardBytes) {}
}
