package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarTest {
    @ParameterizedTest
    @CsvSource({
        "jsno, json",
        "totl_price, total_price",
        "enumrate, enumerate",
        "Json, json",
        "row_s, rows",
        "toUppercase, toUpperCase",
        "append_row, append",
        "calculateTotal, calculate",
        "sqr, sqrt",
        "colections, collections"
    })
    void finds_what_was_meant(String wanted, String meant) {
        assertThat(Similar.best(wanted, List.of("zebra", "other_name", meant))).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"fs, os", "np, no", "x, y", "df, def", "red, rod2d", "banana, apple", "data, rows"})
    void does_not_guess(String wanted, String other) {
        assertThat(Similar.best(wanted, List.of(other))).isEmpty();
    }

    @Test
    void the_nearest_comes_first_and_a_part_of_a_name_behind_one_wrong_letter() {
        assertThat(Similar.ranked("collections.acb", List.of("collections", "collections.abc")))
                .containsExactly("collections.abc", "collections");
        assertThat(Similar.ranked("lenght", List.of("length", "lengths", "height")))
                .startsWith("length");
    }

    @Test
    void the_name_itself_is_no_suggestion() {
        assertThat(Similar.best("json", List.of("json"))).isEmpty();
        assertThat(Similar.best("", List.of("a"))).isEmpty();
    }

    @Test
    void endless_names_and_lists_are_looked_at_in_part_only() {
        assertThat(Similar.best("x".repeat(65), List.of("x".repeat(64)))).isEmpty();
        assertThat(Similar.best("abcdefgh", List.of("abcdefgh".repeat(5_000)))).isEmpty();
        assertThat(Similar.ranked("abcdef", Collections.nCopies(1_000_000, "abcdeg")))
                .containsExactly("abcdeg");
    }
}
