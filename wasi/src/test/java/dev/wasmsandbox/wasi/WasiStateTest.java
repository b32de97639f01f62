package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.DIRECTORY;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is open survives the tree it was opened in. */
class WasiStateTest {
    private static final long PLENTY = 1 << 20;

    private static final DirectoryEntry FILES =
            DirectoryEntry.builder()
                    .file("a.txt", Blob.of("0123456789".getBytes(UTF_8)), 5)
                    .file("sub/b.txt", Blob.of("bbb".getBytes(UTF_8)), 6)
                    .build();

    private static Tree.Builder tree(TreeLimits limits) {
        return Tree.builder()
                .limits(limits)
                .mount("/app", FILES, MountAccess.READ_WRITE)
                .mount("/lib", FILES, MountAccess.READ_ONLY)
                .mount("/own", FILES, MountAccess.PRIVATE_CHANGES);
    }

    private static TestGuest guest(WasiState state) {
        return guest(state, TreeLimits.defaults(), 256);
    }

    private static TestGuest guest(WasiState state, TreeLimits limits, int maxOpenFiles) {
        try {
            return new TestGuest(
                    tree(limits).build(), WasiConfig.builder().maxOpenFiles(maxOpenFiles), state);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TestGuest guest() {
        return guest(WasiState.initial());
    }

    private static TestGuest moved(TestGuest from) {
        return guest(from.wasi.state(PLENTY));
    }

    @Test
    void a_new_guest_is_in_the_initial_state() throws IOException {
        TestGuest fresh = TestGuest.of(tree(TreeLimits.defaults()));

        assertThat(fresh.wasi.state(PLENTY)).isEqualTo(WasiState.initial());
        assertThat(guest().wasi.state(PLENTY)).isEqualTo(WasiState.initial());
    }

    @Test
    void files_stay_open_at_their_positions_under_their_numbers() {
        TestGuest before = guest();
        int first = before.open("app/a.txt", 0, READ);
        int second = before.open("app/sub/b.txt", 0, READ_WRITE);
        int third = before.open("lib/a.txt", 0, READ);
        before.read(first, 3);
        before.read(third, 4);
        before.close(second);

        TestGuest after = moved(before);

        assertThat(after.read(first, 3)).isEqualTo("345");
        assertThat(after.read(third, 2)).isEqualTo("45");
        assertThat(after.open("app/a.txt", 0, READ)).isEqualTo(second);
        assertThat(after.open("app/a.txt", 0, READ)).isEqualTo(third + 1);
    }

    @Test
    void flags_and_rights_stay() {
        TestGuest before = guest();
        assertThat(before.tryOpen(ROOT, 0, "app/a.txt", 0, READ_WRITE, FdFlags.APPEND))
                .isEqualTo(Errno.SUCCESS);
        int appending = before.result();
        int reading = before.open("app/a.txt", 0, READ);

        TestGuest after = moved(before);

        after.write(appending, "X");
        assertThat(after.readFile("app/a.txt")).isEqualTo("0123456789X");
        assertThat(after.tryWrite(reading, "Y")).isEqualTo(Errno.BADF);
    }

    @Test
    void a_renamed_file_is_found_under_its_new_name() {
        TestGuest before = guest();
        int open = before.open("app/a.txt", 0, READ);
        before.read(open, 2);
        assertThat(before.rename("app/a.txt", "app/sub/b.txt")).isEqualTo(Errno.SUCCESS);

        WasiState state = before.wasi.state(PLENTY);

        assertThat(state.descriptors().getLast().target())
                .isEqualTo(new WasiState.Target.File("/app/sub/b.txt"));
    }

    @Test
    void an_unlinked_file_takes_its_content_along() {
        TestGuest before = guest();
        int one = before.open("app/new", CREATE, READ_WRITE);
        int other = before.open("app/new", 0, READ_WRITE);
        before.write(one, "temporary");
        assertThat(before.path(WasiFunction.PATH_UNLINK_FILE, "app/new")).isEqualTo(Errno.SUCCESS);

        TestGuest after = moved(before);

        assertThat(after.read(other, 100)).isEqualTo("temporary");
        after.write(one, "!");
        assertThat(after.read(other, 100)).isEqualTo("!");
        assertThat(after.stat("app/new", 0)).isEqualTo(Errno.NOENT);
        assertThat(after.changes().isEmpty()).isTrue();
        long used = after.tree.used().bytes();
        after.close(one);
        after.close(other);
        assertThat(after.tree.used().bytes()).isEqualTo(used - "temporary!".length());
    }

    @Test
    void what_was_written_into_a_private_layer_goes_along_while_it_is_open() {
        TestGuest before = guest();
        int written = before.open("own/a.txt", 0, READ_WRITE);
        int untouched = before.open("own/sub/b.txt", 0, READ);
        before.write(written, "ABC");

        TestGuest after = moved(before);

        assertThat(after.read(written, 100)).isEqualTo("3456789");
        assertThat(after.read(untouched, 100)).isEqualTo("bbb");
        assertThat(after.readFile("own/a.txt")).isEqualTo("0123456789");
    }

    @Test
    void contents_beyond_the_bound_are_lost_and_told() {
        TestGuest before = guest();
        int open = before.open("app/new", CREATE, READ_WRITE);
        before.write(open, "temporary");
        assertThat(before.path(WasiFunction.PATH_UNLINK_FILE, "app/new")).isEqualTo(Errno.SUCCESS);

        assertThat(before.wasi.state(9).lost()).isEmpty();
        WasiState state = before.wasi.state(8);

        assertThat(state.lost()).containsExactly(open);
        TestGuest after = guest(state);
        assertThat(after.tryWrite(open, "x")).isEqualTo(Errno.BADF);
        assertThat(after.wasi.state(PLENTY).lost()).containsExactly(open);
        after.close(open);
    }

    @Test
    void contents_count_against_the_quota() {
        TestGuest before = guest();
        int open = before.open("app/new", CREATE, READ_WRITE);
        before.write(open, "temporary");
        assertThat(before.path(WasiFunction.PATH_UNLINK_FILE, "app/new")).isEqualTo(Errno.SUCCESS);
        WasiState state = before.wasi.state(PLENTY);

        // The workspace has 13 bytes itself.
        TestGuest room = guest(state, new TreeLimits(22, 100, 100, 1000), 256);
        TestGuest full = guest(state, new TreeLimits(21, 100, 100, 1000), 256);

        assertThat(room.wasi.state(PLENTY).lost()).isEmpty();
        assertThat(full.wasi.state(PLENTY).lost()).containsExactly(open);
    }

    @Test
    void a_file_that_is_gone_keeps_its_number_and_nothing_else() {
        WasiState state =
                withTarget(new WasiState.Target.File("/app/nowhere/x"), Rights.ALL, Rights.ALL);
        TestGuest guest = guest(state);

        assertThat(guest.tryWrite(9, "x")).isEqualTo(Errno.BADF);
        assertThat(guest.wasi.state(PLENTY).lost()).containsExactly(9);
    }

    @Test
    void directories_stay_open_and_a_removed_one_stays_empty() {
        TestGuest before = guest();
        int sub = before.open("app/sub", DIRECTORY, READ);
        assertThat(before.path(WasiFunction.PATH_CREATE_DIRECTORY, "app/gone"))
                .isEqualTo(Errno.SUCCESS);
        int gone = before.open("app/gone", DIRECTORY, READ);
        assertThat(before.path(WasiFunction.PATH_REMOVE_DIRECTORY, "app/gone"))
                .isEqualTo(Errno.SUCCESS);

        TestGuest after = moved(before);

        assertThat(after.list(sub, 1 << 12).stream().map(TestGuest.Entry::name))
                .containsExactly(".", "..", "b.txt");
        assertThat(after.tryOpen(gone, 0, "new", CREATE, READ_WRITE, 0)).isEqualTo(Errno.NOENT);
    }

    @Test
    void a_closed_stream_stays_closed() {
        TestGuest before = guest();
        before.close(0);

        TestGuest after = moved(before);

        after.expect(Errno.BADF, WasiFunction.FD_CLOSE, 0);
        assertThat(after.open("app/a.txt", 0, READ)).isZero();
    }

    @Test
    void a_forged_state_gives_no_right_that_the_mount_does_not_give() {
        WasiState state = withTarget(new WasiState.Target.File("/lib/a.txt"), -1L, -1L);
        TestGuest guest = guest(state);

        assertThat(guest.tryWrite(9, "x")).isEqualTo(Errno.BADF);
        guest.expect(Errno.INVAL, WasiFunction.FD_FILESTAT_SET_SIZE, 9, 0L);
        guest.ok(WasiFunction.FD_FDSTAT_GET, 9, RESULT);
        assertThat(guest.memory.longAt(RESULT + 8) & ~Rights.FILE).isZero();
        assertThat(guest.readFile("lib/a.txt")).isEqualTo("0123456789");
    }

    @Test
    void a_forged_state_leads_through_no_link() {
        WasiState state = withTarget(new WasiState.Target.File("/app/link"), -1L, -1L);
        DirectoryEntry linked =
                DirectoryEntry.builder()
                        .link("link", "a.txt", 0)
                        .file("a.txt", Blob.of(new byte[3]), 0)
                        .build();
        try {
            TestGuest guest =
                    new TestGuest(
                            Tree.builder().mount("/app", linked, MountAccess.READ_WRITE).build(),
                            WasiConfig.builder(),
                            state);

            assertThat(guest.wasi.state(PLENTY).lost()).containsExactly(9);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void more_open_files_than_allowed_are_refused() {
        assertThat(guest(WasiState.initial(), TreeLimits.defaults(), 4).wasi.state(0))
                .isEqualTo(WasiState.initial());
        WasiState five = withTarget(new WasiState.Target.File("/app/a.txt"), 0, 0);

        assertThatThrownBy(() -> guest(five, TreeLimits.defaults(), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 open files; allowed are 4");
    }

    @Test
    void impossible_values_are_refused() {
        assertThatThrownBy(() -> new WasiState.Target.File("relative"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WasiState.Target.File("/app/../x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WasiState.Target.Stream(3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open(-1, new WasiState.Target.Root(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open(WasiConfig.MAX_OPEN_FILES, new WasiState.Target.Root(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open(1, new WasiState.Target.Root(), -1))
                .isInstanceOf(IllegalArgumentException.class);
        WasiState.Open one = open(1, new WasiState.Target.Root(), 0);
        assertThatThrownBy(() -> new WasiState(List.of(one, one), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        WasiState.Open content = open(1, new WasiState.Target.Detached(0), 0);
        assertThatThrownBy(() -> new WasiState(List.of(content), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void seeded_randomness_goes_on_where_it_was() {
        Entropy first = Entropy.seeded(7);
        byte[] skipped = new byte[24];
        first.fill(skipped, 0, skipped.length);
        Entropy second = Entropy.seeded(first.state().orElseThrow());
        byte[] expected = new byte[16];
        byte[] actual = new byte[16];

        first.fill(expected, 0, 16);
        second.fill(actual, 0, 16);

        assertThat(actual).isEqualTo(expected);
        assertThat(Entropy.system().state()).isEmpty();
    }

    private static WasiState.Open open(int number, WasiState.Target target, long position) {
        return new WasiState.Open(number, target, 0, 0, 0, position);
    }

    private static WasiState withTarget(WasiState.Target target, long rights, long inheriting) {
        List<WasiState.Open> open = new ArrayList<>(WasiState.initial().descriptors());
        open.add(new WasiState.Open(9, target, rights, inheriting, 0, 0));
        return new WasiState(open, List.of());
    }
}
