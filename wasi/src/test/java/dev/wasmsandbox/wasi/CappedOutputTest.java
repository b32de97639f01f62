package dev.wasmsandbox.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Output with a cap. */
class CappedOutputTest {

    private final List<String> heard = new ArrayList<>();

    private CappedOutput output(int maxBytes) {
        return new CappedOutput(
                maxBytes,
                (bytes, offset, length) -> heard.add(new String(bytes, offset, length, UTF_8)));
    }

    private static void write(CappedOutput output, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        output.write(bytes, 0, bytes.length);
    }

    @Test
    void keeps_and_forwards_what_fits() {
        CappedOutput output = output(5);
        write(output, "ab");
        write(output, "cde");

        assertThat(output.truncated()).isFalse();
        assertThat(output.text()).isEqualTo("abcde");
        assertThat(heard).containsExactly("ab", "cde");
    }

    @Test
    void drops_what_does_not_fit() {
        CappedOutput output = output(5);
        write(output, "abcdef");
        write(output, "g");

        assertThat(output.truncated()).isTrue();
        assertThat(output.full()).isTrue();
        assertThat(output.text()).isEqualTo("abcde");
        assertThat(heard).containsExactly("abcde");
    }

    @Test
    void cuts_between_characters() {
        for (int cap = 0; cap <= 11; cap++) {
            CappedOutput output = output(cap);
            write(output, "aä€😀b");

            assertThat("aä€😀b").startsWith(output.text());
            assertThat(output.size()).isBetween(Math.max(0, cap - 3), cap);
            assertThat(output.truncated()).isEqualTo(cap < 11);
        }
    }

    @Test
    void holds_back_the_beginning_of_a_character() {
        CappedOutput output = output(100);
        byte[] euro = "€".getBytes(UTF_8);
        write(output, "x");
        output.write(euro, 0, 1);
        output.write(euro, 1, 1);
        assertThat(heard).containsExactly("x");
        output.write(euro, 2, 1);
        assertThat(heard).containsExactly("x", "€");
    }

    @Test
    void never_forwards_what_the_cap_takes_back() {
        CappedOutput output = output(3);
        byte[] euro = "€".getBytes(UTF_8);
        write(output, "x");
        output.write(euro, 0, 2);
        output.write(euro, 2, 1);

        assertThat(output.text()).isEqualTo("x");
        assertThat(output.truncated()).isTrue();
        output.finish();
        assertThat(heard).containsExactly("x");
    }

    @Test
    void forwards_an_unfinished_character_at_the_end() {
        CappedOutput output = output(100);
        output.write(new byte[] {'a', (byte) 0xe2}, 0, 2);
        output.finish();

        assertThat(heard).containsExactly("a", "\ufffd");
        assertThat(output.toByteArray()).containsExactly('a', (byte) 0xe2);
    }

    @Test
    void malformed_bytes_are_not_held_back() {
        CappedOutput output = output(100);
        output.write(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80}, 0, 4);

        assertThat(heard).hasSize(1);
    }

    @Test
    void a_failing_listener_is_not_called_again() {
        List<String> calls = new ArrayList<>();
        CappedOutput output =
                new CappedOutput(
                        100,
                        (bytes, offset, length) -> {
                            calls.add("called");
                            throw new IllegalStateException("listener broken");
                        });
        write(output, "a");
        write(output, "b");

        assertThat(calls).hasSize(1);
        assertThat(output.text()).isEqualTo("ab");
        assertThat(output.listenerFailure()).get().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_hosts_own_line_comes_behind_the_cap() {
        CappedOutput output = output(3);
        write(output, "abcdef");
        output.append("\nended".getBytes(UTF_8));

        assertThat(output.text()).isEqualTo("abc\nended");
        assertThat(heard).containsExactly("abc");
    }

    @Test
    void a_negative_cap_is_refused() {
        assertThatThrownBy(() -> output(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_guest_that_floods_costs_no_more_than_the_cap() {
        TestGuest guest = new TestGuest(Tree.empty());
        for (int i = 0; i < 1_000; i++) {
            guest.ok(WasiFunction.FD_WRITE, 1, guest.vector(0, 1 << 20), 1, TestGuest.RESULT);
            assertThat(guest.result()).isEqualTo(1 << 20);
        }

        assertThat(guest.out.size()).isEqualTo(1 << 20);
        assertThat(guest.out.truncated()).isTrue();
    }
}
