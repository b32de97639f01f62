package dev.wasmsandbox.micrometer;

import dev.wasmsandbox.SessionManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * Shows what a {@link SessionManager} holds, as gauges: {@code sandbox.sessions.live} and {@code sandbox.sessions.live.bytes} of
 * interpreters that are awake, {@code sandbox.sessions.running} of those that are at work, {@code sandbox.sessions.queued} of calls
 * that wait. What happened is counted by {@link SandboxMeters}.
 *
 * <p>A registry does not keep the manager from being collected. Thread-safe.
 */
public final class SessionManagerMeters implements MeterBinder {
    private final SessionManager sessions;
    private final Tags tags;

    /** Shows a manager, the only one of its registry. */
    public SessionManagerMeters(SessionManager sessions) {
        this(sessions, Tags.empty());
    }

    /** Shows a manager under tags that tell it from others. */
    public SessionManagerMeters(SessionManager sessions, Iterable<Tag> tags) {
        this.sessions = sessions;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "sandbox.sessions.live",
                "Interpreters that are awake",
                manager -> manager.stats().live());
        gauge(
                registry,
                "sandbox.sessions.running",
                "Interpreters that are at work",
                manager -> manager.stats().running());
        gauge(
                registry,
                "sandbox.sessions.queued",
                "Calls that wait for their turn or a thread",
                manager -> manager.stats().queued());
        Gauge.builder("sandbox.sessions.live.bytes", sessions, all -> all.stats().liveBytes())
                .description("Memory of interpreters that are awake, about")
                .baseUnit("bytes")
                .tags(tags)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<SessionManager> value) {
        Gauge.builder(name, sessions, value).description(description).tags(tags).register(registry);
    }
}
