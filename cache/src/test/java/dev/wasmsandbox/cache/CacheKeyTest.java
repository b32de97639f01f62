package dev.wasmsandbox.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTest {

    @Test
    void tells_inputs_apart_wherever_they_are_split() {
        assertThat(CacheKey.of("code", "ab", "c")).isEqualTo(CacheKey.of("code", "ab", "c"));
        assertThat(CacheKey.of("code", "ab", "c")).isNotEqualTo(CacheKey.of("code", "a", "bc"));
        assertThat(CacheKey.of("code", "ab", "")).isNotEqualTo(CacheKey.of("code", "ab"));
        assertThat(CacheKey.of("code", "ab")).isNotEqualTo(CacheKey.of("image", "ab"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", "Code", "a b", "0code", "a\0b"})
    void rejects_a_kind_that_could_leave_the_cache(String kind) {
        assertThatThrownBy(() -> CacheKey.of(kind, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind must be");
    }

    @Test
    void rejects_a_hash_that_is_none() {
        assertThatThrownBy(() -> new CacheKey("code", "../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 lower-case hexadecimal digits");
    }
}
