package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.FOLLOW;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered for explanations. */
class RefusalsTest {
    private final TestGuest guest =
            TestGuest.withWorkspace(DirectoryEntry.empty(), new TreeLimits(100, 50, 300, 1 << 20));

    private Refusals refusals() {
        return guest.wasi.refusals();
    }

    private void open(String path, int flags, long rights) {
        assertThat(guest.tryOpen(ROOT, FOLLOW, path, flags, rights, 0)).isNotNull();
    }

    @Test
    void a_guest_that_got_everything_was_refused_nothing() {
        guest.writeFile("app/f", "content");

        assertThat(refusals()).isEqualTo(Refusals.NONE);
    }

    @Test
    void files_that_could_not_be_opened_are_remembered_with_their_reason() {
        open("app/absent", 0, READ);
        open("tmp/new", CREATE, READ_WRITE);
        open("app", CREATE, READ_WRITE);

        assertThat(refusals().opens())
                .containsExactly(
                        new Refusals.Open("/app/absent", Errno.NOENT.code()),
                        new Refusals.Open("/tmp/new", Errno.NOENT.code()),
                        new Refusals.Open("/app", Errno.ISDIR.code()));
        assertThat(refusals().space()).isFalse();
    }

    @Test
    void only_the_last_ones_are_kept() {
        for (int i = 0; i < 50; i++) {
            open("app/absent" + i, 0, READ);
        }
        open("app/" + "long/".repeat(300), 0, READ);

        assertThat(refusals().opens().stream().map(Refusals.Open::path).toList())
                .isEqualTo(
                        List.of(
                                "/app/absent46",
                                "/app/absent47",
                                "/app/absent48",
                                "/app/absent49"));
    }

    @Test
    void a_lack_of_room_is_remembered() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);
        guest.write(fd, "x".repeat(100));
        assertThat(guest.tryWrite(fd, "x")).isEqualTo(Errno.NOSPC);

        assertThat(refusals().space()).isTrue();
    }
}
