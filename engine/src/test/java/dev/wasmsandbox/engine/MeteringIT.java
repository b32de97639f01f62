package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.engine.RunEnd.StopReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each meter works without the other one. */
class MeteringIT {
    @ParameterizedTest
    @EnumSource
    void a_run_that_ends_by_itself_needs_no_meter(Metering metering) {
        RunReport report = ProbeGuest.with(metering).run(ProbeGuest.request(ProbeGuest.RETURN, 42));

        assertThat(report.end()).isEqualTo(new RunEnd.Returned(42));
        assertThat(report.fuelConsumed() > 0).isEqualTo(metering.fuel());
    }

    @Test
    void fuel_alone_stops_an_endless_loop() {
        RunReport report =
                ProbeGuest.with(Metering.FUEL)
                        .run(ProbeGuest.request(ProbeGuest.LOOP), new RunLimits(1_000_000, null));

        assertThat(report.end()).isEqualTo(new RunEnd.Stopped(StopReason.OUT_OF_FUEL));
        assertThat(report.fuelConsumed()).isEqualTo(1_000_000);
    }

    @Test
    void the_epoch_alone_stops_an_endless_loop() {
        RunReport report =
                ProbeGuest.with(Metering.EPOCH)
                        .run(
                                ProbeGuest.request(ProbeGuest.LOOP),
                                new RunLimits(1_000_000, Duration.ofMillis(50)));

        assertThat(report.end()).isEqualTo(new RunEnd.Stopped(StopReason.TIMEOUT));
    }
}
