/* poll_oneoff: clocks, readiness, and what it answers with. */
#include "suite.h"

static struct event events[8];
static uint32_t count;

static struct subscription clock_in(uint64_t userdata, uint32_t id, uint64_t timeout, uint16_t flags)
{
    struct subscription subscription;
    memset(&subscription, 0, sizeof subscription);
    subscription.userdata = userdata;
    subscription.type = CLOCK;
    subscription.clock.id = id;
    subscription.clock.timeout = timeout;
    subscription.clock.flags = flags;
    return subscription;
}

static struct subscription ready(uint64_t userdata, uint8_t type, int fd)
{
    struct subscription subscription;
    memset(&subscription, 0, sizeof subscription);
    subscription.userdata = userdata;
    subscription.type = type;
    subscription.fd = (uint32_t)fd;
    return subscription;
}

CASE(poll_oneoff, no_subscriptions_are_einval)
{
    struct subscription one = clock_in(1, MONOTONIC, 1, 0);
    FAILS(EINVAL, wasi_poll_oneoff(&one, events, 0, &count));
}

CASE(poll_oneoff, a_clock_is_waited_for)
{
    struct subscription one = clock_in(0x1122334455667788, MONOTONIC, 2000000, 0);
    uint64_t before = now(MONOTONIC);
    OK(wasi_poll_oneoff(&one, events, 1, &count));
    TRUE(now(MONOTONIC) >= before + 2000000);
    EQUAL(1, count);
    EQUAL(0x1122334455667788, events[0].userdata);
    EQUAL(SUCCESS, events[0].error);
    EQUAL(CLOCK, events[0].type);
}

CASE(poll_oneoff, realtime_can_be_waited_for_too)
{
    struct subscription one = clock_in(1, REALTIME, 2000000, 0);
    uint64_t before = now(MONOTONIC);
    OK(wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, count);
    TRUE(now(MONOTONIC) + 1000000 >= before + 2000000);
}

CASE(poll_oneoff, an_absolute_time_is_waited_for)
{
    struct subscription one = clock_in(1, MONOTONIC, now(MONOTONIC) + 2000000, ABSTIME);
    uint64_t until = one.clock.timeout;
    OK(wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, count);
    TRUE(now(MONOTONIC) >= until);
    one = clock_in(1, REALTIME, now(REALTIME) + 2000000, ABSTIME);
    OK(wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, count);
}

CASE(poll_oneoff, a_time_in_the_past_is_ready_at_once)
{
    struct subscription two[] = {clock_in(1, REALTIME, 1, ABSTIME), clock_in(2, MONOTONIC, 0, ABSTIME)};
    OK(wasi_poll_oneoff(two, events, 2, &count));
    EQUAL(2, count);
    EQUAL(1, events[0].userdata);
    EQUAL(2, events[1].userdata);
}

CASE(poll_oneoff, no_time_at_all_is_ready_at_once)
{
    struct subscription one = clock_in(1, MONOTONIC, 0, 0);
    OK(wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, count);
}

CASE(poll_oneoff, of_two_clocks_the_first_one_counts)
{
    struct subscription two[] = {clock_in(1, MONOTONIC, 3600000000000, 0), clock_in(2, MONOTONIC, 1000000, 0)};
    OK(wasi_poll_oneoff(two, events, 2, &count));
    EQUAL(1, count);
    EQUAL(2, events[0].userdata);
}

CASE(poll_oneoff, a_far_clock_does_not_hold_up_a_ready_file)
{
    struct subscription two[] = {
        clock_in(1, MONOTONIC, UINT64_MAX, 0), ready(2, FD_READ, open_file("origin.txt"))};
    OK(wasi_poll_oneoff(two, events, 2, &count));
    EQUAL(1, count);
    EQUAL(2, events[0].userdata);
    EQUAL(FD_READ, events[0].type);
}

CASE(poll_oneoff, unknown_clocks_are_einval)
{
    for (uint32_t id = PROCESS_CPUTIME; id < 6; id++) {
        struct subscription two[] = {ready(1, FD_READ, STDIN), clock_in(2, id, 0, 0)};
        FAILS(EINVAL, wasi_poll_oneoff(two, events, 2, &count));
    }
}

CASE(poll_oneoff, unknown_clock_flags_are_einval)
{
    struct subscription one = clock_in(1, MONOTONIC, 0, 2);
    FAILS(EINVAL, wasi_poll_oneoff(&one, events, 1, &count));
}

