/*
 * WASI preview 1, raw: every function exactly as a module imports it, so that a test decides over each argument and sees
 * each error number. Numbers and layouts are those of wasi_snapshot_preview1.witx and typenames.witx.
 */
#ifndef SUITE_WASI_H
#define SUITE_WASI_H

#include <stdint.h>

enum errno_code {
    SUCCESS, E2BIG, EACCES, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT, EAGAIN, EALREADY, EBADF, EBADMSG, EBUSY, ECANCELED,
    ECHILD, ECONNABORTED, ECONNREFUSED, ECONNRESET, EDEADLK, EDESTADDRREQ, EDOM, EDQUOT, EEXIST, EFAULT, EFBIG,
    EHOSTUNREACH, EIDRM, EILSEQ, EINPROGRESS, EINTR, EINVAL, EIO, EISCONN, EISDIR, ELOOP, EMFILE, EMLINK, EMSGSIZE,
    EMULTIHOP, ENAMETOOLONG, ENETDOWN, ENETRESET, ENETUNREACH, ENFILE, ENOBUFS, ENODEV, ENOENT, ENOEXEC, ENOLCK, ENOLINK,
    ENOMEM, ENOMSG, ENOPROTOOPT, ENOSPC, ENOSYS, ENOTCONN, ENOTDIR, ENOTEMPTY, ENOTRECOVERABLE, ENOTSOCK, ENOTSUP, ENOTTY,
    ENXIO, EOVERFLOW, EOWNERDEAD, EPERM, EPIPE, EPROTO, EPROTONOSUPPORT, EPROTOTYPE, ERANGE, EROFS, ESPIPE, ESRCH, ESTALE,
    ETIMEDOUT, ETXTBSY, EXDEV, ENOTCAPABLE,
};

enum filetype { UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, DIRECTORY, REGULAR_FILE, SOCKET_DGRAM, SOCKET_STREAM, SYMBOLIC_LINK };
enum clockid { REALTIME, MONOTONIC, PROCESS_CPUTIME, THREAD_CPUTIME };
enum whence { SET, CUR, END };
enum advice { NORMAL, SEQUENTIAL, RANDOM, WILLNEED, DONTNEED, NOREUSE };
enum eventtype { CLOCK, FD_READ, FD_WRITE };

enum { FOLLOW = 1 };
enum { CREAT = 1, ODIRECTORY = 2, EXCL = 4, TRUNC = 8 };
enum { APPEND = 1, DSYNC = 2, NONBLOCK = 4, RSYNC = 8, SYNC = 16 };
enum { ATIM = 1, ATIM_NOW = 2, MTIM = 4, MTIM_NOW = 8 };
enum { ABSTIME = 1 };
enum { HANGUP = 1 };

#define RIGHT_FD_DATASYNC (1ull << 0)
#define RIGHT_FD_READ (1ull << 1)
#define RIGHT_FD_SEEK (1ull << 2)
#define RIGHT_FD_FDSTAT_SET_FLAGS (1ull << 3)
#define RIGHT_FD_SYNC (1ull << 4)
#define RIGHT_FD_TELL (1ull << 5)
#define RIGHT_FD_WRITE (1ull << 6)
#define RIGHT_FD_ADVISE (1ull << 7)
#define RIGHT_FD_ALLOCATE (1ull << 8)
#define RIGHT_PATH_CREATE_DIRECTORY (1ull << 9)
#define RIGHT_PATH_CREATE_FILE (1ull << 10)
#define RIGHT_PATH_LINK_SOURCE (1ull << 11)
#define RIGHT_PATH_LINK_TARGET (1ull << 12)
#define RIGHT_PATH_OPEN (1ull << 13)
#define RIGHT_FD_READDIR (1ull << 14)
#define RIGHT_PATH_READLINK (1ull << 15)
#define RIGHT_PATH_RENAME_SOURCE (1ull << 16)
#define RIGHT_PATH_RENAME_TARGET (1ull << 17)
#define RIGHT_PATH_FILESTAT_GET (1ull << 18)
#define RIGHT_PATH_FILESTAT_SET_SIZE (1ull << 19)
#define RIGHT_PATH_FILESTAT_SET_TIMES (1ull << 20)
#define RIGHT_FD_FILESTAT_GET (1ull << 21)
#define RIGHT_FD_FILESTAT_SET_SIZE (1ull << 22)
#define RIGHT_FD_FILESTAT_SET_TIMES (1ull << 23)
#define RIGHT_PATH_SYMLINK (1ull << 24)
#define RIGHT_PATH_REMOVE_DIRECTORY (1ull << 25)
#define RIGHT_PATH_UNLINK_FILE (1ull << 26)
#define RIGHT_POLL_FD_READWRITE (1ull << 27)
#define RIGHT_SOCK_SHUTDOWN (1ull << 28)
#define RIGHT_SOCK_ACCEPT (1ull << 29)

struct iovec {
    const void *buf;
    uint32_t len;
};

struct fdstat {
    uint8_t filetype;
    uint16_t flags;
    uint64_t rights;
    uint64_t inheriting;
};

struct filestat {
    uint64_t dev;
    uint64_t ino;
    uint8_t filetype;
    uint64_t nlink;
    uint64_t size;
    uint64_t atim;
    uint64_t mtim;
    uint64_t ctim;
};

