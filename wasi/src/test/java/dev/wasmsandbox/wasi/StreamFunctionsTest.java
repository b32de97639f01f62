package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Reading and writing files and streams. */
class StreamFunctionsTest {

    private final TestGuest guest = TestGuest.withWorkspace();

    @Test
    void writes_standard_output_and_error() {
        guest.write(1, "hello\n");
        guest.write(2, "oh\n");

        assertThat(guest.out.text()).isEqualTo("hello\n");
        assertThat(guest.err.text()).isEqualTo("oh\n");
    }

    @Test
    void gathers_several_vectors() {
        int first = guest.put("one ");
        int second = guest.put("two");
        int vectors = guest.vector(first, 4);
        guest.vector(second, 3);

        guest.ok(WasiFunction.FD_WRITE, 1, vectors, 2, RESULT);

        assertThat(guest.result()).isEqualTo(7);
        assertThat(guest.out.text()).isEqualTo("one two");
    }

    @Test
    void scatters_over_several_vectors() {
        guest.writeFile("app/f", "abcdefgh");
        int fd = guest.open("app/f", 0, READ);
        int vectors = guest.vector(10_000, 3);
        guest.vector(20_000, 0);
        guest.vector(30_000, 100);

        guest.ok(WasiFunction.FD_READ, fd, vectors, 3, RESULT);

        assertThat(guest.result()).isEqualTo(8);
        assertThat(new String(guest.bytes(10_000, 3), UTF_8)).isEqualTo("abc");
        assertThat(new String(guest.bytes(30_000, 5), UTF_8)).isEqualTo("defgh");
    }

    @Test
    void reads_back_what_it_wrote() {
        guest.writeFile("app/a.txt", "grüße");

        assertThat(guest.readFile("app/a.txt")).isEqualTo("grüße");
        assertThat(guest.readFile("app/a.txt")).isEqualTo("grüße");
    }

    @Test
    void reads_standard_input_to_its_end() throws IOException {
        TestGuest reader =
                new TestGuest(
                        Tree.empty(),
                        WasiConfig.builder().standardInput(InputSource.of("abc".getBytes(UTF_8))));

        assertThat(reader.read(0, 2)).isEqualTo("ab");
        assertThat(reader.read(0, 2)).isEqualTo("c");
        assertThat(reader.read(0, 2)).isEmpty();
    }

    @Test
    void reports_a_failing_standard_input_as_io_error() {
        TestGuest reader =
                new TestGuest(
                        Tree.empty(),
                        WasiConfig.builder()
                                .standardInput((target, offset, length) -> {
                                    throw new IOException("gone");
                                }));

        reader.expect(Errno.IO, WasiFunction.FD_READ, 0, reader.vector(10_000, 5), 1, RESULT);
    }

    @Test
    void refuses_the_wrong_direction() {
        assertThat(guest.tryWrite(0, "x")).isEqualTo(Errno.BADF);
        guest.expect(Errno.BADF, WasiFunction.FD_READ, 1, guest.vector(10_000, 5), 1, RESULT);
        guest.writeFile("app/f", "x");
        int reading = guest.open("app/f", 0, READ);
        int writing = guest.open("app/f", 0, READ_WRITE & ~Rights.FD_READ);

        assertThat(guest.tryWrite(reading, "x")).isEqualTo(Errno.BADF);
        guest.expect(Errno.BADF, WasiFunction.FD_READ, writing, guest.vector(10_000, 5), 1, RESULT);
        guest.expect(Errno.BADF, WasiFunction.FD_READ, ROOT, guest.vector(10_000, 5), 1, RESULT);
        guest.expect(Errno.BADF, WasiFunction.FD_READ, 77, guest.vector(10_000, 5), 1, RESULT);
    }

