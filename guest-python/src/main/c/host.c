/* The exports of the guest. */
#include "python_host.h"

static struct {
    char *bytes;
    int32_t capacity;
} request_buffer;

/* Larger buffers are not kept from one request to the next. */
static const int32_t largest_kept = 1 << 20;

static bool booted;

GUEST_EXPORT(guest_alloc)
int32_t guest_alloc(int32_t length)
{
    if (length < 0) {
        return 0;
    }
    if (length <= request_buffer.capacity && (request_buffer.capacity <= largest_kept || length > largest_kept)) {
        return (int32_t)(intptr_t)request_buffer.bytes;
    }
    free(request_buffer.bytes);
    request_buffer.capacity = length < 4096 ? 4096 : length;
    request_buffer.bytes = malloc((size_t)request_buffer.capacity);
    if (request_buffer.bytes == NULL) {
        request_buffer.capacity = 0;
    }
    return (int32_t)(intptr_t)request_buffer.bytes;
}

GUEST_EXPORT(guest_boot)
int32_t guest_boot(void)
{
    /* A buffer for small requests belongs to the image: no instance allocates one. */
    if (booted || guest_alloc(1) == 0 || !boot_interpreter()) {
        return 1;
    }
    booted = true;
    return 0;
}

GUEST_EXPORT(guest_run)
int32_t guest_run(int32_t address, int32_t length)
{
    struct guest_request request;
    /* After its last run an instance has no program any more. */
    if (!booted || host.globals == NULL) {
        return GUEST_BROKEN_INTERPRETER;
    }
    if (length < 0 || !guest_parse_request((const char *)(intptr_t)address, (uint32_t)length, &request)) {
        return GUEST_BROKEN_REQUEST;
    }
    return run_request(&request);
}