CASE(poll_oneoff, unknown_types_are_einval)
{
    struct subscription one = ready(1, 3, STDIN);
    FAILS(EINVAL, wasi_poll_oneoff(&one, events, 1, &count));
    one = ready(1, 255, STDIN);
    FAILS(EINVAL, wasi_poll_oneoff(&one, events, 1, &count));
}

CASE(poll_oneoff, files_are_ready_with_what_is_left_of_them)
{
    int file = open_file("origin.txt");
    seek(file, 3, SET);
    struct subscription two[] = {ready(1, FD_READ, file), ready(2, FD_WRITE, file)};
    OK(wasi_poll_oneoff(two, events, 2, &count));
    EQUAL(2, count);
    EQUAL(FD_READ, events[0].type);
    EQUAL(5, events[0].nbytes);
    EQUAL(0, events[0].flags);
    EQUAL(FD_WRITE, events[1].type);
    TRUE(events[1].nbytes > 0);
    EQUAL(SUCCESS, events[0].error | events[1].error);
}

CASE(poll_oneoff, a_file_at_its_end_is_ready_and_hung_up)
{
    int file = open_file("origin.txt");
    seek(file, 0, END);
    struct subscription one = ready(1, FD_READ, file);
    OK(wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, count);
    EQUAL(SUCCESS, events[0].error);
    EQUAL(HANGUP, events[0].flags);
}

CASE(poll_oneoff, streams_are_ready)
{
    struct subscription three[] = {ready(1, FD_READ, STDIN), ready(2, FD_WRITE, STDOUT), ready(3, FD_WRITE, STDERR)};
    OK(wasi_poll_oneoff(three, events, 3, &count));
    EQUAL(3, count);
    for (uint32_t i = 0; i < 3; i++) {
        EQUAL(i + 1, events[i].userdata);
        EQUAL(SUCCESS, events[i].error);
        EQUAL(three[i].type, events[i].type);
        TRUE(events[i].nbytes > 0);
    }
}

CASE(poll_oneoff, a_bad_descriptor_is_an_event_with_ebadf)
{
    struct subscription two[] = {ready(1, FD_READ, BAD_FD), ready(2, FD_WRITE, STDOUT)};
    OK(wasi_poll_oneoff(two, events, 2, &count));
    EQUAL(2, count);
    EQUAL(1, events[0].userdata);
    EQUAL(EBADF, events[0].error);
    EQUAL(FD_READ, events[0].type);
    EQUAL(SUCCESS, events[1].error);
}

CASE(poll_oneoff, the_wrong_direction_and_directories_are_events_with_ebadf)
{
    struct subscription four[] = {ready(1, FD_WRITE, STDIN), ready(2, FD_READ, STDOUT), ready(3, FD_READ, app),
        ready(4, FD_WRITE, open_at(app, "origin.txt", 0, READ_RIGHTS, 0))};
    OK(wasi_poll_oneoff(four, events, 4, &count));
    EQUAL(4, count);
    for (uint32_t i = 0; i < 4; i++) {
        EQUAL(EBADF, events[i].error);
    }
}

CASE(poll_oneoff, the_same_descriptor_twice_gives_two_events)
{
    struct subscription two[] = {ready(7, FD_WRITE, STDOUT), ready(7, FD_WRITE, STDOUT)};
    OK(wasi_poll_oneoff(two, events, 2, &count));
    EQUAL(2, count);
    EQUAL(7, events[0].userdata);
    EQUAL(7, events[1].userdata);
}

CASE(poll_oneoff, events_may_lie_over_subscriptions)
{
    static struct subscription four[4];
    for (uint32_t i = 0; i < 4; i++) {
        four[i] = ready(i + 1, FD_WRITE, STDOUT);
    }
    struct event *over = (struct event *)four;
    OK(wasi_poll_oneoff(four, over, 4, &count));
    EQUAL(4, count);
    for (uint32_t i = 0; i < 4; i++) {
        EQUAL(i + 1, over[i].userdata);
    }
}

CASE(poll_oneoff, many_subscriptions_are_served_and_too_many_are_einval)
{
    static struct subscription many[4097];
    static struct event answers[4097];
    for (uint32_t i = 0; i < 4097; i++) {
        many[i] = ready(i, FD_WRITE, STDOUT);
    }
    OK(wasi_poll_oneoff(many, answers, 4096, &count));
    EQUAL(4096, count);
    EQUAL(4095, answers[4095].userdata);
    FAILS(EINVAL, wasi_poll_oneoff(many, answers, 4097, &count));
    FAILS(EINVAL, wasi_poll_oneoff(many, answers, 0xffffffff, &count));
}
