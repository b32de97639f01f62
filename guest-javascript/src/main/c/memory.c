/*
 * The heap. The limit is the host's: memory.grow fails, malloc returns NULL, and the engine throws an InternalError,
 * which itself needs memory. So a reserve is set free by the first allocation that fails.
 */
#include "guest.h"

#include <malloc.h>
#include <string.h>

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

/* Zeroes memory that nobody will read, which the compiler would leave out; what is left there of the boot would be a part of
   the image. */
static void clear(char *block, size_t size)
{
    memset(block, 0, size);
    __asm__ volatile("" : : "r"(block) : "memory");
}

/* More of these than a heap at rest has holes. */
#define MAX_PROBES 256
#define PROBE (16u << 10)
#define LARGEST_HOLE (128u << 10)

/* Where the memory ends. */
static char *memory_end(void)
{
    return (char *)(__builtin_wasm_memory_size(0) << 16);
}

/*
 * Where the free memory at the end of the heap begins, all of it zeroed. Takes blocks until the memory grows, for then the
 * last one was the end; those that touch it from below are a part of it, and the others were holes, and stay. When the
 * place is `known`, the memory does not grow.
 */
static char *clear_end(const char *known)
{
    char *blocks[MAX_PROBES];
    uint32_t count = 0;
    const char *limit = memory_end();
    while (count < MAX_PROBES && memory_end() == limit && (blocks[count] = malloc(PROBE)) != NULL) {
        clear(blocks[count++], PROBE);
        if (known != NULL && limit - blocks[count - 1] < 3 * (ptrdiff_t)PROBE) {
            break;
        }
    }
    char *end = NULL;
    while (count > 0 && (end == NULL || (size_t)(end - blocks[count - 1]) < PROBE + 64)) {
        end = blocks[--count];
        free(end);
    }
    return end;
}

void fill_holes(void)
{
    char *end = clear_end(NULL);
    /* In small steps: the allocator takes the chunk that fits best, and only a hole of nearly this size beats the end. */
    for (size_t size = LARGEST_HOLE; size >= 8; size -= size > 256 ? size / 32 & ~(size_t)7 : 8) {
        char *block;
        while ((block = malloc(size)) != NULL && block < end) {
            clear(block, size);
        }
        free(block);
    }
    /* Each attempt has left a header behind the end. */
    clear_end(end);
}
