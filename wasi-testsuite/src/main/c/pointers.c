/* Results and buffers outside of the memory: EFAULT, and nothing has happened. Paths are in paths.c. */
#include "suite.h"

#define WRAPS ((void *)0xfffffffcu)
#define NEAR_END ((void *)(uintptr_t)(memory_bytes() - 3))

static char buffer[64];
static uint32_t done;
static struct iovec vector = {buffer, 4};

/* Both places must be refused; `outside` stands for them in the call. */
#define OUTSIDE(function, what, call, check) \
    CASE(function, what##_outside_memory_is_efault) \
    { \
        void *outside = WRAPS; \
        FAILS(EFAULT, call); \
        outside = NEAR_END; \
        FAILS(EFAULT, call); \
        check; \
    }

OUTSIDE(args_get, pointers, wasi_args_get(outside, buffer), )
OUTSIDE(args_get, strings, wasi_args_get(buffer, outside), EQUAL(0, buffer[0]))
OUTSIDE(args_sizes_get, the_count, wasi_args_sizes_get(outside, &done), )
OUTSIDE(args_sizes_get, the_size, wasi_args_sizes_get(&done, outside), EQUAL(0, done))
OUTSIDE(environ_get, pointers, wasi_environ_get(outside, buffer), )
OUTSIDE(environ_get, strings, wasi_environ_get(buffer, outside), EQUAL(0, buffer[0]))
OUTSIDE(environ_sizes_get, the_count, wasi_environ_sizes_get(outside, &done), )
OUTSIDE(environ_sizes_get, the_size, wasi_environ_sizes_get(&done, outside), EQUAL(0, done))
OUTSIDE(clock_res_get, the_result, wasi_clock_res_get(MONOTONIC, outside), )
OUTSIDE(clock_time_get, the_result, wasi_clock_time_get(REALTIME, 0, outside), )
OUTSIDE(random_get, the_buffer, wasi_random_get(outside, 16), )
OUTSIDE(fd_fdstat_get, the_result, wasi_fd_fdstat_get(app, outside), )
OUTSIDE(fd_filestat_get, the_result, wasi_fd_filestat_get(app, outside), )
OUTSIDE(fd_filestat_get, the_result_for_a_stream, wasi_fd_filestat_get(STDIN, outside), )
OUTSIDE(path_filestat_get, the_result, wasi_path_filestat_get(app, 0, P("origin.txt"), outside), )
OUTSIDE(fd_prestat_get, the_result, wasi_fd_prestat_get(ROOT, outside), )
OUTSIDE(fd_tell, the_result, wasi_fd_tell(open_file("origin.txt"), outside), )
OUTSIDE(fd_readdir, the_buffer, wasi_fd_readdir(app, outside, 100, 0, &done), EQUAL(0, done))
OUTSIDE(fd_readdir, the_result, wasi_fd_readdir(app, buffer, sizeof buffer, 0, outside), EQUAL(0, buffer[16]))
OUTSIDE(path_readlink, the_buffer, wasi_path_readlink(app, P("origin_link"), outside, 10, &done), EQUAL(0, done))
OUTSIDE(path_readlink, the_result, wasi_path_readlink(app, P("origin_link"), buffer, sizeof buffer, outside), EQUAL(0, buffer[0]))
OUTSIDE(poll_oneoff, subscriptions, wasi_poll_oneoff(outside, buffer, 1, &done), EQUAL(0, done))

CASE(fd_prestat_dir_name, a_buffer_outside_memory_is_efault)
{
    FAILS(EFAULT, wasi_fd_prestat_dir_name(ROOT, (void *)(uintptr_t)memory_bytes(), 1));
    FAILS(EFAULT, wasi_fd_prestat_dir_name(ROOT, (void *)0xffffffffu, 1));
}

CASE(poll_oneoff, events_outside_memory_are_efault)
{
    static struct subscription one = {.type = FD_WRITE, .fd = STDOUT};
    FAILS(EFAULT, wasi_poll_oneoff(&one, WRAPS, 1, &done));
    FAILS(EFAULT, wasi_poll_oneoff(&one, NEAR_END, 1, &done));
    FAILS(EFAULT, wasi_poll_oneoff(&one, buffer, 1, WRAPS));
    EQUAL(0, buffer[8]);
}

CASE(fd_seek, the_result_outside_memory_is_efault_and_nothing_moves)
{
    int file = open_file("origin.txt");
    FAILS(EFAULT, wasi_fd_seek(file, 3, SET, WRAPS));
    FAILS(EFAULT, wasi_fd_seek(file, 3, SET, NEAR_END));
    EQUAL(0, tell(file));
}

#define TRANSFER(function, position, ...) \
    CASE(function, the_result_outside_memory_is_efault_and_nothing_moves) \
    { \
        int file = open_file("origin.txt"); \
        memset(buffer, '#', 4); \
        FAILS(EFAULT, wasi_##function(file, &vector, 1, __VA_ARGS__ WRAPS)); \
        FAILS(EFAULT, wasi_##function(file, &vector, 1, __VA_ARGS__ NEAR_END)); \
        EQUAL(0, tell(file)); \
        TEXT("####", buffer, 4); \
        TEXT("original", buffer, (uint32_t)read_file("origin.txt", buffer, sizeof buffer)); \
    } \
    CASE(function, vectors_outside_memory_are_efault_and_nothing_moves) \
    { \
        int file = open_file("origin.txt"); \
        FAILS(EFAULT, wasi_##function(file, WRAPS, 1, __VA_ARGS__ &done)); \
        FAILS(EFAULT, wasi_##function(file, NEAR_END, 1, __VA_ARGS__ &done)); \
        FAILS(EFAULT, wasi_##function(file, (void *)(uintptr_t)(memory_bytes() - 8), 2, __VA_ARGS__ &done)); \
        EQUAL(0, tell(file)); \
        TEXT("original", buffer, (uint32_t)read_file("origin.txt", buffer, sizeof buffer)); \
    } \
    CASE(function, a_buffer_outside_memory_is_efault_and_nothing_moves) \
    { \
        int file = open_file("origin.txt"); \
        struct iovec wrapping = {WRAPS, 8}; \
        struct iovec near_end = {NEAR_END, 8}; \
        struct iovec huge = {buffer, 0xffffffff}; \
        FAILS(EFAULT, wasi_##function(file, &wrapping, 1, __VA_ARGS__ &done)); \
        FAILS(EFAULT, wasi_##function(file, &near_end, 1, __VA_ARGS__ &done)); \
        FAILS(EFAULT, wasi_##function(file, &huge, 1, __VA_ARGS__ &done)); \
        EQUAL(0, tell(file)); \
        TEXT("original", buffer, (uint32_t)read_file("origin.txt", buffer, sizeof buffer)); \
    }

#define AT_ZERO 0,
TRANSFER(fd_read, 0, )
TRANSFER(fd_pread, 0, AT_ZERO)
TRANSFER(fd_write, 0, )
TRANSFER(fd_pwrite, 0, AT_ZERO)

CASE(path_open, the_result_outside_memory_is_efault_and_nothing_is_made)
{
    FAILS(EFAULT, wasi_path_open(app, 0, P("new"), CREAT, ALL_RIGHTS, 0, 0, WRAPS));
    FAILS(EFAULT, wasi_path_open(app, 0, P("new"), CREAT, ALL_RIGHTS, 0, 0, NEAR_END));
    TRUE(!exists("new"));
    FAILS(EFAULT, wasi_path_open(app, 0, P("origin.txt"), TRUNC, ALL_RIGHTS, 0, 0, WRAPS));
    EQUAL(8, status("origin.txt").size);
}

CASE(fd_read, from_standard_input_outside_memory_loses_nothing)
{
    struct iovec bad = {WRAPS, 8};
    FAILS(EFAULT, wasi_fd_read(STDIN, &bad, 1, &done));
    FAILS(EFAULT, wasi_fd_read(STDIN, &vector, 1, WRAPS));
    TEXT("line", buffer, get(STDIN, buffer, 4));
}

CASE(clock_time_get, results_need_no_alignment)
{
    memset(buffer, 0, sizeof buffer);
    OK(wasi_clock_time_get(REALTIME, 0, buffer + 1));
    EQUAL(0, buffer[0]);
    EQUAL(0, buffer[9]);
    TRUE(buffer[8] != 0);
}

CASE(fd_fdstat_get, the_last_bytes_of_memory_can_hold_the_result)
{
    OK(wasi_fd_fdstat_get(app, (void *)(uintptr_t)(memory_bytes() - sizeof(struct fdstat))));
}
