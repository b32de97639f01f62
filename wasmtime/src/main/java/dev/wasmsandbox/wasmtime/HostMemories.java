package dev.wasmsandbox.wasmtime;

import java.lang.invoke.MethodHandles;

/** The C callbacks behind {@link MemoryCreator} and {@link HostMemory}: {@code wasmtime_memory_creator_t} and its parts. */
final class HostMemories {

    private static final Slab<MemoryCreator> CREATORS =
            new Slab<>(NativeObjects.Kind.MEMORY_CREATOR);
    private static final Slab<Provided> MEMORIES = new Slab<>(NativeObjects.Kind.HOST_MEMORY);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final long CREATE = Native.upcall(LOOKUP, "create");
    private static final long GET = Native.upcall(LOOKUP, "get");
    private static final long GROW = Native.upcall(LOOKUP, "grow");
    private static final long RELEASE = Native.upcall(LOOKUP, "release");
    private static final long FORGET_CREATOR = Native.upcall(LOOKUP, "forgetCreator");

    private HostMemories() {}

    /**
     * What the library sees of one memory. The size is kept here, so that the frequent question for it runs no foreign code that
     * could fail: there is no answer that would be safe then.
     */
    private static final class Provided {
        private final Store store;
        private final HostMemory host;
        private final long address;
        private final long capacity;
        private long size;

        Provided(Store store, HostMemory host, MemoryCreator.Request request) {
            this.store = store;
            this.host = host;
            this.address = host.address();
            this.size = host.byteSize();
            this.capacity = host.byteCapacity();
            // SAFETY: the library aborts on address 0 and trusts the rest.
            if (address == 0
                    || address % 4096 != 0
                    || size < request.minimumBytes()
                    || capacity < size) {
                throw new IllegalStateException(
                        "the memory creator returned a memory with address 0x"
                                + Long.toHexString(address)
                                + ", size "
                                + size
                                + ", capacity "
                                + capacity
                                + " for a minimum of "
                                + request.minimumBytes());
            }
        }
    }

    /** Fills a {@code wasmtime_memory_creator_t}. */
    static void describe(MemoryCreator creator, long struct) {
        NativeMemory.putLong(struct + Layout.MEMORY_CREATOR_ENV, CREATORS.add(creator));
        NativeMemory.putLong(struct + Layout.MEMORY_CREATOR_NEW, CREATE);
        NativeMemory.putLong(struct + Layout.MEMORY_CREATOR_FINALIZER, FORGET_CREATOR);
    }

    /** {@code wasmtime_new_memory_callback_t}. */
    static long create(
            long env,
            long type,
            long minimum,
            long maximum,
            long reserved,
            long guard,
            long target) {
        Store store = null;
        try {
            store = WasmThread.currentStore();
            // SIZE_MAX, which is -1 here, stands for no maximum.
            var request = new MemoryCreator.Request(store, minimum, maximum, reserved, guard);
            HostMemory host = CREATORS.get(env).create(request);
            long id;
            try {
                id = MEMORIES.add(new Provided(store, host, request));
            } catch (Throwable t) {
                host.release();
                throw t;
            }
            NativeMemory.putLong(target + Layout.LINEAR_MEMORY_ENV, id);
            NativeMemory.putLong(target + Layout.LINEAR_MEMORY_GET, GET);
            NativeMemory.putLong(target + Layout.LINEAR_MEMORY_GROW, GROW);
            NativeMemory.putLong(target + Layout.LINEAR_MEMORY_FINALIZER, RELEASE);
            return 0;
        } catch (Throwable t) {
            return HostFailure.error(store, t);
        }
    }

    /** {@code wasmtime_memory_get_callback_t}. */
    static long get(
            long env, long sizeTarget, long capacityTarget, long d, long e, long f, long g) {
        try {
            Provided memory = MEMORIES.get(env);
            NativeMemory.putLong(sizeTarget, memory.size);
            NativeMemory.putLong(capacityTarget, memory.capacity);
            return memory.address;
        } catch (Throwable t) {
            throw HostFailure.halt(t);
        }
    }

    /** {@code wasmtime_memory_grow_callback_t}. */
    static long grow(long env, long newSize, long c, long d, long e, long f, long g) {
        Store store = null;
        try {
            Provided memory = MEMORIES.get(env);
            store = memory.store;
            if (newSize <= memory.size) {
                return 0;
            }
            if (newSize > memory.capacity || !memory.host.grow(newSize)) {
                return HostFailure.refusal();
            }
            memory.size = newSize;
            return 0;
        } catch (Throwable t) {
            return HostFailure.error(store, t);
        }
    }

    /** Finalizer of one memory; runs inside {@code wasmtime_store_delete}. */
    static long release(long env, long b, long c, long d, long e, long f, long g) {
        try {
            Provided memory = MEMORIES.remove(env);
            if (memory != null) {
                try {
                    memory.host.release();
                } catch (Throwable t) {
                    memory.store.fail(t);
                }
            }
            return 0;
        } catch (Throwable t) {
            throw HostFailure.halt(t);
        }
    }

    static long forgetCreator(long env, long b, long c, long d, long e, long f, long g) {
        try {
            CREATORS.remove(env);
            return 0;
        } catch (Throwable t) {
            throw HostFailure.halt(t);
        }
    }
}
