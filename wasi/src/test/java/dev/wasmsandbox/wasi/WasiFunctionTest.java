package dev.wasmsandbox.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dispatcher, and every function with arguments that only an attacker passes. */
class WasiFunctionTest {

    private static final int[] EVIL_INTS = {
        0,
        1,
        2,
        3,
        4,
        5,
        8,
        24,
        48,
        64,
        4095,
        4096,
        4097,
        65_535,
        65_536,
        (1 << 20) - 1,
        1 << 20,
        (1 << 20) + 1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -1,
        -2,
        -4,
        -8,
        -24,
        -4096,
        -65_536
    };
    private static final long[] EVIL_LONGS = {
        0,
        1,
        2,
        3,
        255,
        4096,
        1L << 31,
        1L << 32,
        (1L << 32) - 1,
        1L << 62,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 1,
        Long.MIN_VALUE,
        -1,
        -2,
        -4096,
        Rights.ALL
    };

    @Test
    void lists_every_function_of_the_specification() {
        assertThat(Arrays.stream(WasiFunction.values()).map(WasiFunction::importName))
                .hasSize(46)
                .contains(
                        "args_get",
                        "fd_renumber",
                        "path_filestat_set_times",
                        "poll_oneoff",
                        "sock_accept");
        assertThat(WasiFunction.PATH_OPEN.parameters()).isEqualTo("iiiiiIIii");
        assertThat(WasiFunction.FD_SEEK.parameters()).isEqualTo("iIii");
        assertThat(WasiFunction.PROC_EXIT.hasResult()).isFalse();
        assertThat(WasiFunction.SCHED_YIELD.hasResult()).isTrue();
    }

    @Test
    void error_numbers_are_those_of_the_specification() {
        assertThat(Errno.BADF.code()).isEqualTo(8);
        assertThat(Errno.NOENT.code()).isEqualTo(44);
        assertThat(Errno.NOTCAPABLE.code()).isEqualTo(76);
        for (Errno errno : Errno.values()) {
            assertThat(errno.failure().errno()).isEqualTo(errno);
        }
    }

    @Test
    void proc_exit_ends_the_guest() {
        TestGuest guest = TestGuest.withWorkspace();

        assertThatThrownBy(() -> guest.call(WasiFunction.PROC_EXIT, 42))
                .isInstanceOfSatisfying(
                        ProcessExit.class,
                        exit -> {
                            assertThat(exit.code()).isEqualTo(42);
                            assertThat(exit.getStackTrace()).isEmpty();
                        });
    }

    @Test
    void signals_are_not_supported() {
        TestGuest.withWorkspace().expect(Errno.NOTSUP, WasiFunction.PROC_RAISE, 9);
    }

    @Test
    void there_are_no_sockets() {
        TestGuest guest = TestGuest.withWorkspace();

        guest.expect(Errno.NOTSOCK, WasiFunction.SOCK_ACCEPT, 3, 0, 64);
        guest.expect(Errno.NOTSOCK, WasiFunction.SOCK_RECV, 0, 0, 0, 0, 64, 68);
        guest.expect(Errno.NOTSOCK, WasiFunction.SOCK_SEND, 1, 0, 0, 0, 64);
        guest.expect(Errno.NOTSOCK, WasiFunction.SOCK_SHUTDOWN, 2, 0);
        guest.expect(Errno.BADF, WasiFunction.SOCK_SHUTDOWN, 99, 0);
    }

    @Test
    void a_cancelled_run_ends_in_the_middle_of_a_long_call() {
        TestGuest guest = TestGuest.withWorkspace();
        guest.clocks.interrupted = true;

        assertThatThrownBy(() -> guest.call(WasiFunction.RANDOM_GET, 0, 1 << 20))
                .isSameAs(RunInterrupted.INSTANCE);
        assertThatThrownBy(() -> guest.call(WasiFunction.SCHED_YIELD))
                .isSameAs(RunInterrupted.INSTANCE);
    }

    /** Whatever the arguments are: an error number of the specification, an exit, or nothing at all. */
    @ParameterizedTest
    @EnumSource(WasiFunction.class)
    void survives_hostile_arguments(WasiFunction function) {
        Random random = new Random(function.importName().hashCode());
        TestGuest guest = hostileGuest(random);
        for (int round = 0; round < 1_000; round++) {
            if (round % 250 == 249) {
                guest = hostileGuest(random);
            }
            List<Object> arguments = new ArrayList<>();
            for (char type : function.parameters().toCharArray()) {
                arguments.add(type == 'i' ? evilInt(random) : (Object) evilLong(random));
            }
            TestGuest target = guest;
            Object[] array = arguments.toArray();
            Throwable thrown = catchThrowable(() -> TestGuest.name(target.call(function, array)));
            if (function == WasiFunction.PROC_EXIT) {
                assertThat(thrown).isInstanceOf(ProcessExit.class);
            } else {
                assertThat(thrown).as("%s%s", function.importName(), arguments).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(WasiFunction.class)
    void pointers_to_the_end_of_memory_fault(WasiFunction function) {
        TestGuest guest = TestGuest.withWorkspace();
        for (int pointer : new int[] {(1 << 20) - 1, 1 << 20, -1, -8, Integer.MIN_VALUE}) {
            Object[] arguments = new Object[function.parameters().length()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] =
                        function.parameters().charAt(i) == 'i'
                                ? (Object) pointer
                                : (Object) (long) pointer;
            }
            if (function != WasiFunction.PROC_EXIT && function != WasiFunction.SCHED_YIELD) {
                assertThat(guest.call(function, arguments)).isNotZero();
            }
        }
    }

    private static TestGuest hostileGuest(Random random) {
        TestGuest guest =
                TestGuest.withWorkspace(
                        DirectoryEntry.builder()
                                .file("file", Blob.of(new byte[100]), 0)
                                .link("link", "file", 0)
                                .directory("directory", 0)
                                .build(),
                        new TreeLimits(1 << 20, 100, 10, 1 << 18));
        guest.open("app/file", 0, TestGuest.READ_WRITE);
        guest.open("app", TestGuest.DIRECTORY, TestGuest.READ);
        byte[] noise = new byte[1 << 12];
        random.nextBytes(noise);
        guest.memory.write(1 << 16, noise, 0, noise.length);
        byte[] path = "app/file".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        guest.memory.write(0, path, 0, path.length);
        guest.memory.write(4096, path, 0, path.length);
        return guest;
    }

    private static int evilInt(Random random) {
        return random.nextInt(8) == 0
                ? random.nextInt()
                : EVIL_INTS[random.nextInt(EVIL_INTS.length)];
    }

    private static long evilLong(Random random) {
        return random.nextInt(8) == 0
                ? random.nextLong()
                : EVIL_LONGS[random.nextInt(EVIL_LONGS.length)];
    }
}
