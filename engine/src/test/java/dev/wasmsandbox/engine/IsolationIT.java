package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run sees nothing of the one before it, whatever that wrote. */
class IsolationIT {
    private static final byte[] IS_CLEAN = ProbeGuest.request(ProbeGuest.IS_CLEAN);
    private static final RunEnd CLEAN = new RunEnd.Returned(0);

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void nothing_survives_when_every_byte_is_overwritten(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);

        for (int round = 0; round < 20; round++) {
            assertThat(probe.run(ProbeGuest.request(ProbeGuest.FILL, 0xff)).end()).isEqualTo(CLEAN);
            assertThat(probe.run(IS_CLEAN).end()).isEqualTo(CLEAN);
        }
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void nothing_survives_in_grown_memory(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);

        for (int pages = 1; pages <= 12; pages++) {
            int grown = pages;
            probe.use(instance -> {
                assertReturns(instance, ProbeGuest.GROW, grown, 0);
                assertReturns(instance, ProbeGuest.FILL, 0xaa, 0);
            });
            // What was grown is not there any more …
            assertThat(
                            probe.run(
                                            ProbeGuest.request(
                                                    ProbeGuest.WRITE_AT,
                                                    (int) ProbeGuest.IMAGE_BYTES))
                                    .end())
                    .isInstanceOf(RunEnd.Trapped.class);
            // … and is zero when it is grown again.
            probe.use(instance -> {
                assertReturns(instance, ProbeGuest.GROW, grown, 0);
                assertReturns(instance, ProbeGuest.IS_CLEAN, 0, 0);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void nothing_survives_a_page_written_alone(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);

        for (int address = 65_536; address < ProbeGuest.IMAGE_BYTES; address += 4096) {
            probe.run(ProbeGuest.request(ProbeGuest.WRITE_AT, address + 17));
            assertThat(probe.run(IS_CLEAN).end()).isEqualTo(CLEAN);
        }
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void nothing_survives_a_trap(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);

        probe.with(instance -> {
            assertReturns(instance, ProbeGuest.FILL, 0x55, 0);
            return run(instance, ProbeGuest.RECURSE, 0);
        });

        assertThat(probe.run(IS_CLEAN).end()).isEqualTo(CLEAN);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void two_instances_side_by_side_see_nothing_of_each_other(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);

        var runs =
                IntStream.range(0, 200)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(() ->
                                        i % 2 == 0
                                                ? probe.run(ProbeGuest.request(ProbeGuest.FILL, i))
                                                : probe.run(IS_CLEAN)))
                        .toList();

        assertThat(runs).allSatisfy(run -> assertThat(run.join().end()).isEqualTo(CLEAN));
    }

    @Test
    void warm_slots_are_bounded_and_none_is_ever_found_dirty() {
        Slots slots = Objects.requireNonNull(ProbeGuest.on(ResetMethod.SCAN).guest().slots());

        for (int i = 0; i < 2_500; i++) {
            ProbeGuest.on(ResetMethod.SCAN).run(ProbeGuest.request(ProbeGuest.FILL, i));
        }

        assertThat(slots.discarded()).isZero();
        assertThat(slots.warm()).isBetween(1, 4 * Runtime.getRuntime().availableProcessors());
    }

    private static void assertReturns(Instance instance, int operation, int operand, int expected) {
        assertThat(run(instance, operation, operand)).isEqualTo(new RunEnd.Returned(expected));
    }

    private static RunEnd run(Instance instance, int operation, int operand) {
        return instance.run(
                        ProbeGuest.request(operation, operand),
                        ProbeGuest.PLENTY,
                        new RunControl(),
                        message -> HostCalls.Refusal.UNKNOWN_TYPE)
                .end();
    }
}