struct prestat {
    uint8_t tag;
    uint32_t name_length;
};

struct dirent {
    uint64_t next;
    uint64_t ino;
    uint32_t namlen;
    uint8_t type;
};

struct subscription {
    uint64_t userdata;
    uint8_t type;
    union {
        struct {
            uint32_t id;
            uint64_t timeout;
            uint64_t precision;
            uint16_t flags;
        } clock;
        uint32_t fd;
    };
};

struct event {
    uint64_t userdata;
    uint16_t error;
    uint8_t type;
    uint64_t nbytes;
    uint16_t flags;
};

_Static_assert(sizeof(struct iovec) == 8, "iovec");
_Static_assert(sizeof(struct fdstat) == 24, "fdstat");
_Static_assert(sizeof(struct filestat) == 64, "filestat");
_Static_assert(sizeof(struct prestat) == 8, "prestat");
_Static_assert(sizeof(struct dirent) == 24, "dirent");
_Static_assert(sizeof(struct subscription) == 48, "subscription");
_Static_assert(sizeof(struct event) == 32, "event");

#define IMPORTED(name, ...) \
    __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) extern int32_t wasi_##name(__VA_ARGS__)

IMPORTED(args_get, void *pointers, void *bytes);
IMPORTED(args_sizes_get, void *count, void *size);
IMPORTED(environ_get, void *pointers, void *bytes);
IMPORTED(environ_sizes_get, void *count, void *size);
IMPORTED(clock_res_get, uint32_t id, void *resolution);
IMPORTED(clock_time_get, uint32_t id, uint64_t precision, void *time);
IMPORTED(fd_advise, int fd, uint64_t offset, uint64_t length, uint32_t advice);
IMPORTED(fd_allocate, int fd, uint64_t offset, uint64_t length);
IMPORTED(fd_close, int fd);
IMPORTED(fd_datasync, int fd);
IMPORTED(fd_fdstat_get, int fd, void *stat);
IMPORTED(fd_fdstat_set_flags, int fd, uint32_t flags);
IMPORTED(fd_fdstat_set_rights, int fd, uint64_t rights, uint64_t inheriting);
IMPORTED(fd_filestat_get, int fd, void *stat);
IMPORTED(fd_filestat_set_size, int fd, uint64_t size);
IMPORTED(fd_filestat_set_times, int fd, uint64_t atim, uint64_t mtim, uint32_t flags);
IMPORTED(fd_pread, int fd, const void *iovs, uint32_t count, uint64_t offset, void *done);
IMPORTED(fd_prestat_get, int fd, void *stat);
IMPORTED(fd_prestat_dir_name, int fd, void *name, uint32_t length);
IMPORTED(fd_pwrite, int fd, const void *iovs, uint32_t count, uint64_t offset, void *done);
IMPORTED(fd_read, int fd, const void *iovs, uint32_t count, void *done);
IMPORTED(fd_readdir, int fd, void *buffer, uint32_t length, uint64_t cookie, void *used);
IMPORTED(fd_renumber, int from, int to);
IMPORTED(fd_seek, int fd, int64_t offset, uint32_t whence, void *position);
IMPORTED(fd_sync, int fd);
IMPORTED(fd_tell, int fd, void *position);
IMPORTED(fd_write, int fd, const void *iovs, uint32_t count, void *done);
IMPORTED(path_create_directory, int fd, const void *path, uint32_t length);
IMPORTED(path_filestat_get, int fd, uint32_t flags, const void *path, uint32_t length, void *stat);
IMPORTED(path_filestat_set_times, int fd, uint32_t flags, const void *path, uint32_t length, uint64_t atim, uint64_t mtim,
    uint32_t times);
IMPORTED(path_link, int old_fd, uint32_t flags, const void *old_path, uint32_t old_length, int new_fd, const void *new_path,
    uint32_t new_length);
IMPORTED(path_open, int fd, uint32_t lookup, const void *path, uint32_t length, uint32_t oflags, uint64_t rights,
    uint64_t inheriting, uint32_t fdflags, void *opened);
IMPORTED(path_readlink, int fd, const void *path, uint32_t length, void *buffer, uint32_t size, void *used);
IMPORTED(path_remove_directory, int fd, const void *path, uint32_t length);
IMPORTED(path_rename, int old_fd, const void *old_path, uint32_t old_length, int new_fd, const void *new_path,
    uint32_t new_length);
IMPORTED(path_symlink, const void *target, uint32_t target_length, int fd, const void *path, uint32_t length);
IMPORTED(path_unlink_file, int fd, const void *path, uint32_t length);
IMPORTED(poll_oneoff, const void *subscriptions, void *events, uint32_t count, void *ready);
IMPORTED(proc_raise, uint32_t signal);
IMPORTED(sched_yield, void);
IMPORTED(random_get, void *buffer, uint32_t length);
IMPORTED(sock_accept, int fd, uint32_t flags, void *accepted);
IMPORTED(sock_recv, int fd, const void *iovs, uint32_t count, uint32_t flags, void *done, void *out_flags);
IMPORTED(sock_send, int fd, const void *iovs, uint32_t count, uint32_t flags, void *done);
IMPORTED(sock_shutdown, int fd, uint32_t how);

__attribute__((import_module("wasi_snapshot_preview1"), import_name("proc_exit"))) extern void wasi_proc_exit(
    uint32_t code);

#endif
