/* Key derivation by many rounds of HMAC (RFC 8018, PBKDF2), over the hash functions that the interpreter has. */
#ifndef WASM_SANDBOX_PBKDF2_H
#define WASM_SANDBOX_PBKDF2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LONGEST_BLOCK 128
#define LONGEST_DIGEST 64

/* A hash function that works on whole blocks; its state is up to eight words of 64 bits. */
struct hash_function {
    const char *name;
    size_t block;
    size_t digest;
    bool little_endian;
    void (*start)(uint64_t *state);
    void (*add)(uint64_t *state, uint8_t *blocks, uint32_t count);
    void (*end)(uint64_t *state, uint8_t *digest);
};

struct bytes {
    const uint8_t *start;
    size_t length;
};

/* NULL where there is none of this name. */
const struct hash_function *find_hash_function(const char *name);

/* Fills `key`. Returns false where there is no memory. */
bool pbkdf2(const struct hash_function *hash, struct bytes password, struct bytes salt, uint64_t iterations, uint8_t *key,
            size_t key_length);

/*
 * RFC 7914. Fills `key`. Returns false where there is no memory. The caller has checked that n is a power of 2, and that
 * 128 * r * (n + p + 2) is a size.
 */
bool scrypt(struct bytes password, struct bytes salt, uint64_t n, uint32_t r, uint32_t p, uint8_t *key, size_t key_length);

#endif
