package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.CodeValidation.Continuation;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.core.text.Json;
import dev.wasmsandbox.engine.HostCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of one run. Everything in them is hostile, and any program can send them: what does not have its type is left out, texts
 * are cut, and nothing is kept but the last message of each kind. How the run ended is never taken from here.
 */
public final class GuestMessages implements HostCalls {
    private static final Reply DONE = new Reply("{}".getBytes(StandardCharsets.UTF_8));
    private static final int MAX_NAME = 256;
    private static final int MAX_TEXT = 16_384;
    private static final int MAX_ATTRIBUTES = 64;
    private static final int MAX_LIST = 1_000;
    private static final int MAX_CAUSES = 8;

    private Optional<ErrorReport> error = Optional.empty();
    private Optional<CodeValidation> validation = Optional.empty();
    private Optional<FoundNames> completion = Optional.empty();
    private boolean exitAsked;

    /** Returns the uncaught exception that the guest reported. */
    public Optional<ErrorReport> error() {
        return error;
    }

    /** Returns what the guest said about the syntax. */
    public Optional<CodeValidation> validation() {
        return validation;
    }

    /** Returns what the guest found that could stand at the end of a text. */
    public Optional<FoundNames> completion() {
        return completion;
    }

    /** Returns whether the program said that it asks to end. */
    public boolean exitAsked() {
        return exitAsked;
    }

    @Override
    public Answer call(byte[] message) {
        Map<String, @Nullable Object> fields;
        try {
            fields = Json.readObject(message);
        } catch (IllegalArgumentException e) {
            return Refusal.MALFORMED;
        }
        return switch (text(fields, "type").orElse("")) {
            case "error" -> {
                error = Optional.of(report(fields));
                yield DONE;
            }
            case "validation" -> {
                validation = Optional.of(validation(fields));
                yield DONE;
            }
            case "completion" -> {
                completion = Optional.of(FoundNames.of(fields));
                yield DONE;
            }
            case "exit" -> {
                exitAsked = true;
                yield DONE;
            }
            default -> Refusal.UNKNOWN_TYPE;
        };
    }

    private static ErrorReport report(Map<String, @Nullable Object> fields) {
        ErrorReport.Phase phase =
                text(fields, "phase").orElse("").equals("compile")
                        ? ErrorReport.Phase.COMPILE
                        : ErrorReport.Phase.RUN;
        return described(fields, phase, causes(fields.get("causes")));
    }

    private static ErrorReport described(
            Map<String, @Nullable Object> fields,
            ErrorReport.Phase phase,
            List<ErrorReport> causes) {
        return new ErrorReport(
                phase,
                shortened(text(fields, "name").orElse("Error"), MAX_NAME),
                text(fields, "message").orElse(""),
                text(fields, "file").orElse(null),
                number(fields, "line"),
                number(fields, "column"),
                attributes(fields.get("attributes")),
                causes);
    }

    private static List<ErrorReport> causes(@Nullable Object value) {
        List<ErrorReport> causes = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map && causes.size() < MAX_CAUSES) {
                    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                    map.forEach((key, field) -> fields.put(String.valueOf(key), field));
                    causes.add(described(fields, ErrorReport.Phase.RUN, List.of()));
                }
            }
        }
        return causes;
    }

    private static CodeValidation validation(Map<String, @Nullable Object> fields) {
        Continuation continuation =
                FoundNames.constant(
                        Continuation.class, fields.get("continuation"), Continuation.NONE);
        if (Boolean.TRUE.equals(fields.get("valid"))) {
            return continuation == Continuation.POSSIBLE
                    ? new CodeValidation(true, null, null, null, null, continuation)
                    : CodeValidation.ok();
        }
        return new CodeValidation(
                false,
                text(fields, "message").orElse("invalid syntax"),
                number(fields, "line"),
                number(fields, "column"),
                text(fields, "text").orElse(null),
                continuation == Continuation.NEEDED ? continuation : Continuation.NONE);
    }

    private static Map<String, Object> attributes(@Nullable Object value) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object plain = plain(entry.getValue());
                if (plain != null && attributes.size() < MAX_ATTRIBUTES) {
                    attributes.put(shortened(String.valueOf(entry.getKey()), MAX_NAME), plain);
                }
            }
        }
        return attributes;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case String text -> shortened(text);
            case Number number -> number;
            case Boolean bool -> bool;
            case List<?> list ->
                    list.stream()
                            .filter(Objects::nonNull)
                            .limit(MAX_LIST)
                            .map(item -> shortened(String.valueOf(item)))
                            .toList();
            case null, default -> null;
        };
    }

    private static Optional<String> text(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof String text
                ? Optional.of(shortened(text))
                : Optional.empty();
    }

    private static @Nullable Integer number(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof Number number
                        && number.longValue() > 0
                        && number.longValue() <= Integer.MAX_VALUE
                ? number.intValue()
                : null;
    }

    private static String shortened(String text) {
        return shortened(text, MAX_TEXT);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
