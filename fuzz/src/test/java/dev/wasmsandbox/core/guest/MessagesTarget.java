package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.CodeCompletion;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.core.guidance.Failure;
import dev.wasmsandbox.core.guidance.Guidance;
import dev.wasmsandbox.core.guidance.Signs;
import dev.wasmsandbox.core.sandbox.ResultMaps;
import dev.wasmsandbox.core.text.Json;
import dev.wasmsandbox.engine.HostCalls;
import dev.wasmsandbox.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a guest says to its host, from the bytes to the advice and the JSON that come of them. */
public final class MessagesTarget implements FuzzTarget {
    private static final int MOST_TEXT = 16_384;
    private static final int MOST_ATTRIBUTES = 64;
    private static final int MOST_CANDIDATES = 1_000;

    private static final FuelAnalysis UNMEASURED =
            new FuelAnalysis(FuelAnalysis.Status.UNKNOWN, null, 1, 0, "", List.of(), null);

    /** Opens the target. */
    public MessagesTarget() {}

    @Override
    public void run(byte[] input) {
        GuestMessages messages = new GuestMessages();
        HostCalls.Answer answer = messages.call(input);
        boolean kept =
                messages.error().isPresent()
                        || messages.validation().isPresent()
                        || messages.completion().isPresent()
                        || messages.exitAsked();
        if (kept != answer instanceof HostCalls.Reply) {
            throw new AssertionError("answered " + answer + ", but kept something: " + kept);
        }
        messages.error().ifPresent(error -> check(error, input));
        messages.validation().ifPresent(MessagesTarget::check);
        messages.completion().ifPresent(MessagesTarget::check);
    }

    private static void check(FoundNames found) {
        String code = "x = " + found.prefix();
        CodeCompletion completion = found.in(code, code.length());
        if (completion.candidates().size() > MOST_CANDIDATES) {
            throw new AssertionError(completion.candidates().size() + " candidates are kept");
        }
        for (CodeCompletion.Candidate candidate : completion.candidates()) {
            bounded(candidate.text());
            if (!candidate.text().startsWith(code.substring(completion.start()))
                    || candidate.text().chars().anyMatch(Character::isISOControl)) {
                throw new AssertionError("a candidate is " + candidate);
            }
        }
    }

    private static void check(ErrorReport error, byte[] input) {
        bounded(error.name());
        bounded(error.message());
        if (error.attributes().size() > MOST_ATTRIBUTES) {
            throw new AssertionError(error.attributes().size() + " attributes are kept");
        }
        for (RuntimeType runtime : RuntimeType.values()) {
            Failure failure =
                    new Failure(
                            runtime,
                            ExecutionPolicy.defaults(),
                            new Outcome.GuestError(error),
                            Signs.NONE,
                            UNMEASURED,
                            new String(input, StandardCharsets.UTF_8),
                            () -> List.of("data.csv", "helpers.py"));
            ErrorGuidance advice = Guidance.about(failure).orElse(null);
            isJson(Json.write(metadata(runtime, error, advice).toMap()));
        }
    }

    private static ExecutionMetadata metadata(
            RuntimeType runtime, ErrorReport error, @Nullable ErrorGuidance advice) {
        return new ExecutionMetadata(
                "session",
                runtime,
                false,
                null,
                null,
                error,
                UNMEASURED,
                advice,
                false,
                false,
                0,
                0,
                null,
                null);
    }

    private static void check(CodeValidation validation) {
        if (validation.valid() && validation.message() != null) {
            throw new AssertionError("valid, but with the message " + validation.message());
        }
        isJson(Json.write(ResultMaps.validation(validation)));
    }

    private static void bounded(String text) {
        if (text.length() > MOST_TEXT) {
            throw new AssertionError("a text of " + text.length() + " characters is kept");
        }
    }

    private static void isJson(String text) {
        Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                bytes(
                        """
                        {"type":"error","phase":"run","name":"NameError","message":"name 'x' is not defined",
                        "file":"/app/user_code.py","line":3,"column":5,"attributes":{"names":["xs","y"],"errno":2,"deep":[[1],{"a":null}]}}
                        """),
                bytes(
                        "{\"type\":\"error\",\"phase\":\"compile\",\"name\":\"SyntaxError\",\"message\":\"invalid"
                                + " syntax\",\"line\":1}"),
                bytes(
                        "{\"type\":\"error\",\"name\":\"ModuleNotFoundError\",\"attributes\":{\"module_name\":\"socket\",\"attribute_name\":\"fork\"}}"),
                bytes(
                        "{\"type\":\"error\",\"name\":\"OSError\",\"attributes\":{\"errno\":44,\"filename\":\"/etc/passwd\",\"code\":\"EACCES\"}}"),
                bytes(
                        "{\"type\":\"error\",\"name\":\"TypeError\",\"attributes\":{\"object_type\":\"null\",\"variable_name\":\"require\"}}"),
                bytes(
                        "{\"type\":\"error\",\"name\":\"Own\",\"attributes\":{\"raised_by\":\"program\"},\"causes\":[{\"name\":\"KeyError\",\"attributes\":{\"relation\":\"member\",\"key\":\"a\",\"keys\":[\"'b'\"]}}]}"),
                bytes("{\"type\":\"validation\",\"valid\":true}"),
                bytes(
                        "{\"type\":\"validation\",\"valid\":false,\"message\":\"m\",\"line\":1e99,\"column\":-1,\"text\":\"x\"}"),
                bytes(
                        "{\"type\":\"validation\",\"valid\":false,\"continuation\":\"needed\",\"line\":1}"),
                bytes(
                        "{\"type\":\"completion\",\"prefix\":\"p\",\"candidates\":[[\"print\",\"function\"],[\"p\\u001b\",\"file\"],3],\"truncated\":true}"),
                bytes("{\"type\":\"exit\"}"),
                bytes("{\"type\":\"unknown\"}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> words() {
        return List.of(
                "\"type\":",
                "\"error\"",
                "\"validation\"",
                "\"completion\"",
                "\"candidates\":[[",
                "\"prefix\":",
                "\"exit\"",
                "\"attributes\":{",
                "\"errno\":",
                "\"line\":",
                "\"filename\":",
                "\"names\":[",
                "\\u0000",
                "\\ud800",
                "1e400",
                "99999999999999999999",
                "-0",
                "null",
                "\"module_name\":",
                "\"attribute_name\":",
                "\"variable_name\":",
                "\"object_type\":",
                "\"causes\":[{",
                "\"relation\":\"cause\"",
                "\"raised_by\":\"library\"",
                "\"expression\":",
                "\"keys\":[",
                "\"parsed_offset\":",
                "\"receiver\":\"Array\"");
    }
}
