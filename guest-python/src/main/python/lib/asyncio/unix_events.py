"""The event loop of this platform, in the place of the Unix one.

There are no sockets, pipes, signals or threads here that a loop could wait for: only time passes. So it sleeps until
its next timer is due, and a function that is meant for an executor runs at once. What would need more says so.
"""

import errno
import time

import _absent

from . import base_events
from . import events

__all__ = ("SelectorEventLoop", "EventLoop", "DefaultEventLoopPolicy")


class _Clock:
    """Stands where other loops have their selector."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError(
                "the event loop has nothing left to do, but what it was asked to run still waits: "
                "no timer and no other task will wake it up"
            )
        if timeout > 0:
            time.sleep(timeout)
        return ()


def _refused(error, *arguments):
    def method(self, *_, **__):
        raise error(*arguments)

    return method


def _refused_later(error, *arguments):
    async def method(self, *_, **__):
        raise error(*arguments)

    return method


_NETWORK = OSError, errno.ENOTSUP, _absent.NETWORK
_PROCESSES = OSError, errno.ENOTSUP, _absent.PROCESSES
# Programs fall back to something else where a loop does not implement these.
_PIPES = NotImplementedError, _absent.PIPES
_SIGNALS = NotImplementedError, _absent.SIGNALS


class SelectorEventLoop(base_events.BaseEventLoop):
    def __init__(self, selector=None):
        super().__init__()
        self._selector = _Clock()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        # Wakes a loop that waits in another thread, of which there is none.
        pass

    def run_in_executor(self, executor, func, *args):
        if executor is not None:
            return super().run_in_executor(executor, func, *args)
        self._check_closed()
        if self._debug:
            self._check_callback(func, "run_in_executor")
        future = self.create_future()
        try:
            result = func(*args)
        except StopIteration as error:
            # A future cannot carry it.
            future.set_exception(RuntimeError(f"the function raised {error!r}"))
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        return future

    async def shutdown_default_executor(self, timeout=None):
        self._executor_shutdown_called = True

    create_server = create_unix_server = create_unix_connection = create_datagram_endpoint = _refused_later(*_NETWORK)
    connect_accepted_socket = sendfile = start_tls = sock_sendfile = sock_connect = sock_accept = _refused_later(*_NETWORK)
    sock_recv = sock_recv_into = sock_recvfrom = sock_recvfrom_into = _refused_later(*_NETWORK)
    sock_sendall = sock_sendto = _refused_later(*_NETWORK)
    subprocess_shell = subprocess_exec = _refused_later(*_PROCESSES)
    connect_read_pipe = connect_write_pipe = _refused_later(*_PIPES)
    add_reader = remove_reader = add_writer = remove_writer = _refused(*_PIPES)
    add_signal_handler = remove_signal_handler = _refused(*_SIGNALS)


EventLoop = SelectorEventLoop


class _DefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    _loop_factory = SelectorEventLoop


DefaultEventLoopPolicy = _DefaultEventLoopPolicy
