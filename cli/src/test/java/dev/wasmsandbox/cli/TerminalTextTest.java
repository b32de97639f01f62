package dev.wasmsandbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalTextTest {
    private static String shown(String written) {
        TerminalText text = new TerminalText();
        return text.take(written.getBytes(UTF_8)) + text.end();
    }

    @Test
    void text_is_shown_as_it_is() {
        assertThat(shown("a\tb ä 字 👩‍🔬\r\n50 %\r100 %\n"))
                .isEqualTo("a\tb ä 字 👩‍🔬\r\n50 %\r100 %\n");
        assertThat(shown("")).isEmpty();
    }

    @Test
    void colours_are_shown_and_end_with_the_run() {
        assertThat(shown("\033[1;31mred\033[m\n")).isEqualTo("\033[1;31mred\033[m\n\033[0m");
        assertThat(shown("\033[38:2:1:2:3mx")).isEqualTo("\033[38:2:1:2:3mx\033[0m\n");
        assertThat(shown("50 %\r\033[Kdone\n")).isEqualTo("50 %\r\033[Kdone\n");
    }

    @Test
    void a_line_that_was_not_ended_is_ended() {
        assertThat(shown("a")).isEqualTo("a\n");
        assertThat(shown("a\r")).isEqualTo("a\r\n");
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of("\033[2J", "\\x1b[2J"),
                Arguments.of("\033[H", "\\x1b[H"),
                Arguments.of("\033[1A", "\\x1b[1A"),
                Arguments.of("\033[6n", "\\x1b[6n"),
                Arguments.of("\033[?1049h", "\\x1b[?1049h"),
                Arguments.of("\033[>0q", "\\x1b[>0q"),
                Arguments.of("\033]0;title\007", "\\x1b]0;title\\x07"),
                Arguments.of(
                        "\033]8;;http://localhost\033\\link",
                        "\\x1b]8;;http://localhost\\x1b\\link"),
                Arguments.of("\033Pq\033\\", "\\x1bPq\\x1b\\"),
                Arguments.of("\033c", "\\x1bc"),
                Arguments.of("\033\033[6n", "\\x1b\\x1b[6n"),
                Arguments.of("\033[\033[6n", "\\x1b[\\x1b[6n"),
                Arguments.of("\033[1\nm", "\\x1b[1\nm"),
                Arguments.of("\033[" + "1".repeat(80) + "m", "\\x1b[" + "1".repeat(80) + "m"),
                Arguments.of("\u009b6n", "\\x9b6n"),
                Arguments.of("\u0085\u0000\u0007\u007f", "\\x85\\x00\\x07\\x7f"),
                Arguments.of("a\u202eb\u2066", "a\\u202eb\\u2066"),
                Arguments.of("\033", "\\x1b"),
                Arguments.of("\033[", "\\x1b["),
                Arguments.of("\033[31", "\\x1b[31"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void whatever_else_a_terminal_obeys_is_written_as_an_escape(String written, String expected) {
        assertThat(shown(written)).isEqualTo(expected + "\n");
    }

    @Test
    void bytes_that_are_no_text_are_replaced() {
        TerminalText text = new TerminalText();

        String shown = text.take(new byte[] {'a', (byte) 0xff, (byte) 0xc3}) + text.end();

        assertThat(shown).isEqualTo("a\uFFFD\uFFFD\n");
        assertThat(text.take("b\n".getBytes(UTF_8)) + text.end()).isEqualTo("b\n");
    }

    @Test
    void it_does_not_matter_where_the_bytes_are_cut() {
        byte[] bytes = "ä\033[1;31m字\033[0m\033[6n👩‍🔬\u009b\033]0;x\007end".getBytes(UTF_8);
        String whole = shown(new String(bytes, UTF_8));
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            TerminalText text = new TerminalText();
            StringBuilder shown = new StringBuilder();
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(4));
                shown.append(text.take(Arrays.copyOfRange(bytes, from, to)));
                from = to;
            }
            assertThat(shown + text.end()).isEqualTo(whole);
        }
    }

    @Test
    void nothing_but_colours_and_erasing_gets_through_whatever_is_written() {
        Random random = new Random(11);
        byte[] letters = "\033[[;:?>0123456789mKJHnqhl]P\\\007\r\nab\u0085".getBytes(UTF_8);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(30)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        random.nextInt(20) == 0
                                ? (byte) random.nextInt()
                                : letters[random.nextInt(letters.length)];
            }
            TerminalText text = new TerminalText();
            String shown = text.take(bytes) + text.end();
            assertThat(shown.replaceAll("\033\\[[0-9:;]*[mK]", ""))
                    .doesNotContainPattern("[\\x00-\\x07\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]");
        }
    }
}
