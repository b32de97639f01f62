/*
 * Writes one JSON object into a buffer of fixed size. It never allocates, so that it can report a lack of memory,
 * and never exceeds the buffer: strings are cut, and members that no longer fit are left out, name and all.
 */
#ifndef WASM_SANDBOX_JSON_WRITER_H
#define WASM_SANDBOX_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_writer {
    char *buffer;
    size_t capacity;
    size_t length;
    /* Closing brackets owed; room for them is always left. */
    unsigned depth;
    bool first;
};

void json_begin(struct json_writer *json, char *buffer, size_t capacity);

/* Closes all that is open and returns the length of the text. */
size_t json_end(struct json_writer *json);

/* Objects and arrays inside; `name` is NULL for the element of an array. False (and nothing is opened) when full. */
bool json_open(struct json_writer *json, const char *name, char bracket);
void json_close(struct json_writer *json, char bracket);

void json_integer(struct json_writer *json, const char *name, int64_t value);
void json_boolean(struct json_writer *json, const char *name, bool value);
void json_null(struct json_writer *json, const char *name);

/* UTF-8, in which invalid bytes become U+FFFD; cut to `limit` bytes at a character's end, and marked so. */
void json_string(struct json_writer *json, const char *name, const char *text, size_t length, size_t limit);

#endif
