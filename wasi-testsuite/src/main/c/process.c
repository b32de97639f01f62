/* Arguments, environment, clocks, randomness, the end of the program. Docs/wasi.md tells what the host gives here. */
#include "suite.h"

enum {
    ARGUMENT_BYTES = sizeof "suite\0\0two words\0\xc3\xbcml\xc3\xa4ut",
    VARIABLE_BYTES = sizeof "NAME=value\0EMPTY=\0SIGN=a=b",
};

CASE(args_sizes_get, counts_strings_and_bytes)
{
    uint32_t count = 0;
    uint32_t size = 0;
    OK(wasi_args_sizes_get(&count, &size));
    EQUAL(4, count);
    EQUAL(ARGUMENT_BYTES, size);
}

CASE(args_get, strings_lie_one_after_the_other_and_end_with_nul)
{
    char *pointers[5] = {0};
    char bytes[ARGUMENT_BYTES + 2];
    memset(bytes, '#', sizeof bytes);
    OK(wasi_args_get(pointers, bytes + 1));
    TEXT("suite\0\0two words\0\xc3\xbcml\xc3\xa4ut\0", bytes + 1, ARGUMENT_BYTES);
    EQUAL('#', bytes[0]);
    EQUAL('#', bytes[sizeof bytes - 1]);
    TRUE(pointers[0] == bytes + 1);
    TRUE(pointers[1] == bytes + 7);
    TRUE(pointers[2] == bytes + 8);
    TRUE(pointers[3] == bytes + 18);
    TRUE(pointers[4] == NULL);
}

CASE(environ_sizes_get, counts_strings_and_bytes)
{
    uint32_t count = 0;
    uint32_t size = 0;
    OK(wasi_environ_sizes_get(&count, &size));
    EQUAL(3, count);
    EQUAL(VARIABLE_BYTES, size);
}

CASE(environ_get, variables_are_name_equals_value_in_order)
{
    char *pointers[4] = {0};
    char bytes[VARIABLE_BYTES + 2];
    memset(bytes, '#', sizeof bytes);
    OK(wasi_environ_get(pointers, bytes + 1));
    TEXT("NAME=value\0EMPTY=\0SIGN=a=b\0", bytes + 1, VARIABLE_BYTES);
    EQUAL('#', bytes[0]);
    EQUAL('#', bytes[sizeof bytes - 1]);
    TRUE(pointers[0] == bytes + 1);
    TRUE(pointers[1] == bytes + 12);
    TRUE(pointers[2] == bytes + 19);
    TRUE(pointers[3] == NULL);
}

CASE(clock_res_get, known_clocks_have_a_positive_resolution)
{
    uint64_t resolution = 0;
    OK(wasi_clock_res_get(REALTIME, &resolution));
    TRUE(resolution > 0 && resolution <= 1000000000);
    resolution = 0;
    OK(wasi_clock_res_get(MONOTONIC, &resolution));
    TRUE(resolution > 0 && resolution <= 1000000000);
}

CASE(clock_res_get, processor_time_clocks_are_einval)
{
    FAILS(EINVAL, wasi_clock_res_get(PROCESS_CPUTIME, unused));
    FAILS(EINVAL, wasi_clock_res_get(THREAD_CPUTIME, unused));
}

CASE(clock_res_get, unknown_clocks_are_einval)
{
    FAILS(EINVAL, wasi_clock_res_get(4, unused));
    FAILS(EINVAL, wasi_clock_res_get(0xffffffff, unused));
}

CASE(clock_time_get, realtime_is_in_this_age)
{
    TRUE(now(REALTIME) > 1577836800000000000ull);
    TRUE(now(REALTIME) < 4102444800000000000ull);
}

CASE(clock_time_get, monotonic_never_goes_back)
{
    uint64_t before = now(MONOTONIC);
    for (int i = 0; i < 1000; i++) {
        uint64_t after = now(MONOTONIC);
        TRUE(after >= before);
        before = after;
    }
}

CASE(clock_time_get, any_precision_is_taken)
{
    OK(wasi_clock_time_get(REALTIME, 0, unused));
    OK(wasi_clock_time_get(REALTIME, 1000000000, unused));
    OK(wasi_clock_time_get(MONOTONIC, UINT64_MAX, unused));
}

