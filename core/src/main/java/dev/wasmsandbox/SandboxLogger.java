package dev.wasmsandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells of events: to SLF4J as messages with key-values, and to listeners as typed values. Immutable.
 *
 * <p>What happens at every run is logged at level DEBUG, changes of sessions at INFO, violations at WARN.
 */
public final class SandboxLogger {
    private static final SandboxLogger NONE = new SandboxLogger(null, List.of());

    private final @Nullable Logger log;
    private final List<SandboxEventListener> listeners;

    private SandboxLogger(@Nullable Logger log, List<SandboxEventListener> listeners) {
        this.log = log;
        this.listeners = listeners;
    }

    /** Returns a logger that writes to SLF4J under the name {@code dev.wasmsandbox}. */
    public static SandboxLogger standard() {
        return of(LoggerFactory.getLogger("dev.wasmsandbox"));
    }

    /** Returns a logger that writes to this one. */
    public static SandboxLogger of(Logger logger) {
        return new SandboxLogger(logger, List.of());
    }

    /** Returns a logger that says nothing, and loads no logging library. */
    public static SandboxLogger none() {
        return NONE;
    }

    /** Returns a logger that tells this listener too. */
    public SandboxLogger with(SandboxEventListener listener) {
        List<SandboxEventListener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new SandboxLogger(log, List.copyOf(more));
    }

    /** Tells whether anyone would hear of what happens at every run, so that it need not be put together for nobody. */
    public boolean wantsRuns() {
        return !listeners.isEmpty() || (log != null && log.isDebugEnabled());
    }

    /** Tells of an event. */
    public void log(SandboxEvent event) {
        if (log != null) {
            write(log, event);
        }
        for (SandboxEventListener listener : listeners) {
            tell(listener, event);
        }
    }

    private static void write(Logger log, SandboxEvent event) {
        Level level = level(event);
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder entry = log.atLevel(level).addKeyValue("event", event.name());
        for (Map.Entry<String, Object> field : event.fields().entrySet()) {
            entry = entry.addKeyValue(field.getKey(), field.getValue());
        }
        entry.log(event.name());
    }

    private static Level level(SandboxEvent event) {
        return switch (event) {
            case SandboxEvent.ExecutionStart _,
                    SandboxEvent.ExecutionComplete _,
                    SandboxEvent.SessionFile _,
                    SandboxEvent.SessionCheckpointed _,
                    SandboxEvent.SessionRestored _,
                    SandboxEvent.SessionEvicted _,
                    SandboxEvent.SessionUndone _ ->
                    Level.DEBUG;
            case SandboxEvent.SessionForked _ -> Level.INFO;
            case SandboxEvent.Session session ->
                    session.change() == SandboxEvent.Session.Change.RETRIEVED
                            ? Level.DEBUG
                            : Level.INFO;
            case SandboxEvent.SecurityViolation _ -> Level.WARN;
        };
    }

    /** A listener belongs to someone else: its failure must not look like a failure of the run. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private void tell(SandboxEventListener listener, SandboxEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException e) {
            if (log != null) {
                log.warn("listener {} failed at {}", listener, event.name(), e);
            }
        }
    }
}
