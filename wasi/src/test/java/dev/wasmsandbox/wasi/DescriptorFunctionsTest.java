package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.DIRECTORY;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Descriptors: kinds, rights, flags, positions, numbers. */
class DescriptorFunctionsTest {

    private final TestGuest guest = TestGuest.withWorkspace();

    private int file(String text) {
        guest.writeFile("app/f", text);
        return guest.open("app/f", 0, READ_WRITE);
    }

    private long seek(int fd, long offset, int whence) {
        guest.ok(WasiFunction.FD_SEEK, fd, offset, whence, RESULT);
        return guest.memory.longAt(RESULT);
    }

    @Test
    void exactly_one_directory_is_preopened() {
        guest.ok(WasiFunction.FD_PRESTAT_GET, ROOT, RESULT);
        assertThat(guest.memory.intAt(RESULT)).isZero();
        assertThat(guest.memory.intAt(RESULT + 4)).isEqualTo(1);
        guest.ok(WasiFunction.FD_PRESTAT_DIR_NAME, ROOT, RESULT, 1);
        assertThat(guest.memory.byteAt(RESULT)).isEqualTo((byte) '/');
        guest.expect(Errno.NAMETOOLONG, WasiFunction.FD_PRESTAT_DIR_NAME, ROOT, RESULT, 0);
        guest.expect(Errno.BADF, WasiFunction.FD_PRESTAT_GET, 4, RESULT);
        guest.expect(Errno.BADF, WasiFunction.FD_PRESTAT_GET, 1, RESULT);
        int other = guest.open("app", DIRECTORY, READ);
        guest.expect(Errno.BADF, WasiFunction.FD_PRESTAT_GET, other, RESULT);
        guest.expect(Errno.NOTDIR, WasiFunction.FD_PRESTAT_DIR_NAME, other, RESULT, 10);
    }

    @Test
    void tells_kind_flags_and_rights() {
        int fd = file("x");
        guest.ok(WasiFunction.FD_FDSTAT_GET, fd, RESULT);
        assertThat(guest.memory.byteAt(RESULT)).isEqualTo((byte) FileType.REGULAR_FILE);
        assertThat(guest.memory.longAt(RESULT + 8)).isEqualTo(Rights.FILE);
        guest.ok(WasiFunction.FD_FDSTAT_GET, ROOT, RESULT);
        assertThat(guest.memory.byteAt(RESULT)).isEqualTo((byte) FileType.DIRECTORY);
        assertThat(guest.memory.longAt(RESULT + 16)).isEqualTo(Rights.ALL);
        guest.ok(WasiFunction.FD_FDSTAT_GET, 1, RESULT);
        assertThat(guest.memory.byteAt(RESULT)).isEqualTo((byte) FileType.UNKNOWN);
        assertThat(guest.memory.longAt(RESULT + 8)).isEqualTo(Rights.FD_WRITE);
    }

    @Test
    void flags_can_be_set() {
        int fd = file("abc");
        guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, fd, FdFlags.APPEND | FdFlags.NONBLOCK);
        guest.ok(WasiFunction.FD_FDSTAT_GET, fd, RESULT);
        assertThat(guest.memory.shortAt(RESULT + 2)).isEqualTo(FdFlags.APPEND | FdFlags.NONBLOCK);

        guest.write(fd, "d");

