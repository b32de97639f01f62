/*
 * The heap. The limit is the host's: memory.grow fails, malloc returns NULL, and the engine throws an InternalError,
 * which itself needs memory. So a reserve is set free by the first allocation that fails.
 */
#include "guest.h"

#include <malloc.h>

/* Enough for an error, its stack trace and what is said of it when nobody catches it. */
#define RESERVE (256u << 10)

/* The reserve is taken back while memory is freed again, but not at every single time. */
#define FREES_PER_ATTEMPT 256

static void *reserve;
static uint32_t frees;

void hold_reserve(void)
{
    if (reserve == NULL) {
        reserve = malloc(RESERVE);
    }
}

static void *or_release_reserve(void *block)
{
    if (block == NULL) {
        guest.memory_ran_out = true;
        free(reserve);
        reserve = NULL;
    }
    return block;
}

static void *allocate_zeroed(void *opaque, size_t count, size_t size)
{
    (void)opaque;
    return or_release_reserve(calloc(count, size));
}

static void *allocate(void *opaque, size_t size)
{
    (void)opaque;
    return or_release_reserve(malloc(size));
}

static void *reallocate(void *opaque, void *block, size_t size)
{
    (void)opaque;
    return or_release_reserve(realloc(block, size));
}

static void release(void *opaque, void *block)
{
    (void)opaque;
    free(block);
    if (reserve == NULL && ++frees % FREES_PER_ATTEMPT == 0) {
        hold_reserve();
    }
}

static size_t usable_size(const void *block)
{
    return malloc_usable_size((void *)block);
}

const JSMallocFunctions guest_memory = {allocate_zeroed, allocate, release, reallocate, usable_size};

void fill_holes(void)
{
    char *end = malloc(128 * 1024);
    free(end);
    for (size_t size = 32 * 1024; size >= 8; size = size > 128 ? size / 2 : size - 8) {
        char *block;
        while ((block = malloc(size)) != NULL && block < end) {
        }
        free(block);
    }
}
