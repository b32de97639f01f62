package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTest {
    private static final Source PYTHON =
            new Source(
                    """
                    def nothing(x):
                        x += 1
                        if x:
                            return

                    def something(x):
                        return x

                    value = nothing(1)
                    value == 2
                    later(3)
                    def later(x): pass
                    """,
                    true);

    private static final Source JAVASCRIPT =
            new Source(
                    """
                    function nothing(x) {
                      if (x) return;
                    }
                    const f = (x) => x;
                    let value = await nothing(1);
                    function something() {
                      return 1;
                    }
                    """,
                    false);

    @Test
    void lines_count_from_one_and_absurd_ones_are_empty() {
        assertThat(PYTHON.line(1)).isEqualTo("def nothing(x):");
        assertThat(PYTHON.line(0)).isEmpty();
        assertThat(PYTHON.line(100)).isEmpty();
        assertThat(new Source("a".repeat(501), true).line(1)).isEmpty();
        assertThat(new Source("\n".repeat(50_000), true).lines()).hasSize(5_000);
    }

    @Test
    void assignments_are_found_above_a_line_and_comparisons_are_none() {
        assertThat(PYTHON.assignmentBefore("value", 11))
                .contains(new Source.Definition(9, "nothing(1)"));
        assertThat(PYTHON.assignmentBefore("value", 9)).isEmpty();
        assertThat(JAVASCRIPT.assignmentBefore("value", 8))
                .contains(new Source.Definition(5, "await nothing(1)"));
    }

    @Test
    void functions_are_looked_through_for_values_that_they_return() {
        assertThat(PYTHON.returnsNothing(PYTHON.function("nothing"))).isTrue();
        assertThat(PYTHON.returnsNothing(PYTHON.function("something"))).isFalse();
        assertThat(JAVASCRIPT.returnsNothing(JAVASCRIPT.function("nothing"))).isTrue();
        assertThat(JAVASCRIPT.returnsNothing(JAVASCRIPT.function("something"))).isFalse();
        assertThat(PYTHON.function("absent")).isZero();
    }

    @Test
    void definitions_are_found_below_a_line() {
        assertThat(PYTHON.definitionAfter("later", 11)).isEqualTo(12);
        assertThat(PYTHON.definitionAfter("nothing", 1)).isZero();
        assertThat(JAVASCRIPT.definitionAfter("something", 1)).isEqualTo(6);
    }

    @Test
    void words_are_replaced_where_the_column_says() {
        assertThat(Source.replaceWord("null = null", 8, "null", "None")).isEqualTo("null = None");
        assertThat(Source.replaceWord("null = null", 0, "null", "None")).isEqualTo("None = null");
        assertThat(Source.replaceWord("nullable", 1, "null", "None")).isNull();
        assertThat(Source.replaceWord("a$1 b", 99, "b", "$1")).isEqualTo("a$1 $1");
    }
}