CASE(clock_time_get, times_are_multiples_of_the_resolution)
{
    uint64_t resolution = 1;
    OK(wasi_clock_res_get(REALTIME, &resolution));
    EQUAL(0, now(REALTIME) % resolution);
    OK(wasi_clock_res_get(MONOTONIC, &resolution));
    EQUAL(0, now(MONOTONIC) % resolution);
}

CASE(clock_time_get, processor_time_clocks_are_einval)
{
    FAILS(EINVAL, wasi_clock_time_get(PROCESS_CPUTIME, 0, unused));
    FAILS(EINVAL, wasi_clock_time_get(THREAD_CPUTIME, 0, unused));
}

CASE(clock_time_get, unknown_clocks_are_einval)
{
    FAILS(EINVAL, wasi_clock_time_get(4, 0, unused));
    FAILS(EINVAL, wasi_clock_time_get(0x80000000, 0, unused));
}

CASE(random_get, fills_the_buffer_and_nothing_else)
{
    unsigned char bytes[66] = {0};
    uint32_t set = 0;
    OK(wasi_random_get(bytes + 1, 64));
    for (int i = 1; i < 65; i++) {
        set += (uint32_t)__builtin_popcount(bytes[i]);
    }
    TRUE(set > 128 && set < 384);
    EQUAL(0, bytes[0]);
    EQUAL(0, bytes[65]);
}

CASE(random_get, never_gives_the_same_twice)
{
    uint64_t one[4] = {0};
    uint64_t other[4] = {0};
    OK(wasi_random_get(one, sizeof one));
    OK(wasi_random_get(other, sizeof other));
    TRUE(!same(one, other, sizeof one));
}

CASE(random_get, of_no_bytes_touches_nothing)
{
    unsigned char byte = 7;
    OK(wasi_random_get(&byte, 0));
    EQUAL(7, byte);
    OK(wasi_random_get((void *)(uintptr_t)0xffffffff, 0));
}

CASE(random_get, fills_large_buffers)
{
    static unsigned char bytes[300000];
    uint32_t zeros = 0;
    OK(wasi_random_get(bytes, sizeof bytes));
    for (uint32_t i = 0; i < sizeof bytes; i++) {
        zeros += bytes[i] == 0;
    }
    TRUE(zeros > 600 && zeros < 2400);
}

CASE(sched_yield, succeeds)
{
    for (int i = 0; i < 100; i++) {
        OK(wasi_sched_yield());
    }
}

CASE(proc_raise, every_signal_is_enotsup)
{
    for (uint32_t signal = 0; signal <= 30; signal++) {
        FAILS(ENOTSUP, wasi_proc_raise(signal));
    }
}

CASE(proc_raise, unknown_signals_are_einval)
{
    FAILS(EINVAL, wasi_proc_raise(31));
    FAILS(EINVAL, wasi_proc_raise(0xffffffff));
}

/* How the run ended is for the host to check. */
CASE(proc_exit, zero_ends_the_program)
{
    wasi_proc_exit(0);
    TRUE(!"proc_exit came back");
}

CASE(proc_exit, the_code_is_told)
{
    wasi_proc_exit(42);
    TRUE(!"proc_exit came back");
}

CASE(proc_exit, codes_go_up_to_255)
{
    wasi_proc_exit(255);
    TRUE(!"proc_exit came back");
}

CASE(proc_exit, larger_codes_are_cut_to_eight_bits)
{
    wasi_proc_exit(0x12345607);
    TRUE(!"proc_exit came back");
}

CASE(proc_exit, what_was_written_before_has_arrived)
{
    put(STDOUT, "last words");
    put(open_new("left"), "behind");
    wasi_proc_exit(3);
    TRUE(!"proc_exit came back");
}

CASE(random_get, lengths_beyond_memory_are_efault)
{
    FAILS(EFAULT, wasi_random_get(NULL, 0xffffffff));
    FAILS(EFAULT, wasi_random_get((void *)(uintptr_t)1, 0xffffffff));
    FAILS(EFAULT, wasi_random_get((void *)(uintptr_t)0x80000000, 0x80000000));
}

CASE(args_get, answers_the_same_each_time)
{
    char *pointers[4];
    char one[ARGUMENT_BYTES];
    char other[ARGUMENT_BYTES];
    OK(wasi_args_get(pointers, one));
    OK(wasi_args_get(pointers, other));
    TRUE(same(one, other, sizeof one));
    TRUE(pointers[0] == other);
}
