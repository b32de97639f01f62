/* What an instrumented guest has besides: the counters, written to a file when the one who trains it asks. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "InstrProfiling.h"
#include "InstrProfilingInternal.h"

/* The instrumented code refers to it, so that the runtime is linked. */
int __llvm_profile_runtime;

/* Room for the targets of indirect calls, which are counted one by one. */
void *minicov_alloc_zeroed(size_t size, size_t alignment)
{
    (void)alignment;
    return calloc(1, size);
}

void minicov_dealloc(void *block, size_t size, size_t alignment)
{
    (void)size;
    (void)alignment;
    free(block);
}

static uint32_t write_pieces(ProfDataWriter *writer, ProfDataIOVec *pieces, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        size_t size = pieces[i].ElmSize * pieces[i].NumElm;
        if (pieces[i].Data != NULL) {
            if (fwrite(pieces[i].Data, 1, size, writer->WriterCtx) != size) {
                return 1;
            }
            continue;
        }
        for (size_t written = 0; written < size; written++) {
            if (fputc(0, writer->WriterCtx) == EOF) {
                return 1;
            }
        }
    }
    return 0;
}

__attribute__((export_name("profile_dump"), used)) int32_t profile_dump(void)
{
    FILE *file = fopen("/profile/raw", "wb");
    if (file == NULL) {
        return -1;
    }
    ProfDataWriter writer = {.Write = write_pieces, .WriterCtx = file};
    int failed = lprofWriteData(&writer, lprofGetVPDataReader(), 0);
    return fclose(file) == 0 && !failed ? 0 : -1;
}
