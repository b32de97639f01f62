package dev.wasmsandbox.core.guest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.wasmsandbox.CodeCompletion;
import dev.wasmsandbox.CodeCompletion.Candidate;
import dev.wasmsandbox.CodeCompletion.Kind;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.CodeValidation.Continuation;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.engine.HostCalls;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any program can send messages to the host, so each of them may be forged. */
class GuestMessagesTest {
    private final GuestMessages messages = new GuestMessages();

    private HostCalls.Answer send(String message) {
        return messages.call(message.getBytes(UTF_8));
    }

    private ErrorReport sendError(String members) {
        assertThat(send("{\"type\":\"error\"" + members + "}")).isInstanceOf(HostCalls.Reply.class);
        return messages.error().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "null",
                "\"error\"",
                "{\"type\":\"error\"}{}",
                "{\"type\":\"error\",}",
                "{'type':'error'}",
                "{\"type\":\"error\",\"line\":NaN}",
                "\0"
            })
    void what_is_no_json_object_is_malformed(String message) {
        assertThat(send(message)).isEqualTo(HostCalls.Refusal.MALFORMED);
        assertThat(messages.error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":1}",
                "{\"type\":null}",
                "{\"type\":[\"error\"]}",
                "{\"type\":\"Error\"}",
                "{\"type\":\"outcome\",\"success\":true}"
            })
    void other_types_are_unknown(String message) {
        assertThat(send(message)).isEqualTo(HostCalls.Refusal.UNKNOWN_TYPE);
        assertThat(messages.error()).isEmpty();
        assertThat(messages.validation()).isEmpty();
    }

    @Test
    void nesting_is_bounded() {
        String deep = "[".repeat(31) + "]".repeat(31);
        String tooDeep = "[".repeat(32) + "]".repeat(32);
        String farTooDeep = "[".repeat(500_000);

        assertThat(sendError(",\"attributes\":" + deep).attributes()).isEmpty();
        assertThat(send("{\"type\":\"error\",\"x\":" + tooDeep + "}"))
                .isEqualTo(HostCalls.Refusal.MALFORMED);
        assertThat(send("{\"type\":\"error\",\"x\":" + farTooDeep))
                .isEqualTo(HostCalls.Refusal.MALFORMED);
    }

    @Test
    void numbers_that_are_no_places_are_left_out() {
        for (String number :
                List.of("0", "-1", "2147483648", "1e400", "-1e400", "1" + "0".repeat(900))) {
            ErrorReport report = sendError(",\"line\":" + number + ",\"column\":" + number);

            assertThat(report.line()).as(number).isNull();
            assertThat(report.column()).as(number).isNull();
        }
        assertThat(sendError(",\"line\":2147483647").line()).isEqualTo(Integer.MAX_VALUE);
        assertThat(send("{\"type\":\"error\",\"line\":" + "9".repeat(100_000) + "}"))
                .isEqualTo(HostCalls.Refusal.MALFORMED);
    }

    @Test
    void texts_and_lists_are_cut() {
        String text = "x".repeat(20_000);
        String many =
                IntStream.range(0, 2_000).mapToObj(i -> "\"n\"").collect(Collectors.joining(","));
        String keys =
                IntStream.range(0, 500)
                        .mapToObj(i -> "\"key" + i + "\":" + i)
                        .collect(Collectors.joining(","));

        ErrorReport report =
                sendError(
                        ",\"name\":\"%s\",\"message\":\"%s\",\"attributes\":{\"names\":[%s],\"%s\":1,%s}"
                                .formatted(text, text, many, text, keys));

        assertThat(report.name()).hasSize(256);
        assertThat(report.message()).hasSize(16_384);
        assertThat(report.attributes()).hasSize(64);
        assertThat(report.attributes().keySet()).allMatch(key -> key.length() <= 256);
        assertThat(report.attributes().get("names")).asInstanceOf(LIST).hasSize(1_000);
    }

    @Test
    void members_of_another_type_are_left_out() {
        ErrorReport report =
                sendError(
                        ",\"name\":5,\"message\":{},\"file\":[],\"line\":\"1\",\"attributes\":[1],\"phase\":7");

        assertThat(report)
                .isEqualTo(
                        new ErrorReport(
                                ErrorReport.Phase.RUN, "Error", "", null, null, null, Map.of()));
    }

    @Test
    void causes_are_described_as_the_error_is() {
        ErrorReport report =
                sendError(
                        ",\"causes\":[{\"name\":\"KeyError\",\"message\":\"'a'\",\"line\":3,\"attributes\":{\"key\":\"a\"},\"causes\":[{}]},5]");

        assertThat(report.causes())
                .containsExactly(
                        new ErrorReport(
                                ErrorReport.Phase.RUN,
                                "KeyError",
                                "'a'",
                                null,
                                3,
                                null,
                                Map.of("key", "a")));
    }

    @Test
    void no_more_causes_are_kept_than_anybody_reads() {
        String many = "{\"name\":\"E\"},".repeat(500) + "{}";

        assertThat(sendError(",\"causes\":[" + many + "]").causes()).hasSize(8);
        assertThat(sendError(",\"causes\":{\"name\":1}").causes()).isEmpty();
    }

    @Test
    void bytes_that_are_no_utf8_break_nothing() {
        byte[] message =
                "{\"type\":\"error\",\"name\":\"\u00ff\u00c0\u0080\"}".getBytes(ISO_8859_1);

        assertThat(messages.call(message)).isEqualTo(HostCalls.Refusal.MALFORMED);
        assertThat(sendError(",\"name\":\"\\ud800\"").name()).hasSize(1);
    }

    private FoundNames found(String members) {
        assertThat(send("{\"type\":\"completion\"" + members + "}"))
                .isInstanceOf(HostCalls.Reply.class);
        return messages.completion().orElseThrow();
    }

    @Test
    void what_could_be_typed_is_bounded_and_names_only() {
        String names =
                "[\"fine\",\"function\"],[\"a b.csv\",\"file\"],[\"odd\",\"nonsense\"],[\"odder\",7],[\"\",\"value\"],"
                        + "[\"bad\\u001b[2J\",\"value\"],[\"two\\nlines\",\"key\"],[\"back\\u202ewards\",\"key\"],"
                        + "[\"\\ud800\",\"key\"],[\""
                        + "x".repeat(1_025)
                        + "\",\"key\"],[1,\"key\"],[\"alone\"],\"x\",{},null";

        FoundNames found = found(",\"prefix\":\"p\",\"candidates\":[" + names + "]");

        assertThat(found)
                .isEqualTo(
                        new FoundNames(
                                "p",
                                List.of(
                                        new Candidate("fine", Kind.FUNCTION),
                                        new Candidate("a b.csv", Kind.FILE),
                                        new Candidate("odd", Kind.VALUE),
                                        new Candidate("odder", Kind.VALUE)),
                                false));
        String many =
                IntStream.range(0, 1_200)
                        .mapToObj(i -> "[\"n" + i + "\",\"value\"]")
                        .collect(Collectors.joining(","));
        assertThat(found(",\"candidates\":[" + many + "]").candidates()).hasSize(1_000);
        assertThat(messages.completion().orElseThrow().truncated()).isTrue();
        assertThat(found("")).isEqualTo(new FoundNames("", List.of(), false));
        assertThat(found(",\"prefix\":7,\"candidates\":{},\"truncated\":1"))
                .isEqualTo(new FoundNames("", List.of(), false));
        assertThat(
                        found(
                                ",\"prefix\":\""
                                        + "p".repeat(2_000)
                                        + "\",\"candidates\":[[\"x\",\"key\"]]"))
                .isEqualTo(new FoundNames("", List.of(), false));
    }

    @Test
    void what_could_be_typed_fits_what_was_typed() {
        FoundNames found =
                new FoundNames(
                        "pr",
                        List.of(
                                new Candidate("print", Kind.FUNCTION),
                                new Candidate("other", Kind.VALUE)),
                        false);

        assertThat(found.in("x = pr + 1", 6))
                .isEqualTo(
                        new CodeCompletion(
                                4, 6, List.of(new Candidate("print", Kind.FUNCTION)), false));
        assertThat(found.in("x = qr", 6)).isEqualTo(CodeCompletion.none(6));
        assertThat(found.in("r", 1)).isEqualTo(CodeCompletion.none(1));
    }

    @Test
    void a_verdict_about_syntax_makes_sense_whatever_is_said() {
        send("{\"type\":\"validation\",\"valid\":true,\"continuation\":\"needed\"}");
        assertThat(messages.validation()).contains(CodeValidation.ok());
        send("{\"type\":\"validation\",\"valid\":true,\"continuation\":\"possible\"}");
        assertThat(messages.validation().orElseThrow().continuation())
                .isEqualTo(Continuation.POSSIBLE);
        send("{\"type\":\"validation\",\"valid\":false,\"continuation\":\"possible\"}");
        assertThat(messages.validation().orElseThrow().continuation()).isEqualTo(Continuation.NONE);
        send("{\"type\":\"validation\",\"valid\":false,\"continuation\":\"needed\"}");
        assertThat(messages.validation().orElseThrow().continuation())
                .isEqualTo(Continuation.NEEDED);
        send("{\"type\":\"validation\",\"valid\":false,\"continuation\":[1]}");
        assertThat(messages.validation().orElseThrow().continuation()).isEqualTo(Continuation.NONE);
    }

    @Test
    void the_last_of_many_messages_is_kept() {
        for (int i = 0; i < 1_000; i++) {
            sendError(",\"name\":\"E" + i + "\"");
        }

        assertThat(messages.error()).map(ErrorReport::name).contains("E999");
    }
}