    @Test
    void positioned_calls_leave_the_position_alone() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);
        guest.write(fd, "0123456789");
        guest.ok(WasiFunction.FD_PWRITE, fd, guest.vector(guest.put("XY"), 2), 1, 4L, RESULT);
        guest.ok(WasiFunction.FD_PREAD, fd, guest.vector(50_000, 4), 1, 3L, RESULT);

        assertThat(new String(guest.bytes(50_000, 4), UTF_8)).isEqualTo("3XY6");
        guest.ok(WasiFunction.FD_TELL, fd, RESULT);
        assertThat(guest.memory.longAt(RESULT)).isEqualTo(10);
    }

    @Test
    void a_positioned_write_appends_where_the_descriptor_does() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);
        guest.write(fd, "0123");
        guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, fd, FdFlags.APPEND);
        guest.ok(WasiFunction.FD_PWRITE, fd, guest.vector(guest.put("XY"), 2), 1, 0L, RESULT);

        assertThat(guest.readFile("app/f")).isEqualTo("0123XY");
    }

    @Test
    void a_vector_of_no_bytes_may_point_anywhere() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);

        guest.ok(WasiFunction.FD_WRITE, fd, guest.vector(-16, 0), 1, RESULT);
        assertThat(guest.result()).isZero();
        guest.ok(WasiFunction.FD_READ, fd, guest.vector(-1, 0), 1, RESULT);
        guest.ok(WasiFunction.RANDOM_GET, -1, 0);
    }

    @Test
    void positioned_calls_on_streams_are_refused() {
        guest.expect(Errno.SPIPE, WasiFunction.FD_PREAD, 0, guest.vector(50_000, 4), 1, 0L, RESULT);
        guest.expect(
                Errno.SPIPE, WasiFunction.FD_PWRITE, 1, guest.vector(50_000, 4), 1, 0L, RESULT);
    }

    @Test
    void appending_always_writes_at_the_end() {
        guest.writeFile("app/f", "abc");
        assertThat(guest.tryOpen(ROOT, 0, "app/f", 0, READ_WRITE, FdFlags.APPEND))
                .isEqualTo(Errno.SUCCESS);
        int fd = guest.result();
        guest.ok(WasiFunction.FD_SEEK, fd, 1L, 0, RESULT);

        guest.write(fd, "def");

        assertThat(guest.readFile("app/f")).isEqualTo("abcdef");
    }

    @Test
    void a_gap_reads_as_zeros() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);
        guest.ok(WasiFunction.FD_SEEK, fd, 200_000L, 0, RESULT);
        guest.write(fd, "end");

        assertThat(guest.statField("app/f", 32)).isEqualTo(200_003);
        guest.ok(WasiFunction.FD_PREAD, fd, guest.vector(300_000, 200_003), 1, 0L, RESULT);
        assertThat(guest.result()).isEqualTo(200_003);
        assertThat(guest.bytes(300_000, 200_000)).containsOnly(0);
        assertThat(new String(guest.bytes(500_000, 3), UTF_8)).isEqualTo("end");
    }

    @Test
    void too_many_or_too_long_vectors_are_invalid() {
        guest.expect(Errno.INVAL, WasiFunction.FD_WRITE, 1, 0, 1025, RESULT);
        guest.expect(Errno.INVAL, WasiFunction.FD_WRITE, 1, 0, -1, RESULT);
        for (int i = 0; i < 1024; i++) {
            guest.memory.setInt(100_000 + 8 * i, 0);
            guest.memory.setInt(100_004 + 8 * i, 1 << 20);
        }

        guest.expect(Errno.SUCCESS, WasiFunction.FD_WRITE, 2, 100_000, 1023, RESULT);
        guest.expect(Errno.SUCCESS, WasiFunction.FD_WRITE, 2, 100_000, 1024, RESULT);
    }

    @Test
    void a_bad_vector_fails_before_anything_is_written() {
        int first = guest.put("good");
        int vectors = guest.vector(first, 4);
        guest.vector(1 << 20, 1);

        guest.expect(Errno.FAULT, WasiFunction.FD_WRITE, 1, vectors, 2, RESULT);

        assertThat(guest.out.size()).isZero();
    }

    @Test
    void reads_over_its_own_vectors_stay_within_what_was_checked() {
        guest.writeFile("app/f", "\u007f".repeat(5_000));
        int fd = guest.open("app/f", 0, READ);
        int vectors = guest.vector(0, 0);
        guest.memory.setInt(vectors, vectors);
        guest.memory.setInt(vectors + 4, 16);
        guest.memory.setInt(vectors + 8, vectors);
        guest.memory.setInt(vectors + 12, 16);

        guest.ok(WasiFunction.FD_READ, fd, vectors, 2, RESULT);

        assertThat(guest.result()).isEqualTo(32);
    }

    @Test
    void what_is_read_over_the_vectors_does_not_change_them() {
        guest.writeFile("app/f", "0123456789abcdefghij");
        int fd = guest.open("app/f", 0, READ);
        int vectors = 8192;
        // The first vector ends in the middle of the second one.
        guest.memory.setInt(vectors, vectors + 4);
        guest.memory.setInt(vectors + 4, 8);
        guest.memory.setInt(vectors + 8, 16_384);
        guest.memory.setInt(vectors + 12, 12);

        guest.ok(WasiFunction.FD_READ, fd, vectors, 2, RESULT);

        assertThat(guest.result()).isEqualTo(20);
        assertThat(new String(guest.bytes(vectors + 4, 8), UTF_8)).isEqualTo("01234567");
        assertThat(new String(guest.bytes(16_384, 12), UTF_8)).isEqualTo("89abcdefghij");
    }
}
