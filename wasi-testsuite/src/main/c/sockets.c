/* A guest has no sockets, so these functions can only tell what else a descriptor is. */
#include "suite.h"

static char buffer[8];
static const struct iovec vector = {buffer, sizeof buffer};
static uint32_t done;
static uint16_t out_flags;

CASE(sock_accept, what_is_not_open_is_ebadf)
{
    FAILS(EBADF, wasi_sock_accept(BAD_FD, 0, &done));
    FAILS(EBADF, wasi_sock_accept(-1, 0, &done));
}

CASE(sock_accept, what_is_no_socket_is_enotsock)
{
    FAILS(ENOTSOCK, wasi_sock_accept(STDIN, 0, &done));
    FAILS(ENOTSOCK, wasi_sock_accept(open_file("origin.txt"), NONBLOCK, &done));
    FAILS(ENOTSOCK, wasi_sock_accept(app, 0, &done));
}

CASE(sock_accept, unknown_flags_are_einval)
{
    FAILS(EINVAL, wasi_sock_accept(app, 32, &done));
}

CASE(sock_recv, what_is_not_open_is_ebadf)
{
    FAILS(EBADF, wasi_sock_recv(BAD_FD, &vector, 1, 0, &done, &out_flags));
}

CASE(sock_recv, what_is_no_socket_is_enotsock)
{
    FAILS(ENOTSOCK, wasi_sock_recv(STDIN, &vector, 1, 0, &done, &out_flags));
    FAILS(ENOTSOCK, wasi_sock_recv(open_file("origin.txt"), &vector, 1, 3, &done, &out_flags));
    FAILS(ENOTSOCK, wasi_sock_recv(app, &vector, 1, 0, &done, &out_flags));
}

CASE(sock_recv, unknown_flags_are_einval)
{
    FAILS(EINVAL, wasi_sock_recv(app, &vector, 1, 4, &done, &out_flags));
}

CASE(sock_send, what_is_not_open_is_ebadf)
{
    FAILS(EBADF, wasi_sock_send(BAD_FD, &vector, 1, 0, &done));
}

CASE(sock_send, what_is_no_socket_is_enotsock)
{
    FAILS(ENOTSOCK, wasi_sock_send(STDOUT, &vector, 1, 0, &done));
    FAILS(ENOTSOCK, wasi_sock_send(open_file("origin.txt"), &vector, 1, 0, &done));
    FAILS(ENOTSOCK, wasi_sock_send(app, &vector, 1, 0, &done));
}

CASE(sock_shutdown, what_is_not_open_is_ebadf)
{
    FAILS(EBADF, wasi_sock_shutdown(BAD_FD, 1));
}

CASE(sock_shutdown, what_is_no_socket_is_enotsock)
{
    FAILS(ENOTSOCK, wasi_sock_shutdown(STDOUT, 1));
    FAILS(ENOTSOCK, wasi_sock_shutdown(open_file("origin.txt"), 2));
    FAILS(ENOTSOCK, wasi_sock_shutdown(app, 3));
}

CASE(sock_shutdown, unknown_ways_are_einval)
{
    FAILS(EINVAL, wasi_sock_shutdown(app, 4));
}

CASE(sock_send, unknown_flags_are_einval)
{
    FAILS(EINVAL, wasi_sock_send(app, &vector, 1, 1, &done));
}
