package dev.wasmsandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that happened, for logs and for {@link SandboxEventListener}s. */
public sealed interface SandboxEvent {

    /** Returns the session that it is about. */
    String sessionId();

    /** Returns the event's stable name, e.g. {@code execution.start}. */
    String name();

    /** Returns its details under snake_case keys, in a fixed order; what is not known is left out. */
    Map<String, Object> fields();

    /**
     * A run begins.
     *
     * @param sessionId its session
     * @param runtime its language
     * @param codeBytes the size of its code
     * @param policy what it may use
     */
    record ExecutionStart(
            String sessionId, RuntimeType runtime, int codeBytes, ExecutionPolicy policy)
            implements SandboxEvent {
        @Override
        public String name() {
            return "execution.start";
        }

        @Override
        public Map<String, Object> fields() {
            return detailsOf(
                    sessionId,
                    runtime,
                    "code_bytes",
                    codeBytes,
                    "fuel_budget",
                    policy.fuelBudget(),
                    "memory_limit_bytes",
                    policy.memoryBytes());
        }
    }

    /**
     * A run ended.
     *
     * @param sessionId its session
     * @param runtime its language
     * @param result what came of it
     */
    record ExecutionComplete(String sessionId, RuntimeType runtime, SandboxResult result)
            implements SandboxEvent {
        @Override
        public String name() {
            return "execution.complete";
        }

        @Override
        public Map<String, Object> fields() {
            TrapReason reason = result.outcome().trapReason();
            return detailsOf(
                    sessionId,
                    runtime,
                    "success",
                    result.success(),
                    "exit_code",
                    result.exitCode(),
                    "trap_reason",
                    reason == null ? null : reason.id(),
                    "fuel_consumed",
                    result.fuelConsumed().isPresent() ? result.fuelConsumed().getAsLong() : null,
                    "memory_used_bytes",
                    result.memoryUsedBytes(),
                    "duration_ms",
                    result.durationMs(),
                    "files_created",
                    result.filesCreated().size(),
                    "files_modified",
                    result.filesModified().size(),
                    "files_deleted",
                    result.filesDeleted().size());
        }
    }

    /**
     * A session came to be, was taken up again, or is gone.
     *
     * @param sessionId the session
     * @param change what happened to it
     */
    record Session(String sessionId, Change change) implements SandboxEvent {
        /** What happens to sessions. */
        public enum Change {
            /** It is new. */
            CREATED,
            /** It was there and is used again. */
            RETRIEVED,
            /** It was deleted by request. */
            DELETED,
            /** It was deleted because nobody used it. */
            PRUNED
        }

        @Override
        public String name() {
            return "session." + lower(change);
        }

        @Override
        public Map<String, Object> fields() {
            return details("session_id", sessionId);
        }
    }

    /**
     * The host touched a file of a session.
     *
     * @param sessionId the session
     * @param operation what was done
     * @param path the file, or the pattern of a listing
     * @param bytes the bytes that were moved, or deleted
     */
    record SessionFile(String sessionId, Operation operation, String path, long bytes)
            implements SandboxEvent {
        /** What can be done to a file. */
        public enum Operation {
            /** It was written. */
            WRITE,
            /** It was read. */
            READ,
            /** Files were listed. */
            LIST,
            /** It was deleted. */
            DELETE
        }

        @Override
        public String name() {
            return "session.file." + lower(operation);
        }

        @Override
        public Map<String, Object> fields() {
            return details("session_id", sessionId, "path", path, "bytes", bytes);
        }
    }

    /**
     * A checkpoint was kept with a session.
     *
     * @param sessionId the session
     * @param runtime the language
     * @param checkpoint its name; begins with a dot where the session's own interpreter was saved
     * @param bytes how many bytes were stored
     */
    record SessionCheckpointed(String sessionId, RuntimeType runtime, String checkpoint, long bytes)
            implements SandboxEvent {
        @Override
        public String name() {
            return "session.checkpointed";
        }

        @Override
        public Map<String, Object> fields() {
            return detailsOf(sessionId, runtime, "checkpoint", checkpoint, "bytes", bytes);
        }
    }

    /**
     * An interpreter that lives on was laid into memory again.
     *
     * @param sessionId the session
     * @param runtime the language
     * @param source where it came from
     * @param bytes what it takes on the heap, about
     */
    record SessionRestored(String sessionId, RuntimeType runtime, Source source, long bytes)
            implements SandboxEvent {
        /** Where interpreters come from. */
        public enum Source {
            /** What was saved with the session. */
            SESSION,
            /** A checkpoint that the host gave. */
            CHECKPOINT,
            /** The variables that JSON can hold, kept by another build of the language. */
            PORTABLE
        }

        @Override
        public String name() {
            return "session.restored";
        }

        @Override
        public Map<String, Object> fields() {
            return detailsOf(sessionId, runtime, "source", lower(source), "bytes", bytes);
        }
    }

    /**
     * An interpreter that lives on was saved and put to sleep, although somebody has it open.
     *
     * @param sessionId the session
     * @param runtime the language
     * @param reason why
     * @param bytes what it took of the memory, about
     */
    record SessionEvicted(String sessionId, RuntimeType runtime, Reason reason, long bytes)
            implements SandboxEvent {
        /** Why interpreters are put to sleep. */
        public enum Reason {
            /** More were awake, or more memory was taken, than may be. */
            LIMIT,
            /** Nobody ran it for long. */
            IDLE,
            /** Another process needs it. */
            WANTED,
            /** The host asked for it. */
            ASKED
        }

        @Override
        public String name() {
            return "session.evicted";
        }

        @Override
        public Map<String, Object> fields() {
            return detailsOf(sessionId, runtime, "reason", lower(reason), "bytes", bytes);
        }
    }

    /**
     * Copies of a session were made.
     *
     * @param sessionId the session
     * @param runtime the language
     * @param children the ids of the copies
     */
    record SessionForked(String sessionId, RuntimeType runtime, List<String> children)
            implements SandboxEvent {
        /** Copies the list. */
        public SessionForked {
            children = List.copyOf(children);
        }

        @Override
        public String name() {
            return "session.forked";
        }

        @Override
        public Map<String, Object> fields() {
            return detailsOf(sessionId, runtime, "count", children.size(), "children", children);
        }
    }

    /**
     * The last run was taken back.
     *
     * @param sessionId the session
     * @param runtime the language
     * @param files how many changes of files that took
     */
    record SessionUndone(String sessionId, RuntimeType runtime, int files) implements SandboxEvent {
        @Override
        public String name() {
            return "session.undone";
        }

        @Override
        public Map<String, Object> fields() {
            return detailsOf(sessionId, runtime, "files", files);
        }
    }

    /**
     * Someone tried what is not allowed.
     *
     * @param sessionId the session
     * @param kind what kind of attempt, in snake_case
     * @param detail what exactly was refused
     */
    record SecurityViolation(String sessionId, String kind, String detail) implements SandboxEvent {
        @Override
        public String name() {
            return "security.violation";
        }

        @Override
        public Map<String, Object> fields() {
            return details("session_id", sessionId, "kind", kind, "detail", detail);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> detailsOf(
            String sessionId, RuntimeType runtime, @Nullable Object... keysAndValues) {
        Map<String, Object> details = details("session_id", sessionId, "runtime", runtime.id());
        details.putAll(details(keysAndValues));
        return details;
    }

    private static Map<String, Object> details(@Nullable Object... keysAndValues) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            Object value = keysAndValues[index + 1];
            if (value != null) {
                details.put(String.valueOf(keysAndValues[index]), value);
            }
        }
        return details;
    }
}
