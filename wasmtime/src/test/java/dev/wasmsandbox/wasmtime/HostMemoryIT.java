package dev.wasmsandbox.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostMemoryIT {

    private static final String WAT =
            """
            (module
              (memory (export "memory") 2 8)
              (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
              (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
              (func (export "size") (result i32) memory.size))
            """;

    /** A memory from the heap of C. Explicit bounds checks are on in these tests, so that no guard pages are needed. */
    private static class ArenaMemory implements HostMemory {
        final Arena arena = Arena.ofShared();
        final long address = arena.allocate(1 << 20, 1 << 16).address();
        long size;
        int released;

        ArenaMemory(MemoryCreator.Request request) {
            size = request.minimumBytes();
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public long byteSize() {
            return size;
        }

        @Override
        public long byteCapacity() {
            return 1 << 20;
        }

        @Override
        public boolean grow(long newSize) {
            size = newSize;
            return true;
        }

        @Override
        public void release() {
            released++;
            arena.close();
        }
    }

    private static Config.Builder config(MemoryCreator creator) {
        return Config.builder()
                .signalsBasedTraps(false)
                .memoryReservation(1 << 20)
                .memoryGuardSize(0)
                .memoryCreator(creator);
    }

    @Test
    void a_guest_works_on_the_memory_that_java_provides() {
        List<ArenaMemory> made = new ArrayList<>();
        List<MemoryCreator.Request> requests = new ArrayList<>();
        MemoryCreator creator =
                request -> {
                    requests.add(request);
                    made.add(new ArenaMemory(request));
                    return made.getLast();
                };
        try (var guest = new GuestFixture(config(creator), WAT)) {
            guest.run(instance -> {
                ArenaMemory memory = made.getFirst();
                NativeMemory.putInt(memory.address + 8, 77);
                assertThat(instance.function("load").call(8)).isEqualTo(77);
                instance.function("store").call(12, 99);
                assertThat(NativeMemory.getInt(memory.address + 12)).isEqualTo(99);
                assertThat(instance.memory("memory").address()).isEqualTo(memory.address);

                assertThat(instance.function("grow").call(3)).isEqualTo(2);
                assertThat(memory.size).isEqualTo(5 * Memory.PAGE_BYTES);
                assertThat(instance.memory("memory").grow(1)).isEqualTo(5);
                assertThat(instance.function("size").call()).isEqualTo(6);
                assertThat(instance.function("grow").call(3))
                        .as("beyond the maximum")
                        .isEqualTo(-1);
                assertThat(requests.getFirst().store()).isSameAs(instance.store());
            });
        }
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().minimumBytes()).isEqualTo(2 * Memory.PAGE_BYTES);
        assertThat(requests.getFirst().maximumBytes()).isEqualTo(8 * Memory.PAGE_BYTES);
        assertThat(requests.getFirst().reservedBytes()).isEqualTo(1 << 20);
        assertThat(made.getFirst().released).isEqualTo(1);
        assertThat(NativeObjects.live(NativeObjects.Kind.HOST_MEMORY)).isZero();
        assertThat(NativeObjects.live(NativeObjects.Kind.MEMORY_CREATOR)).isZero();
    }

    @Test
    void what_the_creator_throws_comes_out_of_instantiate() {
        var refused = new IllegalStateException("no slot");
        try (var guest =
                new GuestFixture(
                        config(request -> {
                            throw refused;
                        }),
                        WAT)) {
            OnWasmThread.run(() -> {
                try (Store store = guest.store()) {
                    assertThatThrownBy(() -> guest.instantiate(store)).isSameAs(refused);
                }
            });
        }
    }

    @Test
    void a_memory_that_is_not_what_was_asked_for_is_refused_and_released() {
        List<ArenaMemory> made = new ArrayList<>();
        MemoryCreator creator =
                request -> {
                    made.add(new ArenaMemory(request));
                    made.getLast().size = Memory.PAGE_BYTES;
                    return made.getLast();
                };
        try (var guest = new GuestFixture(config(creator), WAT)) {
            OnWasmThread.run(() -> {
                try (Store store = guest.store()) {
                    assertThatThrownBy(() -> guest.instantiate(store))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("size 65536")
                            .hasMessageContaining("minimum of 131072");
                }
            });
        }
        assertThat(made.getFirst().released).isEqualTo(1);
    }

    @Test
    void a_growth_that_throws_or_refuses_leaves_the_size() {
        MemoryCreator creator =
                request ->
                        new ArenaMemory(request) {
                            @Override
                            public boolean grow(long newSize) {
                                if (newSize > 4 * Memory.PAGE_BYTES) {
                                    throw new IllegalStateException("disk full");
                                }
                                return false;
                            }
                        };
        try (var guest = new GuestFixture(config(creator), WAT)) {
            guest.run(instance -> {
                assertThat(instance.function("grow").call(1)).isEqualTo(-1);
                assertThatThrownBy(() -> instance.function("grow").call(4)).hasMessage("disk full");
                assertThatThrownBy(() -> instance.memory("memory").grow(4)).hasMessage("disk full");
                assertThat(instance.function("size").call()).isEqualTo(2);
            });
        }
    }

    @Test
    void what_release_throws_comes_out_of_close() {
        MemoryCreator creator =
                request ->
                        new ArenaMemory(request) {
                            @Override
                            public void release() {
                                super.release();
                                throw new IllegalStateException("reset failed");
                            }
                        };
        long stores = NativeObjects.live(NativeObjects.Kind.STORE);
        try (var guest = new GuestFixture(config(creator), WAT)) {
            assertThatThrownBy(() -> guest.run(instance -> {})).hasMessage("reset failed");
        }
        assertThat(NativeObjects.live(NativeObjects.Kind.STORE)).isEqualTo(stores);
    }

    @Test
    void a_memory_that_is_released_finds_its_store_closed() {
        List<Store> stores = new ArrayList<>();
        MemoryCreator creator =
                request -> {
                    stores.add(request.store());
                    return new ArenaMemory(request) {
                        @Override
                        public void release() {
                            super.release();
                            stores.getFirst().limit(StoreLimits.NONE);
                        }
                    };
                };
        try (var guest = new GuestFixture(config(creator), WAT)) {
            assertThatThrownBy(() -> guest.run(instance -> {})).hasMessage("Store is closed");
        }
    }

    @Test
    void the_store_limits_memory() {
        MemoryCreator creator = ArenaMemory::new;
        try (var guest = new GuestFixture(config(creator), WAT)) {
            OnWasmThread.run(() -> {
                try (Store store = guest.store()) {
                    store.limit(StoreLimits.single(3 * Memory.PAGE_BYTES, 10));
                    Instance instance = guest.instantiate(store);
                    assertThat(instance.function("grow").call(1)).isEqualTo(2);
                    assertThat(instance.function("grow").call(1)).isEqualTo(-1);
                }
                try (Store store = guest.store()) {
                    store.limit(StoreLimits.single(Memory.PAGE_BYTES, 10));
                    assertThatThrownBy(() -> guest.instantiate(store))
                            .isInstanceOf(WasmtimeException.class)
                            .hasMessageContaining("memory");
                }
            });
        }
    }
}
