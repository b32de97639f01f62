/*
 * What cases are written with.
 *
 *   CASE(fd_seek, before_the_start_is_einval)
 *   {
 *       int file = open_new("file");
 *       FAILS(EINVAL, wasi_fd_seek(file, -1, SET, &unused));
 *   }
 *
 * A case is named function/what. It starts on a fresh instance and a fresh tree, with `app` open; the first check that
 * fails ends it. The tree is described in docs/wasi.md.
 */
#ifndef SUITE_H
#define SUITE_H

#include "wasi.h"

#include <stdbool.h>
#include <stddef.h>

struct test_case {
    const char *name;
    void (*run)(void);
};

#define CASE(function, what) \
    static void function##_##what(void); \
    static const struct test_case case_##function##_##what __attribute__((used, retain, section("cases"))) = { \
        #function "/" #what, function##_##what}; \
    static void function##_##what(void)

/* Checks: each is one expression of which the arguments are evaluated once. */
#define OK(call) check_errno(SUCCESS, (call), #call, __FILE__, __LINE__)
#define FAILS(error, call) check_errno((error), (call), #call, __FILE__, __LINE__)
#define EQUAL(expected, actual) check_equal((uint64_t)(expected), (uint64_t)(actual), #actual, __FILE__, __LINE__)
#define TRUE(condition) check_true((condition), #condition, __FILE__, __LINE__)
#define TEXT(expected, bytes, length) check_text((expected), sizeof(expected) - 1, (bytes), (length), __FILE__, __LINE__)

void check_errno(int expected, int actual, const char *call, const char *file, int line);
void check_equal(uint64_t expected, uint64_t actual, const char *what, const char *file, int line);
void check_true(bool condition, const char *what, const char *file, int line);
void check_text(const char *expected, uint32_t expected_length, const void *actual, uint32_t length, const char *file,
    int line);

/* A literal as the two arguments of a path or buffer; NUL bytes inside count. */
#define P(literal) (literal), (uint32_t)(sizeof(literal) - 1)

#define BAD_FD 4000000

/* Descriptors that each case finds open. */
enum { STDIN, STDOUT, STDERR, ROOT };
extern int app;

#define READ_RIGHTS \
    (RIGHT_FD_READ | RIGHT_FD_SEEK | RIGHT_FD_TELL | RIGHT_FD_FDSTAT_SET_FLAGS | RIGHT_FD_SYNC | RIGHT_FD_DATASYNC \
        | RIGHT_FD_ADVISE | RIGHT_FD_FILESTAT_GET | RIGHT_FD_FILESTAT_SET_TIMES | RIGHT_POLL_FD_READWRITE)
#define WRITE_RIGHTS \
    ((READ_RIGHTS & ~RIGHT_FD_READ) | RIGHT_FD_WRITE | RIGHT_FD_ALLOCATE | RIGHT_FD_FILESTAT_SET_SIZE)
#define ALL_RIGHTS (READ_RIGHTS | WRITE_RIGHTS)
#define DIRECTORY_RIGHTS \
    (RIGHT_FD_DATASYNC | RIGHT_FD_FDSTAT_SET_FLAGS | RIGHT_FD_SYNC | RIGHT_PATH_CREATE_DIRECTORY | RIGHT_PATH_CREATE_FILE \
        | RIGHT_PATH_LINK_SOURCE | RIGHT_PATH_LINK_TARGET | RIGHT_PATH_OPEN | RIGHT_FD_READDIR | RIGHT_PATH_READLINK \
        | RIGHT_PATH_RENAME_SOURCE | RIGHT_PATH_RENAME_TARGET | RIGHT_PATH_FILESTAT_GET | RIGHT_PATH_FILESTAT_SET_SIZE \
        | RIGHT_PATH_FILESTAT_SET_TIMES | RIGHT_FD_FILESTAT_GET | RIGHT_FD_FILESTAT_SET_TIMES | RIGHT_PATH_SYMLINK \
        | RIGHT_PATH_REMOVE_DIRECTORY | RIGHT_PATH_UNLINK_FILE)

/* For results that a case does not look at. */
extern uint64_t unused[8];

/* Paths of these are relative to `app`, and the calls must succeed. */
int open_file(const char *path);
int open_new(const char *path);
int open_dir(const char *path);
void make_file(const char *path, const char *text);
void make_dir(const char *path);
void make_link(const char *target, const char *path);
void remove_file(const char *path);
void remove_dir(const char *path);
int read_file(const char *path, char *buffer, uint32_t size);
bool exists(const char *path);
struct filestat status(const char *path);
struct filestat status_fd(int fd);
struct fdstat fdstat(int fd);

/* Any directory; the call must succeed. */
int open_at(int base, const char *path, uint32_t oflags, uint64_t rights, uint32_t fdflags);
void put(int fd, const char *text);
uint32_t put_bytes(int fd, const void *bytes, uint32_t length);
uint32_t get(int fd, void *buffer, uint32_t size);
uint64_t tell(int fd);
uint64_t seek(int fd, int64_t offset, uint32_t whence);

/* Tries to open below `app` and closes again; tells the error. */
int try_open(const char *path, uint32_t lookup, uint32_t oflags, uint64_t rights, uint32_t fdflags);

uint32_t length_of(const char *text);
void *memset(void *target, int value, size_t length);
void *memcpy(void *restrict target, const void *restrict source, size_t length);
bool same(const void *one, const void *other, uint32_t length);
uint64_t memory_bytes(void);
uint64_t now(uint32_t clock);

#endif
