/*
 * fmod, which is JavaScript's % wherever a number is not a small integer: in every pseudo-random generator and hash
 * function. The C library's own subtracts bit by bit; this one takes eleven bits at a time and is exact as well.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define FRACTION_BITS 52
#define FRACTION_MASK ((UINT64_C(1) << FRACTION_BITS) - 1)
#define EXPONENT_MASK 0x7FF
/* A remainder has at most 53 bits; that many more fit into 64. */
#define STEP 11

static uint64_t bits_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static double number_of(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

/* A positive finite number as significand * 2^(result - 1075). */
static int split(uint64_t bits, uint64_t *significand)
{
    int exponent = (int)(bits >> FRACTION_BITS);
    *significand = bits & FRACTION_MASK;
    if (exponent == 0) {
        return 1;
    }
    *significand |= UINT64_C(1) << FRACTION_BITS;
    return exponent;
}

static uint64_t join(uint64_t significand, int exponent)
{
    int shift = __builtin_clzll(significand) - (63 - FRACTION_BITS);
    if (shift >= exponent) {
        /* Subnormal: as far as the smallest exponent allows. */
        return significand << (exponent - 1);
    }
    return ((significand << shift) & FRACTION_MASK) | (uint64_t)(exponent - shift) << FRACTION_BITS;
}

double fmod(double dividend, double divisor)
{
    uint64_t sign = bits_of(dividend) & (UINT64_C(1) << 63);
    uint64_t x = bits_of(dividend) ^ sign;
    uint64_t y = bits_of(divisor) & ~(UINT64_C(1) << 63);
    const uint64_t infinity = (uint64_t)EXPONENT_MASK << FRACTION_BITS;
    if (x >= infinity || y == 0 || y > infinity) {
        return (dividend * divisor) / (dividend * divisor);
    }
    if (x < y) {
        return dividend;
    }
    uint64_t remainder;
    uint64_t modulus;
    int x_exponent = split(x, &remainder);
    int y_exponent = split(y, &modulus);
    remainder %= modulus;
    for (int left = x_exponent - y_exponent; left > 0 && remainder != 0; left -= STEP) {
        remainder = (remainder << (left < STEP ? left : STEP)) % modulus;
    }
    return number_of(sign | (remainder == 0 ? 0 : join(remainder, y_exponent)));
}
