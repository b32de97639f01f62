/* The text of host_position, which both guests write alike. What no longer fits is left out. */
#ifndef WASM_SANDBOX_GUEST_POSITION_H
#define WASM_SANDBOX_GUEST_POSITION_H

#include "guest_abi.h"

struct guest_position {
    char text[GUEST_MAX_POSITION];
    uint32_t length;
};

static inline void guest_add(struct guest_position *position, const char *bytes, size_t size)
{
    if (size <= sizeof position->text - position->length) {
        memcpy(position->text + position->length, bytes, size);
        position->length += (uint32_t)size;
    }
}

static inline void guest_add_number(struct guest_position *position, long long number, char end)
{
    char digits[24];
    char *begin = digits + sizeof digits;
    unsigned long long rest = number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number;
    *--begin = end;
    do {
        *--begin = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        *--begin = '-';
    }
    guest_add(position, begin, (size_t)(digits + sizeof digits - begin));
}

/* A text and what follows it, in which no other character ends a field. */
static inline void guest_add_text(struct guest_position *position, const char *bytes, size_t size, char end)
{
    char shown[GUEST_LONGEST_NAME + 1];
    size = size < GUEST_LONGEST_NAME ? size : GUEST_LONGEST_NAME;
    for (size_t i = 0; i < size; i++) {
        shown[i] = (unsigned char)bytes[i] < ' ' ? '?' : bytes[i];
    }
    shown[size] = end;
    guest_add(position, shown, size + 1);
}

#endif
