package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

class SandboxLoggerTest {
    private final Recorder recorder = new Recorder();

    @Test
    void events_are_logged_with_structured_fields() {
        SandboxLogger.of(recorder)
                .log(new SandboxEvent.SecurityViolation("s", "path_traversal", "../x"));

        LoggingEvent entry = recorder.events.get(0);
        assertThat(entry.getLevel()).isEqualTo(Level.WARN);
        assertThat(entry.getMessage()).isEqualTo("security.violation");
        assertThat(entry.getKeyValuePairs())
                .extracting(pair -> pair.key, pair -> pair.value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("event", "security.violation"),
                        org.assertj.core.groups.Tuple.tuple("session_id", "s"),
                        org.assertj.core.groups.Tuple.tuple("kind", "path_traversal"),
                        org.assertj.core.groups.Tuple.tuple("detail", "../x"));
    }

    @Test
    void what_happens_at_every_run_is_logged_at_debug_only() {
        SandboxLogger logger = SandboxLogger.of(recorder);
        SandboxEvent start =
                new SandboxEvent.ExecutionStart(
                        "s", RuntimeType.PYTHON, 5, ExecutionPolicy.defaults());

        recorder.level = Level.INFO;
        logger.log(start);
        assertThat(recorder.events).isEmpty();
        assertThat(logger.wantsRuns()).isFalse();

        recorder.level = Level.DEBUG;
        logger.log(start);
        assertThat(recorder.events).hasSize(1);
        assertThat(logger.wantsRuns()).isTrue();
    }

    @Test
    void names_are_those_of_the_guide() {
        SandboxResult result = SandboxResultTest.result(new Outcome.Exited(2));
        assertThat(new SandboxEvent.ExecutionComplete("s", RuntimeType.JAVASCRIPT, result))
                .satisfies(event -> assertThat(event.name()).isEqualTo("execution.complete"))
                .satisfies(event ->
                        assertThat(event.fields())
                                .containsEntry("exit_code", 2)
                                .containsEntry("success", false)
                                .containsEntry("fuel_consumed", 25L)
                                .containsEntry("files_created", 1)
                                .doesNotContainKey("trap_reason"));
        assertThat(
                        List.of(SandboxEvent.Session.Change.values()).stream()
                                .map(change -> new SandboxEvent.Session("s", change).name()))
                .containsExactly(
                        "session.created",
                        "session.retrieved",
                        "session.deleted",
                        "session.pruned");
        assertThat(
                        List.of(SandboxEvent.SessionFile.Operation.values()).stream()
                                .map(operation ->
                                        new SandboxEvent.SessionFile("s", operation, "p", 1)
                                                .name()))
                .containsExactly(
                        "session.file.write",
                        "session.file.read",
                        "session.file.list",
                        "session.file.delete");
        assertThat(
                        new SandboxEvent.SessionFile(
                                        "s", SandboxEvent.SessionFile.Operation.READ, "p", 9)
                                .fields())
                .isEqualTo(Map.of("session_id", "s", "path", "p", "bytes", 9L));
    }

    @Test
    void interpreters_that_live_on_have_events_of_their_own() {
        RuntimeType python = RuntimeType.PYTHON;
        List<SandboxEvent> all =
                List.of(
                        new SandboxEvent.SessionCheckpointed("s", python, ".python", 6),
                        new SandboxEvent.SessionRestored(
                                "s", python, SandboxEvent.SessionRestored.Source.CHECKPOINT, 5),
                        new SandboxEvent.SessionEvicted(
                                "s", python, SandboxEvent.SessionEvicted.Reason.LIMIT, 4),
                        new SandboxEvent.SessionForked("s", python, List.of("a", "b")),
                        new SandboxEvent.SessionUndone("s", python, 3));
        assertThat(all.stream().map(SandboxEvent::name))
                .containsExactly(
                        "session.checkpointed",
                        "session.restored",
                        "session.evicted",
                        "session.forked",
                        "session.undone");
        assertThat(all.stream().map(event -> event.fields().toString()))
                .containsExactly(
                        "{session_id=s, runtime=python, checkpoint=.python, bytes=6}",
                        "{session_id=s, runtime=python, source=checkpoint, bytes=5}",
                        "{session_id=s, runtime=python, reason=limit, bytes=4}",
                        "{session_id=s, runtime=python, count=2, children=[a, b]}",
                        "{session_id=s, runtime=python, files=3}");

        recorder.level = Level.INFO;
        all.forEach(SandboxLogger.of(recorder)::log);
        assertThat(recorder.events)
                .extracting(LoggingEvent::getMessage)
                .containsExactly("session.forked");
    }

    @Test
    void listeners_get_the_same_events_typed() {
        List<SandboxEvent> heard = new ArrayList<>();
        SandboxEvent event = new SandboxEvent.Session("s", SandboxEvent.Session.Change.CREATED);
        SandboxLogger logger =
                SandboxLogger.none()
                        .with(e -> {
                            throw new IllegalStateException("listener");
                        })
                        .with(heard::add);

        logger.log(event);

        assertThat(heard).containsExactly(event);
        assertThat(logger.wantsRuns()).isTrue();
        assertThat(SandboxLogger.none().wantsRuns()).isFalse();
    }

    @Test
    void a_listener_that_fails_is_logged() {
        SandboxLogger.of(recorder)
                .with(e -> {
                    throw new IllegalStateException("mine");
                })
                .log(new SandboxEvent.Session("s", SandboxEvent.Session.Change.RETRIEVED));

        assertThat(recorder.warnings).hasSize(1);
        assertThat(recorder.warnings.get(0)).contains("failed at");
    }

    /** Keeps what is logged. */
    private static final class Recorder extends LegacyAbstractLogger implements LoggingEventAware {
        private static final long serialVersionUID = 1L;

        private final transient List<LoggingEvent> events = new ArrayList<>();
        private final transient List<String> warnings = new ArrayList<>();
        private Level level = Level.DEBUG;

        @Override
        public void log(LoggingEvent event) {
            List<KeyValuePair> pairs = event.getKeyValuePairs();
            assertThat(pairs).isNotEmpty();
            events.add(event);
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return Logger.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level entryLevel,
                Marker marker,
                String message,
                Object[] arguments,
                Throwable failure) {
            warnings.add(message);
        }

        private boolean isEnabled(Level entryLevel) {
            return entryLevel.toInt() >= level.toInt();
        }

        @Override
        public boolean isTraceEnabled() {
            return isEnabled(Level.TRACE);
        }

        @Override
        public boolean isDebugEnabled() {
            return isEnabled(Level.DEBUG);
        }

        @Override
        public boolean isInfoEnabled() {
            return isEnabled(Level.INFO);
        }

        @Override
        public boolean isWarnEnabled() {
            return isEnabled(Level.WARN);
        }

        @Override
        public boolean isErrorEnabled() {
            return isEnabled(Level.ERROR);
        }
    }
}
