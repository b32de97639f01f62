/* Steps on the way of many cases, each of which must succeed. */
#include "suite.h"

/* Freestanding, but the compiler may make calls of these out of plain C. */
void *memcpy(void *restrict target, const void *restrict source, size_t length)
{
    return __builtin_memcpy(target, source, length);
}

void *memset(void *target, int value, size_t length)
{
    return __builtin_memset(target, value, length);
}

uint32_t length_of(const char *text)
{
    uint32_t length = 0;
    while (text[length]) {
        length++;
    }
    return length;
}

bool same(const void *one, const void *other, uint32_t length)
{
    const unsigned char *left = one;
    const unsigned char *right = other;
    for (uint32_t i = 0; i < length; i++) {
        if (left[i] != right[i]) {
            return false;
        }
    }
    return true;
}

uint64_t memory_bytes(void)
{
    return (uint64_t)__builtin_wasm_memory_size(0) << 16;
}

int open_at(int base, const char *path, uint32_t oflags, uint64_t rights, uint32_t fdflags)
{
    int fd = -1;
    OK(wasi_path_open(base, FOLLOW, path, length_of(path), oflags, rights, ALL_RIGHTS | DIRECTORY_RIGHTS, fdflags, &fd));
    TRUE(fd > STDERR);
    return fd;
}

int open_file(const char *path)
{
    return open_at(app, path, 0, ALL_RIGHTS, 0);
}

int open_new(const char *path)
{
    return open_at(app, path, CREAT | EXCL, ALL_RIGHTS, 0);
}

int open_dir(const char *path)
{
    return open_at(app, path, ODIRECTORY, DIRECTORY_RIGHTS, 0);
}

int try_open(const char *path, uint32_t lookup, uint32_t oflags, uint64_t rights, uint32_t fdflags)
{
    int fd = -1;
    int error = wasi_path_open(app, lookup, path, length_of(path), oflags, rights, 0, fdflags, &fd);
    if (error == SUCCESS) {
        OK(wasi_fd_close(fd));
    }
    return error;
}

uint32_t put_bytes(int fd, const void *bytes, uint32_t length)
{
    struct iovec vector = {bytes, length};
    uint32_t done = 0;
    OK(wasi_fd_write(fd, &vector, 1, &done));
    return done;
}

void put(int fd, const char *text)
{
    uint32_t length = length_of(text);
    EQUAL(length, put_bytes(fd, text, length));
}

uint32_t get(int fd, void *buffer, uint32_t size)
{
    struct iovec vector = {buffer, size};
    uint32_t done = 0;
    OK(wasi_fd_read(fd, &vector, 1, &done));
    return done;
}

uint64_t tell(int fd)
{
    uint64_t position = 0;
    OK(wasi_fd_tell(fd, &position));
    return position;
}

uint64_t seek(int fd, int64_t offset, uint32_t whence)
{
    uint64_t position = 0;
    OK(wasi_fd_seek(fd, offset, whence, &position));
    return position;
}

void make_file(const char *path, const char *text)
{
    int fd = open_new(path);
    put(fd, text);
    OK(wasi_fd_close(fd));
}

void make_dir(const char *path)
{
    OK(wasi_path_create_directory(app, path, length_of(path)));
}

void make_link(const char *target, const char *path)
{
    OK(wasi_path_symlink(target, length_of(target), app, path, length_of(path)));
}

void remove_file(const char *path)
{
    OK(wasi_path_unlink_file(app, path, length_of(path)));
}

void remove_dir(const char *path)
{
    OK(wasi_path_remove_directory(app, path, length_of(path)));
}

int read_file(const char *path, char *buffer, uint32_t size)
{
    int fd = open_at(app, path, 0, READ_RIGHTS, 0);
    uint32_t done = get(fd, buffer, size);
    OK(wasi_fd_close(fd));
    return (int)done;
}

bool exists(const char *path)
{
    struct filestat stat;
    int error = wasi_path_filestat_get(app, 0, path, length_of(path), &stat);
    TRUE(error == SUCCESS || error == ENOENT);
    return error == SUCCESS;
}

struct filestat status(const char *path)
{
    struct filestat stat;
    OK(wasi_path_filestat_get(app, 0, path, length_of(path), &stat));
    return stat;
}

struct filestat status_fd(int fd)
{
    struct filestat stat;
    OK(wasi_fd_filestat_get(fd, &stat));
    return stat;
}

struct fdstat fdstat(int fd)
{
    struct fdstat stat;
    OK(wasi_fd_fdstat_get(fd, &stat));
    return stat;
}

uint64_t now(uint32_t clock)
{
    uint64_t time = 0;
    OK(wasi_clock_time_get(clock, 0, &time));
    return time;
}
