package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Waiting. */
class PollFunctionsTest {

    private static final int SUBSCRIPTIONS = 10_000;
    private static final int EVENTS = 20_000;

    private final TestGuest guest = TestGuest.withWorkspace();

    private void clock(int index, long userData, int clock, long timeout, int flags) {
        int at = SUBSCRIPTIONS + 48 * index;
        guest.memory.setLong(at, userData);
        guest.memory.setByte(at + 8, (byte) 0);
        guest.memory.setInt(at + 16, clock);
        guest.memory.setLong(at + 24, timeout);
        guest.memory.setLong(at + 32, 0);
        guest.memory.setShort(at + 40, flags);
    }

    private void descriptor(int index, long userData, int type, int fd) {
        int at = SUBSCRIPTIONS + 48 * index;
        guest.memory.setLong(at, userData);
        guest.memory.setByte(at + 8, (byte) type);
        guest.memory.setInt(at + 16, fd);
    }

    private int poll(int count) {
        guest.ok(WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, count, TestGuest.RESULT);
        return guest.result();
    }

    private Errno error(int event) {
        return TestGuest.name(guest.memory.shortAt(EVENTS + 32 * event + 8));
    }

    @Test
    void sleeps_for_a_relative_time() {
        clock(0, 77, 1, 5_000_000, 0);

        assertThat(poll(1)).isEqualTo(1);

        assertThat(guest.clocks.sleeps).containsExactly(5_000_000L);
        assertThat(guest.memory.longAt(EVENTS)).isEqualTo(77);
        assertThat(error(0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.memory.byteAt(EVENTS + 10)).isZero();
    }

    @Test
    void sleeps_until_an_absolute_time() {
        clock(0, 1, 0, FakeClocks.START + 3_000_000, 1);

        poll(1);

        assertThat(guest.clocks.sleeps).containsExactly(3_000_000L);
    }

    @Test
    void a_time_that_is_over_is_not_slept_for() {
        clock(0, 1, 1, 1_000, 1);

        assertThat(poll(1)).isEqualTo(1);

        assertThat(guest.clocks.sleeps).isEmpty();
    }

    @Test
    void the_first_clock_decides() {
        clock(0, 1, 1, 9_000_000, 0);
        clock(1, 2, 1, 2_000_000, 0);
        clock(2, 3, 1, 2_000_000, 0);

        assertThat(poll(3)).isEqualTo(2);

        assertThat(guest.clocks.sleeps).containsExactly(2_000_000L);
        assertThat(guest.memory.longAt(EVENTS)).isEqualTo(2);
        assertThat(guest.memory.longAt(EVENTS + 32)).isEqualTo(3);
    }

    @Test
    void files_and_streams_are_ready_at_once() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);
        guest.write(fd, "12345");
        guest.ok(WasiFunction.FD_SEEK, fd, 2L, 0, TestGuest.RESULT);
        clock(0, 1, 1, 1_000_000_000, 0);
        descriptor(1, 2, 1, fd);
        descriptor(2, 3, 2, 1);

        assertThat(poll(3)).isEqualTo(2);

        assertThat(guest.clocks.sleeps).isEmpty();
        assertThat(guest.memory.longAt(EVENTS)).isEqualTo(2);
        assertThat(guest.memory.longAt(EVENTS + 16)).isEqualTo(3);
        assertThat(guest.memory.byteAt(EVENTS + 32 + 10)).isEqualTo((byte) 2);
    }

    @Test
    void the_end_of_a_file_is_reported_as_hangup() {
        int fd = guest.open("app/f", CREATE, READ_WRITE);
        descriptor(0, 1, 1, fd);

        poll(1);

        assertThat(guest.memory.shortAt(EVENTS + 24)).isEqualTo(1);
    }

    @Test
    void a_bad_descriptor_is_an_error_of_its_event() {
        descriptor(0, 1, 1, 99);
        descriptor(1, 2, 1, 1);
        descriptor(2, 3, 2, 1);

        assertThat(poll(3)).isEqualTo(3);

        assertThat(error(0)).isEqualTo(Errno.BADF);
        assertThat(error(1)).isEqualTo(Errno.BADF);
        assertThat(error(2)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void a_cancelled_run_wakes_up() {
        clock(0, 1, 1, Long.MAX_VALUE, 0);
        guest.clocks.interrupted = true;

        assertThatThrownBy(() -> poll(1)).isSameAs(RunInterrupted.INSTANCE);
    }

    @Test
    void counts_are_bounded() {
        guest.expect(
                Errno.INVAL, WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, 0, TestGuest.RESULT);
        guest.expect(
                Errno.INVAL,
                WasiFunction.POLL_ONEOFF,
                SUBSCRIPTIONS,
                EVENTS,
                4097,
                TestGuest.RESULT);
        guest.expect(
                Errno.INVAL, WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, -1, TestGuest.RESULT);
    }

    @Test
    void unknown_types_clocks_and_flags_are_invalid() {
        descriptor(0, 1, 3, 1);
        guest.expect(
                Errno.INVAL, WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, 1, TestGuest.RESULT);
        clock(0, 1, 2, 1, 0);
        guest.expect(
                Errno.INVAL, WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, 1, TestGuest.RESULT);
        clock(0, 1, 1, 1, 2);
        guest.expect(
                Errno.INVAL, WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, 1, TestGuest.RESULT);
    }

    @Test
    void an_unsigned_timeout_beyond_all_time_is_for_ever() {
        clock(0, 1, 1, -1L, 0);

        poll(1);

        assertThat(guest.clocks.sleeps).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void events_may_overlay_the_subscriptions() {
        clock(0, 5, 1, 10, 0);
        clock(1, 6, 1, 10, 0);

        guest.ok(WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, SUBSCRIPTIONS, 2, TestGuest.RESULT);

        assertThat(guest.result()).isEqualTo(2);
        assertThat(guest.memory.longAt(SUBSCRIPTIONS + 32)).isEqualTo(6);
    }
}
