package dev.wasmsandbox.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SessionManager;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SandboxMetersIT {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private SessionManager sessions(ExecutionPolicy policy) {
        return SessionManager.builder()
                .storage(new MemoryStorageAdapter())
                .policy(policy)
                .maxLiveSessions(2)
                .logger(SandboxLogger.none().with(new SandboxMeters(registry)))
                .build();
    }

    private double count(String name, String... tags) {
        Counter counter = registry.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void runs_are_timed_by_language_and_outcome() {
        ExecutionPolicy policy = ExecutionPolicy.builder().fuelBudget(50_000_000).build();
        try (SessionManager sessions = sessions(policy)) {
            long _ = sessions.execute("s", "print(1)").memoryUsedBytes();
            long _ = sessions.execute("s", "raise ValueError").memoryUsedBytes();
            long _ = sessions.execute("s", "while True: pass").memoryUsedBytes();
            long _ =
                    sessions.execute("s", RuntimeType.JAVASCRIPT, ExecutionRequest.of("1"))
                            .memoryUsedBytes();
        }
        for (String outcome : new String[] {"completed", "guest_error", "out_of_fuel"}) {
            Timer timer =
                    registry.get("sandbox.runs")
                            .tags("runtime", "python", "outcome", outcome)
                            .timer();
            assertThat(timer.count()).as(outcome).isEqualTo(1);
        }
        assertThat(
                        registry.get("sandbox.runs")
                                .tags("runtime", "javascript", "outcome", "completed")
                                .timer()
                                .count())
                .isEqualTo(1);
        assertThat(registry.get("sandbox.runs.queued").tags("runtime", "python").timer().count())
                .isEqualTo(3);
        DistributionSummary fuel =
                registry.get("sandbox.runs.fuel").tags("runtime", "python").summary();
        assertThat(fuel.count()).isEqualTo(3);
        assertThat(fuel.max()).isGreaterThan(40_000_000);
        assertThat(registry.get("sandbox.runs.memory").tags("runtime", "python").summary().max())
                .isGreaterThan(1_000_000);
    }

    @Test
    void what_happens_to_sessions_is_counted() {
        try (SessionManager sessions = sessions(ExecutionPolicy.defaults())) {
            new SessionManagerMeters(sessions).bindTo(registry);
            new SessionManagerMeters(sessions, Tags.of("manager", "second")).bindTo(registry);
            for (int i = 0; i < 6; i++) {
                long _ = sessions.execute("s" + i % 3, "x = 1").memoryUsedBytes();
            }
            assertThat(sessions.fork("s0", 2)).hasSize(2);
            sessions.undo("s0");
            sessions.sessions().writeFile("s0", "f", "text", true);
            assertThat(registry.get("sandbox.sessions.live").gauge().value()).isBetween(1.0, 4.0);
            assertThat(registry.get("sandbox.sessions.live.bytes").gauge().value()).isPositive();
            assertThat(registry.get("sandbox.sessions.queued").gauge().value()).isZero();
            assertThat(
                            registry.get("sandbox.sessions.running")
                                    .tag("manager", "second")
                                    .gauge()
                                    .value())
                    .isNotNegative();
        }
        assertThat(count("sandbox.sessions", "change", "created")).isEqualTo(5);
        assertThat(count("sandbox.sessions.evicted", "runtime", "python", "reason", "limit"))
                .isGreaterThanOrEqualTo(2);
        assertThat(count("sandbox.sessions.restored", "runtime", "python", "source", "session"))
                .isPositive();
        assertThat(count("sandbox.sessions.forked", "runtime", "python")).isEqualTo(2);
        assertThat(count("sandbox.sessions.undone", "runtime", "python")).isEqualTo(1);
        assertThat(count("sandbox.sessions.files", "operation", "write")).isEqualTo(1);
        assertThat(
                        registry.get("sandbox.sessions.checkpointed")
                                .tags("runtime", "python")
                                .summary()
                                .totalAmount())
                .isPositive();
        Set<String> keys = new TreeSet<>();
        for (Meter meter : registry.getMeters()) {
            meter.getId().getTags().stream().map(Tag::getKey).forEach(keys::add);
        }
        assertThat(keys).doesNotContain("session", "session_id");
    }
}
