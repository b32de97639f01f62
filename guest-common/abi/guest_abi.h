/*
 * The ABI between a guest and its host, version 1. Plain C, used by every guest.
 *
 * A guest is a WASI reactor which exports its memory and
 *   int32_t guest_boot(void)                     called once, while the memory image is made; 0 = ready
 *   int32_t guest_alloc(int32_t length)          the address of a buffer for a request, valid until the next call; 0 = no memory
 *   int32_t guest_run(int32_t request, int32_t length)   runs one request; the exit code 0..255, negative = the guest is broken
 * and which imports WASI preview 1 and the functions of `host` below. A guest whose host may ask where its program is
 * exports besides the address of its beacon, `guest_beacon`, and
 *   void guest_position(void)                    tells the host at once, even if a run was ended in its midst.
 * Nothing of one process may be in the memory after guest_boot
 * (clocks, random seeds): the same memory is the start of every instance.
 */
#ifndef WASM_SANDBOX_GUEST_ABI_H
#define WASM_SANDBOX_GUEST_ABI_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GUEST_ABI_VERSION 1u

#define GUEST_EXPORT(name) __attribute__((export_name(#name), used, visibility("default")))

/* Answers of guest_run that are not exit codes. */
#define GUEST_BROKEN_REQUEST (-1)
#define GUEST_BROKEN_INTERPRETER (-2)

/* Answers of host_call that are not lengths. */
#define HOST_CALL_MALFORMED (-1)
#define HOST_CALL_UNKNOWN_TYPE (-2)

/* The host refuses longer messages. */
#define HOST_CALL_MAX_MESSAGE 65536u

/*
 * Sends a message, a JSON object in UTF-8 with a member "type". Returns the length of the response, which was written
 * to `response` if it fits into `capacity`; if not, nothing was written and host_call(NULL, 0, response, capacity)
 * gets it again into a larger buffer. Negative: refused.
 */
__attribute__((import_module("host"), import_name("call")))
extern int32_t host_call(const char *message, uint32_t length, char *response, uint32_t capacity);

/*
 * Tells the host where the program is: lines of text, the innermost place first.
 *   @<line> <loop> <outer> <left> <file> TAB <function>   a place in a file of the program's own: its line, the first lines of
 *        the innermost and of the outermost loop around it in this function (0 = none), and how many more times the outermost one
 *        will go round (-1 = unknown); at most GUEST_PLACES, and last the outermost place in a loop if it is not among them
 *   =<name> <value>      a variable that the outermost loop's first line names, if it is a whole number
 *   #<name> <value>      how long it is, if it is a list or a text
 * Returns after how many units of work the guest is to tell again, if it does so by itself. An empty position says that the guest
 * begins to tell: what it takes from there to the next position is not the program's, and costs it nothing.
 */
__attribute__((import_module("host"), import_name("position")))
extern uint32_t host_position(const char *text, uint32_t length);

#define GUEST_PLACES 6
#define GUEST_MAX_POSITION 2048u

/* Longer names are cut. */
#define GUEST_LONGEST_NAME 120u

/* The host sets `bits` in the word when it wants to know the position: the guest tells it at its next loop or call. */
struct guest_beacon {
    uint32_t word;  /* an address */
    uint32_t bits;
};

enum guest_operation {
    GUEST_EXECUTE = 1,
    /* Tells by a message "validation" whether the code can be compiled; nothing of it runs. */
    GUEST_VALIDATE = 2,
    /* Tells by a message "completion" what may stand where the code ends. What that runs of the program's own code may
       leave its traces in the memory: the host throws the instance away. */
    GUEST_COMPLETE = 3,
};

/* No run will follow on this instance: run exit handlers, then flush and close what the program left open. */
#define GUEST_FLAG_LAST 1u

/* As at a prompt: the value of the last expression is written to standard output, and the code has a name of its own in
   tracebacks. A program that asks to end with exit code 0 says so by a message "exit". */
#define GUEST_FLAG_ECHO 2u

/* Tell the position by itself, after so much work: the same program then tells the same. */
#define GUEST_FLAG_STEADY 4u

/* Bytes of the request: neither terminated by NUL nor checked to be UTF-8. */
struct guest_string {
    const char *bytes;
    uint32_t length;
};

/* Consecutive strings in the request, to be read with guest_next_string. */
struct guest_strings {
    const char *position;
    uint32_t count;
};

struct guest_request {
    uint32_t operation;
    uint32_t flags;
    struct guest_string code;
    struct guest_string file_name;
    struct guest_string working_directory;
    struct guest_strings arguments;
    struct guest_strings environment;
    /* False: `environment` is empty and the one of the image stays. */
    bool replaces_environment;
};

/* Unread part of the request. After the first read beyond the end all reads give zeros and `failed` stays set. */
struct guest_reader {
    const char *position;
    const char *end;
    bool failed;
};

static inline uint32_t guest_read_u32(struct guest_reader *reader)
{
    uint32_t value = 0;
    if (reader->failed || (size_t)(reader->end - reader->position) < sizeof value) {
        reader->failed = true;
        return 0;
    }
    /* wasm32 is little-endian, as the request is. */
    memcpy(&value, reader->position, sizeof value);
    reader->position += sizeof value;
    return value;
}

static inline struct guest_string guest_read_string(struct guest_reader *reader)
{
    struct guest_string string = {reader->position, guest_read_u32(reader)};
    if (reader->failed || (size_t)(reader->end - reader->position) < string.length) {
        reader->failed = true;
        string.length = 0;
        return string;
    }
    string.bytes = reader->position;
    reader->position += string.length;
    return string;
}

static inline struct guest_strings guest_read_strings(struct guest_reader *reader, uint32_t count)
{
    struct guest_strings strings = {reader->position, count};
    for (uint32_t i = 0; i < count && !reader->failed; i++) {
        (void)guest_read_string(reader);
    }
    return strings;
}

/* Takes the next string off `strings`; call it at most `count` times. */
static inline struct guest_string guest_next_string(struct guest_strings *strings)
{
    uint32_t length;
    memcpy(&length, strings->position, sizeof length);
    struct guest_string string = {strings->position + sizeof length, length};
    strings->position = string.bytes + length;
    strings->count--;
    return string;
}

/*
 * Reads a request. Every length was checked when it returns true; false means that the host speaks another version
 * or that the request is cut short, too long or has an unknown operation.
 */
static inline bool guest_parse_request(const char *bytes, uint32_t length, struct guest_request *request)
{
    static const uint32_t keep_environment = 0xFFFFFFFFu;
    struct guest_reader reader = {bytes, bytes + length, false};
    if (guest_read_u32(&reader) != GUEST_ABI_VERSION) {
        return false;
    }
    request->operation = guest_read_u32(&reader);
    request->flags = guest_read_u32(&reader);
    request->code = guest_read_string(&reader);
    request->file_name = guest_read_string(&reader);
    request->working_directory = guest_read_string(&reader);
    request->arguments = guest_read_strings(&reader, guest_read_u32(&reader));
    uint32_t variables = guest_read_u32(&reader);
    request->replaces_environment = variables != keep_environment;
    request->environment = guest_read_strings(&reader, request->replaces_environment ? variables : 0);
    return !reader.failed && reader.position == reader.end
        && request->operation >= GUEST_EXECUTE && request->operation <= GUEST_COMPLETE;
}

#endif
