package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.wasi.CappedOutput;
import java.security.MessageDigest;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memories of instances at rest, taken down and laid over others. */
class MemorySnapshotIT {
    private static final int PAGE = MemorySnapshot.PAGE_BYTES;

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void a_fresh_instance_differs_in_nothing(ResetMethod method) {
        assertThat(ProbeGuest.on(method).with(Instance::capture).pageCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void one_written_byte_is_one_block(ResetMethod method) {
        MemorySnapshot snapshot =
                ProbeGuest.on(method)
                        .with(instance -> {
                            run(instance, ProbeGuest.WRITE_AT, 20 * PAGE + 130);
                            return instance.capture();
                        });

        // Page 1 has the request.
        assertThat(snapshot.pageCount()).isEqualTo(2);
        assertThat(snapshot.number(1)).isEqualTo(20);
        assertThat(snapshot.page(1).mask()).isEqualTo(1L << 2);
        assertThat(snapshot.page(1).blocks()).hasSize(64);
        assertThat(snapshot.page(1).blocks()[2]).isEqualTo((byte) 7);
    }

    @Test
    void a_page_that_did_not_change_is_shared_with_the_snapshot_before() throws Exception {
        List<MemorySnapshot> two =
                ProbeGuest.on(ResetMethod.COPY)
                        .with(instance -> {
                            run(instance, ProbeGuest.WRITE_AT, 20 * PAGE + 130);
                            MemorySnapshot first = instance.capture();
                            run(instance, ProbeGuest.WRITE_AT, 30 * PAGE);
                            return List.of(first, instance.capture(first));
                        });

        MemorySnapshot.Page shared = two.get(0).page(1);
        assertThat(two.get(1).page(1)).isSameAs(shared);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        assertThat(shared.hash(digest)).isSameAs(shared.hash(digest));
        byte[] mask = {0, 0, 0, 0, 0, 0, 0, 4};
        digest.update(mask);
        assertThat(digest.digest(shared.blocks()))
                .isEqualTo(shared.hash(MessageDigest.getInstance("SHA-256")));
    }

    @Test
    void every_method_finds_the_same() {
        MemorySnapshot expected = grownAndWritten(ResetMethod.COPY);

        for (ResetMethod method : ResetMethod.values()) {
            assertThat(grownAndWritten(method)).as(method.name()).isEqualTo(expected);
        }
        assertThat(expected.memoryBytes()).isEqualTo(7L * 65_536);
        assertThat(expected.pageCount()).isEqualTo(3);
    }

    private static MemorySnapshot grownAndWritten(ResetMethod method) {
        return ProbeGuest.on(method)
                .with(instance -> {
                    run(instance, ProbeGuest.GROW, 3);
                    run(instance, ProbeGuest.WRITE_AT, 70_001);
                    run(instance, ProbeGuest.WRITE_AT, 6 * 65_536 + 5);
                    return instance.capture();
                });
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void a_restored_memory_is_the_same_to_the_byte_and_leaves_nothing_behind(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);
        MemorySnapshot full =
                probe.with(instance -> {
                    run(instance, ProbeGuest.GROW, 2);
                    run(instance, ProbeGuest.FILL, 0x5a);
                    return instance.capture();
                });

        MemorySnapshot again = restored(probe, full, Instance::capture);

        assertThat(again).isEqualTo(full);
        assertThat(full.blockBytes()).isEqualTo(6L * 65_536);
        assertThat(probe.run(ProbeGuest.request(ProbeGuest.IS_CLEAN)).end())
                .isEqualTo(new RunEnd.Returned(0));
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void an_instance_goes_on_after_it_was_taken_down(ResetMethod method) {
        ProbeGuest.on(method)
                .use(instance -> {
                    run(instance, ProbeGuest.WRITE_AT, 80_000);
                    MemorySnapshot first = instance.capture();
                    run(instance, ProbeGuest.WRITE_AT, 90_000);
                    MemorySnapshot second = instance.capture();

                    assertThat(second.pageCount()).isEqualTo(first.pageCount() + 1);
                    assertThat(instance.isReady()).isTrue();
                });
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void a_random_memory_is_the_guests_own_trouble(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            MemorySnapshot.Builder forged = MemorySnapshot.builder(ProbeGuest.IMAGE_BYTES);
            for (int page = 0; page < ProbeGuest.IMAGE_BYTES / PAGE; page++) {
                long mask = random.nextLong() | 1;
                byte[] blocks = new byte[Long.bitCount(mask) * MemorySnapshot.BLOCK_BYTES];
                random.nextBytes(blocks);
                forged.add(page, mask, blocks);
            }
            int operation = random.nextInt(20);
            RunEnd end =
                    restored(
                            probe,
                            forged.build(),
                            instance ->
                                    instance.run(
                                                    ProbeGuest.request(operation, random.nextInt()),
                                                    new RunLimits(100_000, null),
                                                    new RunControl(),
                                                    message -> HostCalls.Refusal.UNKNOWN_TYPE)
                                            .end());

            assertThat(end).isNotInstanceOf(RunEnd.HostFailed.class);
        }
        assertThat(probe.run(ProbeGuest.request(ProbeGuest.IS_CLEAN)).end())
                .isEqualTo(new RunEnd.Returned(0));
    }

    @Test
    void only_an_instance_at_rest_is_taken_down() {
        ProbeGuest.on(ResetMethod.COPY)
                .use(instance -> {
                    run(instance, ProbeGuest.UNREACHABLE, 0);

                    assertThatThrownBy(instance::capture)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("SPENT");
                });
    }

    @Test
    void a_memory_that_does_not_fit_is_refused() {
        ProbeGuest probe = ProbeGuest.on(ResetMethod.COPY);
        MemorySnapshot small = MemorySnapshot.builder(65_536).build();
        MemorySnapshot large = MemorySnapshot.builder(ProbeGuest.MEMORY_LIMIT + 65_536).build();

        assertThatThrownBy(() -> restored(probe, small, Instance::capture))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed are 262144 to 1048576");
        assertThatThrownBy(() -> restored(probe, large, Instance::capture))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(
                        restored(
                                        probe,
                                        MemorySnapshot.builder(ProbeGuest.MEMORY_LIMIT).build(),
                                        Instance::capture)
                                .memoryBytes())
                .isEqualTo(ProbeGuest.MEMORY_LIMIT);
    }

    @Test
    void forged_pages_are_refused() {
        byte[] block = new byte[MemorySnapshot.BLOCK_BYTES];
        MemorySnapshot.Builder builder = MemorySnapshot.builder(65_536).add(3, 1, block);

        assertThatThrownBy(() -> builder.add(3, 1, block))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(16, 1, block))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(-1, 1, block))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(4, 0, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(4, 3, block))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.add(15, -1L, new byte[PAGE]).build().pageCount()).isEqualTo(2);
        assertThatThrownBy(() -> MemorySnapshot.builder(65_535))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemorySnapshot.builder((4L << 30) + 65_536))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static <T> T restored(ProbeGuest probe, MemorySnapshot from, ProbeGuest.Work<T> work) {
        return ProbeGuest.onThread(
                probe.engine(),
                () -> {
                    GuestClock clock = GuestClock.system();
                    try (Instance instance =
                            probe.guest()
                                    .restore(
                                            ProbeGuest.wasi(clock, new CappedOutput(100)),
                                            clock,
                                            ProbeGuest.MEMORY_LIMIT,
                                            from)) {
                        return work.with(instance);
                    }
                });
    }

    private static void run(Instance instance, int operation, int operand) {
        RunReport _ =
                instance.run(
                        ProbeGuest.request(operation, operand),
                        ProbeGuest.PLENTY,
                        new RunControl(),
                        message -> HostCalls.Refusal.UNKNOWN_TYPE);
    }
}
