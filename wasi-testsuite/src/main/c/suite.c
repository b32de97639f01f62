/* The suite as a guest: see guest_abi.h for what the host calls. */
#include "suite.h"

#define EXPORTED(name) __attribute__((export_name(#name), used, visibility("default")))

/* What a request asks for by its first byte. */
enum { LIST, RUN, FAIL };
enum { PASSED = 0, NO_SUCH_CASE = 2 };

extern const struct test_case __start_cases[], __stop_cases[];

int app = -1;
uint64_t unused[8];

static char request[4096];
static char message[4096];
static uint32_t message_length;

__attribute__((import_module("host"), import_name("call")))
extern int32_t host_call(const void *bytes, uint32_t length, void *response, uint32_t capacity);

EXPORTED(_initialize) void initialize(void)
{
}

EXPORTED(guest_boot) int32_t guest_boot(void)
{
    return 0;
}

EXPORTED(guest_alloc) void *guest_alloc(int32_t length)
{
    return length >= 0 && (uint32_t)length < sizeof request ? request : NULL;
}

static void say(const char *text)
{
    while (*text && message_length < sizeof message) {
        message[message_length++] = *text++;
    }
}

static void say_number(uint64_t number)
{
    char digits[21];
    char *first = digits + sizeof digits - 1;
    *first = 0;
    do {
        *--first = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    say(first);
}

static void say_bytes(const unsigned char *bytes, uint32_t length)
{
    static const char hex[] = "0123456789abcdef";
    for (uint32_t i = 0; i < length && i < 256; i++) {
        char one[] = {(char)bytes[i], 0};
        char escaped[] = {'\\', 'x', hex[bytes[i] >> 4], hex[bytes[i] & 15], 0};
        say(bytes[i] >= 0x20 && bytes[i] < 0x7f ? one : escaped);
    }
}

static void send(void)
{
    host_call(message, message_length, NULL, 0);
    message_length = 0;
}

static void begin_failure(const char *file, int line)
{
    message_length = 0;
    say(file);
    say(":");
    say_number((uint64_t)line);
    say(": ");
}

static _Noreturn void fail(void)
{
    send();
    __builtin_trap();
}

/*
 * A request is one byte, what to do, and the name of a case. The list is sent as one message for each case. FAIL makes a
 * check fail on purpose, so that the host can test that this is seen.
 */
EXPORTED(guest_run) int32_t guest_run(const char *bytes, int32_t length)
{
    bool list = bytes[0] == LIST;
    if (bytes[0] == FAIL) {
        FAILS(EBADF, wasi_sched_yield());
    }
    for (const struct test_case *test = __start_cases; test < __stop_cases; test++) {
        if (list) {
            message_length = 0;
            say(test->name);
            send();
        } else if (length_of(test->name) == (uint32_t)length - 1 && same(test->name, bytes + 1, (uint32_t)length - 1)) {
            app = open_at(ROOT, "app", ODIRECTORY, DIRECTORY_RIGHTS, 0);
            test->run();
            return PASSED;
        }
    }
    return list ? PASSED : NO_SUCH_CASE;
}

static const char *const errno_names[] = {
    "SUCCESS", "E2BIG", "EACCES", "EADDRINUSE", "EADDRNOTAVAIL", "EAFNOSUPPORT", "EAGAIN", "EALREADY", "EBADF", "EBADMSG",
    "EBUSY", "ECANCELED", "ECHILD", "ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EDEADLK", "EDESTADDRREQ", "EDOM",
    "EDQUOT", "EEXIST", "EFAULT", "EFBIG", "EHOSTUNREACH", "EIDRM", "EILSEQ", "EINPROGRESS", "EINTR", "EINVAL", "EIO",
    "EISCONN", "EISDIR", "ELOOP", "EMFILE", "EMLINK", "EMSGSIZE", "EMULTIHOP", "ENAMETOOLONG", "ENETDOWN", "ENETRESET",
    "ENETUNREACH", "ENFILE", "ENOBUFS", "ENODEV", "ENOENT", "ENOEXEC", "ENOLCK", "ENOLINK", "ENOMEM", "ENOMSG",
    "ENOPROTOOPT", "ENOSPC", "ENOSYS", "ENOTCONN", "ENOTDIR", "ENOTEMPTY", "ENOTRECOVERABLE", "ENOTSOCK", "ENOTSUP",
    "ENOTTY", "ENXIO", "EOVERFLOW", "EOWNERDEAD", "EPERM", "EPIPE", "EPROTO", "EPROTONOSUPPORT", "EPROTOTYPE", "ERANGE",
    "EROFS", "ESPIPE", "ESRCH", "ESTALE", "ETIMEDOUT", "ETXTBSY", "EXDEV", "ENOTCAPABLE",
};

static void say_errno(int code)
{
    if (code >= 0 && code < (int)(sizeof errno_names / sizeof errno_names[0])) {
        say(errno_names[code]);
    } else {
        say("the unknown error ");
        say_number((uint32_t)code);
    }
}

void check_errno(int expected, int actual, const char *call, const char *file, int line)
{
    if (actual != expected) {
        begin_failure(file, line);
        say(call);
        say(" is ");
        say_errno(actual);
        say(", not ");
        say_errno(expected);
        fail();
    }
}

void check_equal(uint64_t expected, uint64_t actual, const char *what, const char *file, int line)
{
    if (actual != expected) {
        begin_failure(file, line);
        say(what);
        say(" is ");
        say_number(actual);
        say(", not ");
        say_number(expected);
        fail();
    }
}

void check_true(bool condition, const char *what, const char *file, int line)
{
    if (!condition) {
        begin_failure(file, line);
        say(what);
        say(" does not hold");
        fail();
    }
}

void check_text(const char *expected, uint32_t expected_length, const void *actual, uint32_t length, const char *file,
    int line)
{
    if (length != expected_length || !same(expected, actual, length)) {
        begin_failure(file, line);
        say("got \"");
        say_bytes(actual, length);
        say("\", not \"");
        say_bytes((const unsigned char *)expected, expected_length);
        say("\"");
        fail();
    }
}
