/*
 * Brings the allocator into a state in which a program's first objects lie close together. After the boot thousands of
 * pools have a block or two free, and new objects would go into those holes, each in a page of its own which is dirtied
 * by it. So the holes are filled, once and for all instances; what is allocated later begins a fresh pool.
 */
#include "python_host.h"

#include "internal/pycore_obmalloc.h"

static bool fill_pools(size_t block_size)
{
    for (;;) {
        char *block = PyObject_Malloc(block_size);
        if (block == NULL) {
            return false;
        }
        struct pool_header *pool = (struct pool_header *)((uintptr_t)block & ~(uintptr_t)(POOL_SIZE - 1));
        if (pool->ref.count == 1) {
            /* This one stays allocated, so that the pool stays the first in line. */
            return true;
        }
    }
}

/* The same for the C library's allocator, which keeps free pieces by size. */
static void fill_pieces(size_t size, uintptr_t fresh)
{
    for (int i = 0; i < 4096; i++) {
        void *piece = malloc(size);
        if (piece == NULL || (uintptr_t)piece > fresh) {
            free(piece);
            return;
        }
    }
}

bool settle_allocators(void)
{
    for (size_t size = ALIGNMENT; size <= SMALL_REQUEST_THRESHOLD; size += ALIGNMENT) {
        if (!fill_pools(size)) {
            PyErr_NoMemory();
            return false;
        }
    }
    /* Where the memory ends that was in use up to now. */
    void *mark = malloc(4096);
    for (size_t size = 1024; size >= 8; size -= 8) {
        fill_pieces(size, (uintptr_t)mark);
    }
    free(mark);
    return true;
}
