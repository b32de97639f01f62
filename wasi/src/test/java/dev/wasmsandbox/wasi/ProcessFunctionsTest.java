package dev.wasmsandbox.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arguments, environment, clocks and randomness. */
class ProcessFunctionsTest {

    private static final int POINTERS = 1000;
    private static final int STRINGS = 2000;

    private final TestGuest guest =
            new TestGuest(
                    Tree.empty(),
                    WasiConfig.builder()
                            .arguments(List.of("program", "", "grün"))
                            .environment(new LinkedHashMap<>(Map.of("A", "1")))
                            .entropy(Entropy.seeded(7)));

    @Test
    void passes_arguments() {
        guest.ok(WasiFunction.ARGS_SIZES_GET, 64, 68);
        assertThat(guest.memory.intAt(64)).isEqualTo(3);
        assertThat(guest.memory.intAt(68)).isEqualTo(8 + 1 + 6);

        guest.ok(WasiFunction.ARGS_GET, POINTERS, STRINGS);

        assertThat(guest.memory.intAt(POINTERS)).isEqualTo(STRINGS);
        assertThat(guest.memory.intAt(POINTERS + 4)).isEqualTo(STRINGS + 8);
        assertThat(guest.memory.intAt(POINTERS + 8)).isEqualTo(STRINGS + 9);
        assertThat(new String(guest.bytes(STRINGS, 15), UTF_8)).isEqualTo("program\0\0grün\0");
    }

    @Test
    void passes_the_environment() {
        guest.ok(WasiFunction.ENVIRON_SIZES_GET, 64, 68);
        assertThat(guest.memory.intAt(64)).isEqualTo(1);
        assertThat(guest.memory.intAt(68)).isEqualTo(4);

        guest.ok(WasiFunction.ENVIRON_GET, POINTERS, STRINGS);

        assertThat(new String(guest.bytes(STRINGS, 4), UTF_8)).isEqualTo("A=1\0");
    }

    @Test
    void faults_before_it_writes_anything() {
        guest.expect(Errno.FAULT, WasiFunction.ARGS_GET, POINTERS, (1 << 20) - 14);

        assertThat(guest.memory.intAt(POINTERS)).isZero();
    }

    @Test
    void tells_the_time_no_finer_than_the_resolution() {
        guest.clocks.realtime = 1_234_567_891_234_567_891L;
        guest.clocks.monotonic = 999_999;

        guest.ok(WasiFunction.CLOCK_TIME_GET, 0, 0L, 64);
        assertThat(guest.memory.longAt(64)).isEqualTo(1_234_567_891_234_567_000L);
        guest.ok(WasiFunction.CLOCK_TIME_GET, 1, 0L, 64);
        assertThat(guest.memory.longAt(64)).isEqualTo(999_000);
        guest.ok(WasiFunction.CLOCK_RES_GET, 1, 64);
        assertThat(guest.memory.longAt(64)).isEqualTo(1_000);
    }

    @Test
    void shows_no_time_before_1970() {
        guest.clocks.realtime = -5;

        guest.ok(WasiFunction.CLOCK_TIME_GET, 0, 0L, 64);

        assertThat(guest.memory.longAt(64)).isZero();
    }

    @Test
    void has_no_other_clocks() {
        guest.expect(Errno.INVAL, WasiFunction.CLOCK_TIME_GET, 2, 0L, 64);
        guest.expect(Errno.INVAL, WasiFunction.CLOCK_RES_GET, 3, 64);
        guest.expect(Errno.INVAL, WasiFunction.CLOCK_TIME_GET, 4, 0L, 64);
        guest.expect(Errno.INVAL, WasiFunction.CLOCK_TIME_GET, -1, 0L, 64);
    }

    @Test
    void has_no_signals() {
        guest.expect(Errno.NOTSUP, WasiFunction.PROC_RAISE, 30);
        guest.expect(Errno.INVAL, WasiFunction.PROC_RAISE, 31);
        guest.expect(Errno.INVAL, WasiFunction.PROC_RAISE, -1);
    }

    @Test
    void gives_random_bytes_in_any_number() {
        guest.ok(WasiFunction.RANDOM_GET, 1000, 200_000);

        byte[] bytes = guest.bytes(1000, 200_000);
        byte[] expected = new byte[16];
        Entropy.seeded(7).fill(expected, 0, 16);
        assertThat(bytes).startsWith(expected);
        long zeros = 0;
        for (byte value : bytes) {
            zeros += value == 0 ? 1 : 0;
        }
        assertThat(zeros).isBetween(500L, 1100L);
        guest.ok(WasiFunction.RANDOM_GET, 1 << 20, 0);
        guest.expect(Errno.FAULT, WasiFunction.RANDOM_GET, 1000, 1 << 20);
    }

    @Test
    void system_entropy_differs() {
        byte[] first = new byte[16];
        byte[] second = new byte[16];
        Entropy.system().fill(first, 0, 16);
        Entropy.system().fill(second, 0, 16);

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void new_surroundings_show_at_once() {
        guest.wasi.reconfigure(WasiConfig.builder().arguments(List.of("other")).build());

        guest.ok(WasiFunction.ARGS_SIZES_GET, 64, 68);

        assertThat(guest.memory.intAt(64)).isEqualTo(1);
        assertThat(guest.memory.intAt(68)).isEqualTo(6);
    }
}
