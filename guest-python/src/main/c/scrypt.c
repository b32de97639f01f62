#include "pbkdf2.h"

#include <stdlib.h>
#include <string.h>

#define WORDS 16

static uint32_t rotate(uint32_t value, int bits)
{
    return value << bits | value >> (32 - bits);
}

static void quarter(uint32_t *x, int a, int b, int c, int d)
{
    x[b] ^= rotate(x[a] + x[d], 7);
    x[c] ^= rotate(x[b] + x[a], 9);
    x[d] ^= rotate(x[c] + x[b], 13);
    x[a] ^= rotate(x[d] + x[c], 18);
}

/* Salsa20/8 */
static void mix_words(uint32_t *words)
{
    uint32_t x[WORDS];
    memcpy(x, words, sizeof x);
    for (int i = 0; i < 4; i++) {
        quarter(x, 0, 4, 8, 12);
        quarter(x, 5, 9, 13, 1);
        quarter(x, 10, 14, 2, 6);
        quarter(x, 15, 3, 7, 11);
        quarter(x, 0, 1, 2, 3);
        quarter(x, 5, 6, 7, 4);
        quarter(x, 10, 11, 8, 9);
        quarter(x, 15, 12, 13, 14);
    }
    for (int i = 0; i < WORDS; i++) {
        words[i] += x[i];
    }
}

static void xor(uint32_t *target, const uint32_t *source, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        target[i] ^= source[i];
    }
}

/* scryptBlockMix: even results come first, odd ones behind them. */
static void mix_block(const uint32_t *block, uint32_t *mixed, uint32_t r)
{
    uint32_t words[WORDS];
    memcpy(words, block + (2 * (size_t)r - 1) * WORDS, sizeof words);
    for (size_t i = 0; i < 2 * (size_t)r; i++) {
        xor(words, block + i * WORDS, WORDS);
        mix_words(words);
        memcpy(mixed + (i / 2 + i % 2 * r) * WORDS, words, sizeof words);
    }
}

/* scryptROMix; `room` has space for n + 1 blocks. The bytes are little-endian words, as this machine has them. */
static void mix_in_memory(uint32_t *block, uint64_t n, uint32_t r, uint32_t *room)
{
    size_t words = 2 * (size_t)r * WORDS;
    uint32_t *other = room + n * words;
    for (uint64_t i = 0; i < n; i++) {
        memcpy(room + i * words, block, words * sizeof *block);
        mix_block(room + i * words, block, r);
    }
    for (uint64_t i = 0; i < n; i++) {
        uint64_t index = (block[words - WORDS] | (uint64_t)block[words - WORDS + 1] << 32) & (n - 1);
        xor(block, room + index * words, words);
        memcpy(other, block, words * sizeof *block);
        mix_block(other, block, r);
    }
}

bool scrypt(struct bytes password, struct bytes salt, uint64_t n, uint32_t r, uint32_t p, uint8_t *key, size_t key_length)
{
    const struct hash_function *hash = find_hash_function("sha256");
    size_t size = 128 * (size_t)r;
    uint8_t *blocks = malloc(size * p);
    uint32_t *room = malloc(size * ((size_t)n + 1));
    bool done = blocks != NULL && room != NULL && pbkdf2(hash, password, salt, 1, blocks, size * p);
    for (uint32_t i = 0; done && i < p; i++) {
        mix_in_memory((uint32_t *)(blocks + i * size), n, r, room);
    }
    done = done && pbkdf2(hash, password, (struct bytes){blocks, size * p}, 1, key, key_length);
    free(blocks);
    free(room);
    return done;
}
