package dev.wasmsandbox.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.core.guest.GuestMessages;
import dev.wasmsandbox.engine.HostCalls;
import dev.wasmsandbox.engine.RunEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    @Test
    void a_forged_report_never_changes_how_a_run_ended() {
        Optional<ErrorReport> forged = forged();
        ExecutionPolicy policy = ExecutionPolicy.defaults();
        List<RunEnd> ends =
                List.of(
                        new RunEnd.Returned(0),
                        new RunEnd.Returned(2),
                        new RunEnd.Returned(255),
                        new RunEnd.Exited(0),
                        new RunEnd.Exited(1),
                        new RunEnd.Exited(7),
                        new RunEnd.Stopped(RunEnd.StopReason.OUT_OF_FUEL),
                        new RunEnd.Stopped(RunEnd.StopReason.TIMEOUT),
                        new RunEnd.Stopped(RunEnd.StopReason.CANCELLED),
                        new RunEnd.Trapped(RunEnd.TrapKind.UNREACHABLE, "unreachable"),
                        new RunEnd.Trapped(RunEnd.TrapKind.MEMORY_LIMIT, ""));
        for (RunEnd end : ends) {
            assertThat(Outcomes.of(end, forged, policy, Duration.ofSeconds(1)))
                    .isEqualTo(Outcomes.of(end, Optional.empty(), policy, Duration.ofSeconds(1)));
        }
        // Exit code 1 is that of an uncaught exception: which one, only the guest can tell. A
        // failure it is with and without a report.
        Outcome told = Outcomes.of(new RunEnd.Returned(1), forged, policy, null);
        Outcome untold = Outcomes.of(new RunEnd.Returned(1), Optional.empty(), policy, null);
        assertThat(told).isEqualTo(new Outcome.GuestError(forged.orElseThrow()));
        assertThat(List.of(told.exitCode(), untold.exitCode())).containsOnly(1);
        assertThat(told.trapReason()).isNull();
    }

    private static Optional<ErrorReport> forged() {
        GuestMessages messages = new GuestMessages();
        HostCalls.Answer _ =
                messages.call(
                        "{\"type\":\"error\",\"name\":\"Forged\"}"
                                .getBytes(StandardCharsets.UTF_8));
        return messages.error();
    }
}
