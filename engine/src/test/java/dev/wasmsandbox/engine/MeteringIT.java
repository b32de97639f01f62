package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests with and without a meter. */
class MeteringIT {
    @ParameterizedTest
    @EnumSource
    void a_run_that_ends_by_itself_needs_no_meter(Metering metering) {
        RunReport report = ProbeGuest.with(metering).run(ProbeGuest.request(ProbeGuest.RETURN, 42));

        assertThat(report.end()).isEqualTo(new RunEnd.Returned(42));
        assertThat(report.fuelConsumed() > 0).isEqualTo(metering == Metering.ALL);
    }
}
