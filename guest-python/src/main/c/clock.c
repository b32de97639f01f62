/*
 * The processor time of the process. The C library emulates it by the time since its constructors ran, which here was
 * when the image was made, on a clock that has nothing to do with the one of this instance. These take its place.
 */
#include "python_host.h"

#include <time.h>

static int64_t start;

static int64_t now(void)
{
    struct timespec time;
    return clock_gettime(CLOCK_MONOTONIC, &time) != 0 ? start : (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void start_process_clock(void)
{
    start = now();
}

/* Declared nowhere: the function behind clock(), times() and getrusage() of the C library. */
clock_t __clock(void);

clock_t __clock(void)
{
    return (now() - start) / (1000000000 / CLOCKS_PER_SEC);
}

clock_t clock(void)
{
    return __clock();
}
