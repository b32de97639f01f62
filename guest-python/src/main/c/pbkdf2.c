#include "pbkdf2.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "internal/Hacl_Hash_MD5.h"
#include "internal/Hacl_Hash_SHA1.h"
#include "internal/Hacl_Hash_SHA2.h"

/* The functions of the library differ in the types and the order of their arguments. */
#define HASH_FUNCTION(name, word, init, update, finish)                                \
    static void name##_start(uint64_t *state) { init((word *)state); }                 \
    static void name##_add(uint64_t *state, uint8_t *blocks, uint32_t count) { update; } \
    static void name##_end(uint64_t *state, uint8_t *digest) { finish((word *)state, digest); }

HASH_FUNCTION(md5, uint32_t, Hacl_Hash_MD5_init, Hacl_Hash_MD5_update_multi((uint32_t *)state, blocks, count),
              Hacl_Hash_MD5_finish)
HASH_FUNCTION(sha1, uint32_t, Hacl_Hash_SHA1_init, Hacl_Hash_SHA1_update_multi((uint32_t *)state, blocks, count),
              Hacl_Hash_SHA1_finish)
HASH_FUNCTION(sha224, uint32_t, Hacl_Hash_SHA2_sha224_init,
              Hacl_Hash_SHA2_sha256_update_nblocks(64 * count, blocks, (uint32_t *)state), Hacl_Hash_SHA2_sha224_finish)
HASH_FUNCTION(sha256, uint32_t, Hacl_Hash_SHA2_sha256_init,
              Hacl_Hash_SHA2_sha256_update_nblocks(64 * count, blocks, (uint32_t *)state), Hacl_Hash_SHA2_sha256_finish)
HASH_FUNCTION(sha384, uint64_t, Hacl_Hash_SHA2_sha384_init,
              Hacl_Hash_SHA2_sha384_update_nblocks(128 * count, blocks, state), Hacl_Hash_SHA2_sha384_finish)
HASH_FUNCTION(sha512, uint64_t, Hacl_Hash_SHA2_sha512_init,
              Hacl_Hash_SHA2_sha512_update_nblocks(128 * count, blocks, state), Hacl_Hash_SHA2_sha512_finish)

static const struct hash_function functions[] = {
    {"md5", 64, 16, true, md5_start, md5_add, md5_end},
    {"sha1", 64, 20, false, sha1_start, sha1_add, sha1_end},
    {"sha224", 64, 28, false, sha224_start, sha224_add, sha224_end},
    {"sha256", 64, 32, false, sha256_start, sha256_add, sha256_end},
    {"sha384", 128, 48, false, sha384_start, sha384_add, sha384_end},
    {"sha512", 128, 64, false, sha512_start, sha512_add, sha512_end},
};

const struct hash_function *find_hash_function(const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strcasecmp(functions[i].name, name) == 0) {
            return &functions[i];
        }
    }
    return NULL;
}

/*
 * Pads the `length` bytes of `message`, which are preceded by `before` bytes in whole blocks: a bit, zeros, the length in
 * bits. Returns the number of blocks that the message has then. There must be room for a block and a half more.
 */
static uint32_t pad(const struct hash_function *hash, uint8_t *message, size_t length, size_t before)
{
    size_t length_field = hash->block / 8;
    size_t padded = (length + 1 + length_field + hash->block - 1) / hash->block * hash->block;
    uint64_t bits = ((uint64_t)before + length) * 8;
    memset(message + length, 0, padded - length);
    message[length] = 0x80;
    uint8_t *field = message + padded - (hash->little_endian ? length_field : 8);
    for (int i = 0; i < 8; i++) {
        field[i] = (uint8_t)(bits >> 8 * (hash->little_endian ? i : 7 - i));
    }
    return (uint32_t)(padded / hash->block);
}

/* The state after the block that a key makes of the constant. */
static void start_keyed(const struct hash_function *hash, const uint8_t *key, uint8_t constant, uint64_t *state)
{
    uint8_t block[LONGEST_BLOCK];
    for (size_t i = 0; i < hash->block; i++) {
        block[i] = key[i] ^ constant;
    }
    hash->start(state);
    hash->add(state, block, 1);
}

struct hmac {
    const struct hash_function *hash;
    uint64_t inner[8];
    uint64_t outer[8];
};

static bool prepare(struct hmac *hmac, const struct hash_function *hash, struct bytes password)
{
    uint8_t key[LONGEST_BLOCK] = {0};
    hmac->hash = hash;
    if (password.length <= hash->block) {
        memcpy(key, password.start, password.length);
    } else {
        uint8_t *message = malloc(password.length + 2 * LONGEST_BLOCK);
        uint64_t state[8];
        if (message == NULL) {
            return false;
        }
        memcpy(message, password.start, password.length);
        hash->start(state);
        hash->add(state, message, pad(hash, message, password.length, 0));
        hash->end(state, key);
        free(message);
    }
    start_keyed(hash, key, 0x36, hmac->inner);
    start_keyed(hash, key, 0x5c, hmac->outer);
    return true;
}

/* The code of a message that is padded already; it takes the message's place, padded itself. */
static void authenticate(const struct hmac *hmac, uint8_t *message, uint32_t blocks, uint8_t *block)
{
    uint64_t state[8];
    memcpy(state, hmac->inner, sizeof state);
    hmac->hash->add(state, message, blocks);
    hmac->hash->end(state, block);
    memcpy(state, hmac->outer, sizeof state);
    hmac->hash->add(state, block, 1);
    hmac->hash->end(state, block);
}

static void derive_block(const struct hmac *hmac, uint8_t *message, uint32_t blocks, uint64_t iterations, uint8_t *derived)
{
    size_t digest = hmac->hash->digest;
    /* What follows the digest in this block, its padding, stays as it is from one round to the next. */
    uint8_t block[LONGEST_BLOCK];
    (void)pad(hmac->hash, block, digest, hmac->hash->block);
    authenticate(hmac, message, blocks, block);
    memcpy(derived, block, digest);
    for (uint64_t i = 1; i < iterations; i++) {
        authenticate(hmac, block, 1, block);
        for (size_t j = 0; j < digest; j++) {
            derived[j] ^= block[j];
        }
    }
}

bool pbkdf2(const struct hash_function *hash, struct bytes password, struct bytes salt, uint64_t iterations, uint8_t *key,
            size_t key_length)
{
    struct hmac hmac;
    uint8_t derived[LONGEST_DIGEST];
    uint8_t *message = malloc(salt.length + 4 + 2 * LONGEST_BLOCK);
    if (message == NULL || !prepare(&hmac, hash, password)) {
        free(message);
        return false;
    }
    memcpy(message, salt.start, salt.length);
    for (uint32_t number = 1; key_length > 0; number++) {
        for (int i = 0; i < 4; i++) {
            message[salt.length + i] = (uint8_t)(number >> (24 - 8 * i));
        }
        uint32_t blocks = pad(hash, message, salt.length + 4, hash->block);
        derive_block(&hmac, message, blocks, iterations, derived);
        size_t part = key_length < hash->digest ? key_length : hash->digest;
        memcpy(key, derived, part);
        key += part;
        key_length -= part;
    }
    free(message);
    return true;
}
