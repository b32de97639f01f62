package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests tell where they are, and nothing that they tell or have in their memory hurts the host. */
class PositionIT {
    private static final int TELL_WHEN_ASKED = 0;
    private static final int NEVER_TELL = 1;
    private static final int TELL_OFTEN = 2;
    private static final int TELL_FROM = 3;
    private static final int LOSE_THE_BEACON = 4;
    private static final int TELL_SLOWLY = 5;
    private static final int BEGIN_TO_TELL = 6;

    /** What a guest does before it answers where it was. */
    private static final int WITHOUT_END = 1;

    private static final int WITH_A_MESSAGE = 2;
    private static final int WITH_A_TRAP = 3;

    private static final ProbeGuest GUEST = ProbeGuest.of(ProbeGuest.source("positions.wat"));

    private static RunReport run(int operation, int operand) {
        return GUEST.run(ProbeGuest.request(operation, operand), new RunLimits(1L << 40, null));
    }

    private static List<String> told(PositionTrace trace) {
        return trace.samples().stream()
                .map(sample -> new String(sample.position(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void a_guest_that_is_asked_tells() {
        RunReport report = run(TELL_WHEN_ASKED, 5);

        assertThat(report.end()).isEqualTo(new RunEnd.Returned(0));
        assertThat(told(report.positions()))
                .containsExactly("!hi!", "!hi!", "!hi!", "!hi!", "!hi!");
        assertThat(report.positions().end()).isEmpty();
        List<Long> fuels =
                report.positions().samples().stream().map(PositionTrace.Sample::fuel).toList();
        assertThat(fuels).isSorted();
        assertThat(fuels.getLast()).isLessThanOrEqualTo(report.fuelConsumed());
    }

    @Test
    void a_guest_that_was_stopped_is_asked_once_more_and_pays_nothing_for_it() {
        RunLimits fuel = new RunLimits(100_000, null);
        RunLimits time = new RunLimits(1L << 40, Duration.ofMillis(20));

        RunReport outOfFuel = GUEST.run(ProbeGuest.request(NEVER_TELL), fuel);
        RunReport outOfTime = GUEST.run(ProbeGuest.request(NEVER_TELL), time);

        assertThat(outOfFuel.fuelConsumed()).isEqualTo(100_000);
        for (RunReport report : List.of(outOfFuel, outOfTime)) {
            assertThat(report.end()).isInstanceOf(RunEnd.Stopped.class);
            assertThat(report.positions().end())
                    .hasValueSatisfying(end -> {
                        assertThat(end.position()).asString().isEqualTo("!hi!");
                        assertThat(end.fuel()).isGreaterThanOrEqualTo(report.fuelConsumed());
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WITHOUT_END, WITH_A_MESSAGE, WITH_A_TRAP})
    void a_guest_that_was_stopped_can_do_nothing_but_tell(int how) {
        List<String> messages = new ArrayList<>();
        RunLimits limits = new RunLimits(100_000, null);

        RunReport report =
                GUEST.run(
                        ProbeGuest.request(NEVER_TELL, how),
                        limits,
                        new RunControl(),
                        message -> {
                            messages.add(new String(message, StandardCharsets.UTF_8));
                            return new HostCalls.Reply(new byte[0]);
                        });

        assertThat(report.end()).isEqualTo(new RunEnd.Stopped(RunEnd.StopReason.OUT_OF_FUEL));
        assertThat(report.positions()).isEqualTo(PositionTrace.NONE);
        assertThat(report.fuelConsumed()).isEqualTo(100_000);
        assertThat(messages).isEmpty();
    }

    @Test
    void telling_costs_a_program_nothing_up_to_a_small_part_of_its_fuel() {
        long quick = run(TELL_SLOWLY, 1).fuelConsumed();
        RunReport slow = run(TELL_SLOWLY, 1_000);
        long all = run(TELL_SLOWLY, 1_000_000).fuelConsumed();
        long work = quick * 10;

        assertThat(slow.fuelConsumed()).isEqualTo(quick);
        assertThat(slow.positions().samples().getFirst().fuel()).isLessThanOrEqualTo(quick);
        assertThat(all)
                .isBetween(
                        quick
                                + work
                                - quick / HostFunctions.SHARE_FOR_TELLING
                                - HostFunctions.FREE_FOR_TELLING
                                - 1_000,
                        quick + work);
    }

    @Test
    void what_was_lent_for_telling_is_not_the_programs_own() {
        RunReport report = run(BEGIN_TO_TELL, 0);

        assertThat(report.end()).isEqualTo(new RunEnd.Returned(0));
        assertThat(report.fuelConsumed()).isBetween(1L, 10_000L);
    }

    @Test
    void a_run_with_just_enough_fuel_is_not_ended_by_telling() {
        byte[] request = ProbeGuest.request(TELL_SLOWLY, 1_000);
        long used = GUEST.run(request, new RunLimits(1L << 40, null)).fuelConsumed();

        assertThat(GUEST.run(request, new RunLimits(used, null)).end())
                .isEqualTo(new RunEnd.Returned(0));
        // The engine looks at the fuel at loops and calls only.
        assertThat(GUEST.run(request, new RunLimits(used - 1_000, null)).end())
                .isEqualTo(new RunEnd.Stopped(RunEnd.StopReason.OUT_OF_FUEL));
    }

    @Test
    void a_flood_of_positions_costs_the_guest_and_not_the_host() {
        RunReport report = run(TELL_OFTEN, 200_000);

        assertThat(report.end()).isEqualTo(new RunEnd.Returned(0));
        assertThat(report.positions().samples())
                .hasSizeLessThanOrEqualTo(PositionTrace.MOST_SAMPLES);
    }

    @Test
    void positions_that_are_not_in_memory_or_too_long_are_nothing() {
        for (int address : new int[] {-1, -100, Integer.MAX_VALUE, 4 << 16, (4 << 16) - 99}) {
            RunReport report = run(TELL_FROM, address);

            assertThat(report.end()).isEqualTo(new RunEnd.Returned(0));
            assertThat(report.positions()).isEqualTo(PositionTrace.NONE);
        }
        assertThat(run(TELL_FROM, (4 << 16) - 100).positions().samples()).hasSize(1);
    }

    @Test
    void a_beacon_that_the_guest_spoils_is_its_own_loss() {
        RunReport report = run(LOSE_THE_BEACON, 0);

        assertThat(report.end()).isEqualTo(new RunEnd.Returned(0));
        assertThat(report.positions().samples()).hasSize(1);
    }
}
