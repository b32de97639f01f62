package dev.wasmsandbox.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 65_535, (256L << 20) + 1, Long.MAX_VALUE})
    void rejects_a_stack_that_the_library_would_abort_on(long bytes) {
        assertThatThrownBy(() -> Config.builder().maxWasmStack(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 65536 to 268435456 bytes; got " + bytes);
        assertThatThrownBy(() -> new WasmThread(null, () -> {}, "t", bytes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 65_537, 1L << 41})
    void rejects_sizes_that_are_no_pages(long bytes) {
        assertThatThrownBy(() -> Config.builder().memoryReservation(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memoryReservation");
        assertThatThrownBy(() -> Config.builder().memoryGuardSize(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memoryGuardSize");
    }

    @Test
    void accepts_the_ends_of_the_ranges() {
        for (long stack : new long[] {65_536, 256L << 20}) {
            for (boolean on : new boolean[] {true, false}) {
                for (Config.Optimization optimization : Config.Optimization.values()) {
                    Config config =
                            Config.builder()
                                    .maxWasmStack(stack)
                                    .fuel(on)
                                    .atomics(on)
                                    .signalsBasedTraps(on)
                                    .simd(on)
                                    .deterministic(!on)
                                    .parallelCompilation(on)
                                    .memoryReservation(on ? 65_536 : 1L << 36)
                                    .memoryGuardSize(on ? 0 : 1L << 30)
                                    .optimization(optimization)
                                    .build();
                    Engine.create(config).close();
                }
            }
        }
    }

    @Test
    void options_that_change_the_code_change_the_key() {
        String key = Config.builder().build().compilationKey();
        assertThat(key).contains("wasmtime-50.0.1").contains(WasmtimeLibrary.platform());
        assertThat(Config.builder().fuel(true).build().compilationKey()).isNotEqualTo(key);
        assertThat(Config.builder().simd(false).build().compilationKey()).isNotEqualTo(key);
        assertThat(Config.builder().memoryGuardSize(0).build().compilationKey()).isNotEqualTo(key);
        MemoryCreator none =
                request -> {
                    throw new UnsupportedOperationException(request.toString());
                };
        assertThat(Config.builder().memoryCreator(none).build().compilationKey()).isNotEqualTo(key);
        assertThat(Config.builder().maxWasmStack(1 << 20).build().compilationKey()).isEqualTo(key);
    }

    @Test
    void a_built_config_does_not_change() {
        Config.Builder builder = Config.builder();
        Config config = builder.build();
        builder.fuel(true);
        assertThat(config.fuel()).isFalse();
    }

    @Test
    void store_limits_reject_nonsense() {
        assertThatThrownBy(() -> new StoreLimits(-2, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "memoryBytes must be -1 for no limit, or not negative; got -2");
    }
}
