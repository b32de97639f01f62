package dev.wasmsandbox.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheLocationTest {

    private static final Map<String, String> LINUX =
            Map.of("os.name", "Linux", "user.home", "/home/ann");

    private static Path location(Map<String, String> properties, Map<String, String> environment) {
        return CacheLocation.of(properties::get, environment::get);
    }

    @Test
    void the_property_comes_before_the_variable_and_both_before_the_system() {
        var properties =
                Map.of(
                        "os.name",
                        "Linux",
                        "user.home",
                        "/home/ann",
                        "dev.wasmsandbox.cache",
                        "/a/../b");
        var environment = Map.of("WASM_SANDBOX_CACHE", "/c", "XDG_CACHE_HOME", "/d");

        assertThat(location(properties, environment)).isEqualTo(Path.of("/b"));
        assertThat(location(LINUX, environment)).isEqualTo(Path.of("/c"));
        assertThat(location(LINUX, Map.of("XDG_CACHE_HOME", "/d")))
                .isEqualTo(Path.of("/d/wasm-sandbox"));
    }

    @Test
    void each_system_has_its_place() {
        assertThat(location(LINUX, Map.of())).isEqualTo(Path.of("/home/ann/.cache/wasm-sandbox"));
        assertThat(location(Map.of("os.name", "Mac OS X", "user.home", "/Users/ann"), Map.of()))
                .isEqualTo(Path.of("/Users/ann/Library/Caches/wasm-sandbox"));
        assertThat(
                        location(
                                Map.of("os.name", "Windows 11", "user.home", "/u/ann"),
                                Map.of("LOCALAPPDATA", "/u/ann/local")))
                .isEqualTo(Path.of("/u/ann/local/wasm-sandbox"));
        assertThat(location(Map.of("os.name", "Windows 11", "user.home", "/u/ann"), Map.of()))
                .isEqualTo(Path.of("/u/ann/AppData/Local/wasm-sandbox"));
    }

    @Test
    void empty_and_relative_values_are_ignored_where_their_specification_says_so() {
        assertThat(location(LINUX, Map.of("WASM_SANDBOX_CACHE", " ", "XDG_CACHE_HOME", "relative")))
                .isEqualTo(Path.of("/home/ann/.cache/wasm-sandbox"));
    }

    @Test
    void a_user_without_a_home_is_told_what_to_set() {
        assertThatThrownBy(() -> location(Map.of("os.name", "Linux", "user.home", "?"), Map.of()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(
                        "no home directory; set the environment variable WASM_SANDBOX_CACHE");
    }

    @Test
    void a_value_that_is_no_path_is_named() {
        assertThatThrownBy(() -> location(LINUX, Map.of("WASM_SANDBOX_CACHE", "/a\0b")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("environment variable WASM_SANDBOX_CACHE is not a path");
    }
}
