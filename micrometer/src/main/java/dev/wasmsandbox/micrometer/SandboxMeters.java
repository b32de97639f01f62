package dev.wasmsandbox.micrometer;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxEventListener;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.TrapReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Counts what a {@link dev.wasmsandbox.SandboxLogger} tells: runs with their times, fuel and memory, and what happens to sessions.
 * To be given to {@link dev.wasmsandbox.SandboxLogger#with}. Thread-safe.
 *
 * <p>All tags have few values, whatever guests do: languages, outcomes, reasons, kinds. No session has a tag.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>Name</th><th>Kind</th><th>Tags</th></tr>
 * <tr><td>{@code sandbox.runs}</td><td>timer: from the request to the result, without waiting</td><td>{@code runtime}, {@code outcome}</td></tr>
 * <tr><td>{@code sandbox.runs.queued}</td><td>timer: waiting for the session and a thread</td><td>{@code runtime}</td></tr>
 * <tr><td>{@code sandbox.runs.fuel}</td><td>summary: instructions</td><td>{@code runtime}</td></tr>
 * <tr><td>{@code sandbox.runs.memory}</td><td>summary: largest memory in bytes</td><td>{@code runtime}</td></tr>
 * <tr><td>{@code sandbox.sessions}</td><td>counter</td><td>{@code change}: created, retrieved, deleted, pruned</td></tr>
 * <tr><td>{@code sandbox.sessions.files}</td><td>counter</td><td>{@code operation}</td></tr>
 * <tr><td>{@code sandbox.sessions.checkpointed}</td><td>summary: bytes that were saved</td><td>{@code runtime}</td></tr>
 * <tr><td>{@code sandbox.sessions.restored}</td><td>counter</td><td>{@code runtime}, {@code source}</td></tr>
 * <tr><td>{@code sandbox.sessions.evicted}</td><td>counter</td><td>{@code runtime}, {@code reason}</td></tr>
 * <tr><td>{@code sandbox.sessions.forked}</td><td>counter: copies</td><td>{@code runtime}</td></tr>
 * <tr><td>{@code sandbox.sessions.undone}</td><td>counter</td><td>{@code runtime}</td></tr>
 * <tr><td>{@code sandbox.violations}</td><td>counter</td><td>{@code kind}</td></tr>
 * </table>
 */
public final class SandboxMeters implements SandboxEventListener {
    private static final String RUNTIME = "runtime";

    private final MeterRegistry registry;

    /** Counts in a registry, which registers each meter when it is first needed. */
    public SandboxMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onEvent(SandboxEvent event) {
        switch (event) {
            case SandboxEvent.ExecutionStart _ -> {
                // What became of it is told when it ends.
            }
            case SandboxEvent.ExecutionComplete run -> ended(run);
            case SandboxEvent.Session session ->
                    counter("sandbox.sessions", "change", lower(session.change())).increment();
            case SandboxEvent.SessionFile file ->
                    counter("sandbox.sessions.files", "operation", lower(file.operation()))
                            .increment();
            case SandboxEvent.SessionCheckpointed saved ->
                    DistributionSummary.builder("sandbox.sessions.checkpointed")
                            .description("Interpreters and checkpoints that were saved")
                            .baseUnit("bytes")
                            .tags(RUNTIME, saved.runtime().id())
                            .register(registry)
                            .record((double) saved.bytes());
            case SandboxEvent.SessionRestored restored ->
                    counter(
                                    "sandbox.sessions.restored",
                                    RUNTIME,
                                    restored.runtime().id(),
                                    "source",
                                    lower(restored.source()))
                            .increment();
            case SandboxEvent.SessionEvicted evicted ->
                    counter(
                                    "sandbox.sessions.evicted",
                                    RUNTIME,
                                    evicted.runtime().id(),
                                    "reason",
                                    lower(evicted.reason()))
                            .increment();
            case SandboxEvent.SessionForked forked ->
                    counter("sandbox.sessions.forked", RUNTIME, forked.runtime().id())
                            .increment(forked.children().size());
            case SandboxEvent.SessionUndone undone ->
                    counter("sandbox.sessions.undone", RUNTIME, undone.runtime().id()).increment();
            case SandboxEvent.SecurityViolation violation ->
                    counter("sandbox.violations", "kind", violation.kind()).increment();
        }
    }

    private void ended(SandboxEvent.ExecutionComplete run) {
        SandboxResult result = run.result();
        Tags language = Tags.of(RUNTIME, run.runtime().id());
        Timer.builder("sandbox.runs")
                .description("Runs of untrusted code")
                .tags(language.and("outcome", outcome(result.outcome())))
                .register(registry)
                .record(nanos(result.durationMs()), TimeUnit.NANOSECONDS);
        Timer.builder("sandbox.runs.queued")
                .description("Waiting for the session and a thread")
                .tags(language)
                .register(registry)
                .record(nanos(result.metadata().queuedMs()), TimeUnit.NANOSECONDS);
        result.fuelConsumed()
                .ifPresent(fuel ->
                        DistributionSummary.builder("sandbox.runs.fuel")
                                .description("Instructions of a run")
                                .tags(language)
                                .register(registry)
                                .record((double) fuel));
        DistributionSummary.builder("sandbox.runs.memory")
                .description("The largest memory of a run")
                .baseUnit("bytes")
                .tags(language)
                .register(registry)
                .record((double) result.memoryUsedBytes());
    }

    private static long nanos(double millis) {
        return Math.round(millis * 1e6);
    }

    /** Names an outcome; where a limit or a trap decided, by that. */
    private static String outcome(Outcome outcome) {
        TrapReason reason = outcome.trapReason();
        if (reason != null) {
            return reason.id();
        }
        return switch (outcome) {
            case Outcome.Completed _ -> "completed";
            case Outcome.GuestError _ -> "guest_error";
            case Outcome.Exited _ -> "exited";
            case Outcome.LimitReached _ -> "limit_reached";
            case Outcome.Trapped _ -> "trapped";
            case Outcome.Cancelled _ -> "cancelled";
            case Outcome.HostFailure _ -> "host_failure";
            case Outcome.WorkerLost _ -> "worker_lost";
        };
    }

    private Counter counter(String name, String... tags) {
        return registry.counter(name, tags);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