        assertThat(guest.readFile("app/f")).isEqualTo("abcd");
        guest.expect(Errno.INVAL, WasiFunction.FD_FDSTAT_SET_FLAGS, fd, FdFlags.SYNC);
        guest.expect(Errno.INVAL, WasiFunction.FD_FDSTAT_SET_FLAGS, fd, 32);
    }

    @Test
    void synchronised_files_keep_their_flag() {
        assertThat(guest.tryOpen(ROOT, 0, "app/s", CREATE, READ_WRITE, FdFlags.SYNC))
                .isEqualTo(Errno.SUCCESS);
        int fd = guest.result();
        guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, fd, FdFlags.SYNC | FdFlags.APPEND);
        guest.ok(WasiFunction.FD_FDSTAT_GET, fd, RESULT);

        assertThat(guest.memory.shortAt(RESULT + 2)).isEqualTo(FdFlags.SYNC | FdFlags.APPEND);
    }

    @Test
    void rights_only_shrink() {
        int fd = file("abc");
        guest.ok(WasiFunction.FD_FDSTAT_SET_RIGHTS, fd, Rights.FD_READ, 0L);

        assertThat(guest.tryWrite(fd, "x")).isEqualTo(Errno.BADF);
        guest.expect(Errno.NOTCAPABLE, WasiFunction.FD_SEEK, fd, 0L, 0, RESULT);
        guest.expect(Errno.NOTCAPABLE, WasiFunction.FD_FILESTAT_GET, fd, RESULT);
        guest.expect(Errno.NOTCAPABLE, WasiFunction.FD_FDSTAT_SET_RIGHTS, fd, Rights.FILE, 0L);
        guest.expect(Errno.NOTCAPABLE, WasiFunction.FD_FDSTAT_SET_RIGHTS, fd, Rights.FD_READ, 1L);
        assertThat(guest.read(fd, 3)).isEqualTo("abc");
    }

    @Test
    void rights_of_a_directory_are_passed_on() {
        int directory = guest.open("app", DIRECTORY, READ);
        guest.ok(WasiFunction.FD_FDSTAT_SET_RIGHTS, directory, Rights.PATH_OPEN, Rights.FD_READ);
        guest.writeFile("app/f", "abc");

        assertThat(guest.tryOpen(directory, 0, "new", CREATE, READ_WRITE, 0))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.tryOpen(directory, 0, "f", 0, READ_WRITE, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryWrite(guest.result(), "x")).isEqualTo(Errno.BADF);
        guest.expect(Errno.NOTCAPABLE, WasiFunction.PATH_UNLINK_FILE, directory, guest.put("f"), 1);
    }

    @Test
    void seeks_from_everywhere() {
        int fd = file("0123456789");
        assertThat(seek(fd, 4, 0)).isEqualTo(4);
        assertThat(seek(fd, 2, 1)).isEqualTo(6);
        assertThat(seek(fd, -1, 2)).isEqualTo(9);
        assertThat(guest.read(fd, 5)).isEqualTo("9");
        assertThat(seek(fd, 100, 2)).isEqualTo(110);
        assertThat(guest.read(fd, 5)).isEmpty();
    }

    @Test
    void impossible_positions_are_refused() {
        int fd = file("0123456789");
        seek(fd, 5, 0);
        guest.expect(Errno.INVAL, WasiFunction.FD_SEEK, fd, -1L, 0, RESULT);
        guest.expect(Errno.INVAL, WasiFunction.FD_SEEK, fd, -6L, 1, RESULT);
        guest.expect(Errno.INVAL, WasiFunction.FD_SEEK, fd, -11L, 2, RESULT);
        guest.expect(Errno.INVAL, WasiFunction.FD_SEEK, fd, 0L, 3, RESULT);
        guest.expect(Errno.INVAL, WasiFunction.FD_SEEK, fd, Long.MAX_VALUE, 1, RESULT);
        guest.expect(Errno.FAULT, WasiFunction.FD_SEEK, fd, 0L, 0, -1);
        guest.ok(WasiFunction.FD_TELL, fd, RESULT);
        assertThat(guest.memory.longAt(RESULT)).isEqualTo(5);
    }

    @Test
    void only_files_have_a_position() {
        guest.expect(Errno.SPIPE, WasiFunction.FD_SEEK, 1, 0L, 0, RESULT);
        guest.expect(Errno.SPIPE, WasiFunction.FD_TELL, 0, RESULT);
        guest.expect(Errno.BADF, WasiFunction.FD_TELL, ROOT, RESULT);
    }

    @Test
    void a_write_at_the_last_position_is_refused() {
        int fd = file("x");
        seek(fd, Long.MAX_VALUE, 0);

        assertThat(guest.tryWrite(fd, "xy")).isEqualTo(Errno.INVAL);
    }

    @Test
    void sizes_can_be_set() {
        int fd = file("0123456789");
        guest.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 4L);
        guest.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 6L);

        assertThat(guest.readFile("app/f")).isEqualTo("0123\0\0");
        guest.expect(Errno.INVAL, WasiFunction.FD_FILESTAT_SET_SIZE, fd, -1L);
        guest.expect(Errno.NOSPC, WasiFunction.FD_FILESTAT_SET_SIZE, fd, 1L << 40);
        int reading = guest.open("app/f", 0, READ);
        guest.expect(Errno.INVAL, WasiFunction.FD_FILESTAT_SET_SIZE, reading, 0L);
    }

    @Test
    void space_can_be_allocated() {
        int fd = file("abc");
        guest.ok(WasiFunction.FD_ALLOCATE, fd, 1L, 1L);
        assertThat(guest.statField("app/f", 32)).isEqualTo(3);
        guest.ok(WasiFunction.FD_ALLOCATE, fd, 2L, 8L);
        assertThat(guest.statField("app/f", 32)).isEqualTo(10);
        guest.expect(Errno.INVAL, WasiFunction.FD_ALLOCATE, fd, 0L, 0L);
        guest.expect(Errno.INVAL, WasiFunction.FD_ALLOCATE, fd, -1L, 1L);
        guest.expect(Errno.FBIG, WasiFunction.FD_ALLOCATE, fd, Long.MAX_VALUE, 1L);
        guest.expect(Errno.NOSPC, WasiFunction.FD_ALLOCATE, fd, 0L, 1L << 40);
        guest.expect(Errno.BADF, WasiFunction.FD_ALLOCATE, 1, 0L, 1L);
    }

    @Test
    void advice_is_checked_and_ignored() {
        int fd = file("abc");
        guest.ok(WasiFunction.FD_ADVISE, fd, 0L, 100L, 5);
        guest.expect(Errno.INVAL, WasiFunction.FD_ADVISE, fd, 0L, 100L, 6);
        guest.expect(Errno.BADF, WasiFunction.FD_ADVISE, ROOT, 0L, 100L, 0);
    }

    @Test
    void synchronising_succeeds_on_files_and_directories() {
        int fd = file("abc");
        guest.ok(WasiFunction.FD_SYNC, fd);
        guest.ok(WasiFunction.FD_DATASYNC, fd);
        guest.ok(WasiFunction.FD_SYNC, ROOT);
        guest.expect(Errno.BADF, WasiFunction.FD_SYNC, 1);
        guest.expect(Errno.BADF, WasiFunction.FD_DATASYNC, 50);
    }

    @Test
    void times_can_be_set() {
        int fd = file("abc");
        guest.ok(WasiFunction.FD_FILESTAT_SET_TIMES, fd, 111L, 222L, 1 | 4);
        assertThat(guest.statField("app/f", 40)).isEqualTo(111);
        assertThat(guest.statField("app/f", 48)).isEqualTo(222);
        guest.clocks.realtime = FakeClocks.START + 5_000;
        guest.ok(WasiFunction.FD_FILESTAT_SET_TIMES, fd, 0L, 0L, 8);
        assertThat(guest.statField("app/f", 40)).isEqualTo(111);
        assertThat(guest.statField("app/f", 48)).isEqualTo(FakeClocks.START + 5_000);
        guest.expect(Errno.INVAL, WasiFunction.FD_FILESTAT_SET_TIMES, fd, 0L, 0L, 1 | 2);
        guest.expect(Errno.INVAL, WasiFunction.FD_FILESTAT_SET_TIMES, fd, 0L, 0L, 4 | 8);
        guest.expect(Errno.INVAL, WasiFunction.FD_FILESTAT_SET_TIMES, fd, 0L, 0L, 16);
        guest.expect(Errno.ROFS, WasiFunction.FD_FILESTAT_SET_TIMES, ROOT, 0L, 0L, 1);
    }

    @Test
    void writing_moves_the_time_of_change() {
        int fd = file("abc");
        guest.clocks.realtime = FakeClocks.START + 77_000;
        guest.write(fd, "x");

        assertThat(guest.statField("app/f", 48)).isEqualTo(FakeClocks.START + 77_000);
    }

    @Test
    void status_of_streams_is_empty() {
        guest.ok(WasiFunction.FD_FILESTAT_GET, 1, RESULT);

        assertThat(guest.bytes(RESULT, 64)).containsOnly(0);
    }

    @Test
    void numbers_are_reused_from_the_lowest() {
        int first = file("x");
        int second = guest.open("app/f", 0, READ);
        assertThat(second).isEqualTo(first + 1);
        guest.close(first);
        assertThat(guest.open("app/f", 0, READ)).isEqualTo(first);
        guest.close(0);
        assertThat(guest.open("app/f", 0, READ)).isZero();
        guest.expect(Errno.BADF, WasiFunction.FD_CLOSE, 99);
        guest.expect(Errno.BADF, WasiFunction.FD_CLOSE, -1);
    }

    @Test
    void renumbering_replaces_an_open_descriptor() {
        int file = file("abc");
        int other = guest.open("app", DIRECTORY, READ);
        guest.ok(WasiFunction.FD_RENUMBER, file, other);

        assertThat(guest.read(other, 3)).isEqualTo("abc");
        guest.expect(Errno.BADF, WasiFunction.FD_TELL, file, RESULT);
        guest.ok(WasiFunction.FD_RENUMBER, other, other);
        guest.expect(Errno.BADF, WasiFunction.FD_RENUMBER, other, 99);
        guest.expect(Errno.BADF, WasiFunction.FD_RENUMBER, 99, other);
        guest.ok(WasiFunction.FD_RENUMBER, other, 1);
        guest.write(1, "x");
        assertThat(guest.out.size()).isZero();
    }

    @Test
    void open_descriptors_are_bounded() throws java.io.IOException {
        TestGuest small =
                new TestGuest(
                        Tree.builder()
                                .mount("/app", DirectoryEntry.empty(), MountAccess.READ_WRITE)
                                .build(),
                        WasiConfig.builder().maxOpenFiles(6));
        small.open("app/a", CREATE, READ_WRITE);
        int last = small.open("app/b", CREATE, READ_WRITE);

        assertThat(small.tryOpen(ROOT, 0, "app/c", CREATE, READ_WRITE, 0)).isEqualTo(Errno.MFILE);
        assertThat(small.stat("app/c", 0)).isEqualTo(Errno.NOENT);
        small.close(last);
        assertThat(small.tryOpen(ROOT, 0, "app/c", CREATE, READ_WRITE, 0)).isEqualTo(Errno.SUCCESS);
    }
}
