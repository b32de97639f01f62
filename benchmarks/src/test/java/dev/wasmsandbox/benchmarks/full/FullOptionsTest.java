package dev.wasmsandbox.benchmarks.full;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullOptionsTest {
    private static final List<String> KNOWN = List.of("guard", "start", "scale");

    private static FullOptions parse(String line) {
        return FullOptions.parse(Arrays.asList(line.split(" ", -1)), KNOWN);
    }

    @Test
    void full_is_all_parts_at_full_effort() {
        FullOptions options = parse("--full");

        assertThat(options.parts()).containsExactlyElementsOf(KNOWN);
        assertThat(options.effort()).isEqualTo(Effort.FULL);
        assertThat(options.guard()).isFalse();
    }

    @Test
    void parts_may_be_given_in_one_word_or_in_several() {
        assertThat(parse("--full --part start,scale").parts()).containsExactly("start", "scale");
        assertThat(parse("--full --part scale --part start --quick").parts())
                .containsExactly("scale", "start");
    }

    @Test
    void a_comparison_alone_measures_what_is_compared() {
        FullOptions options = parse("--quick --compare base.json --strict");

        assertThat(options.guard()).isTrue();
        assertThat(options.baseline()).contains(Path.of("base.json"));
        assertThat(options.strict()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--quick, neither",
        "--full --part nothing, there is no part 'nothing'",
        "--full --part, --part needs a value",
        "--full --output --quick, --output needs a value",
        "--full --loud, unknown option: --loud",
        "--full --strict, --strict goes with --compare",
        "--quick --compare a --part start, --part goes with --full",
    })
    void refuses_what_makes_no_sense(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(line))
                .withMessageContaining(message);
    }
}
