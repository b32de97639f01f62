"""The event loop of this platform, in the place of the Unix one.

There are no sockets, pipes, signals or threads here that a loop could wait for: only time passes. So it sleeps until
its next timer is due, and a function that is meant for an executor runs at once.
"""

import time

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


EventLoop = SelectorEventLoop


class _DefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    _loop_factory = SelectorEventLoop


DefaultEventLoopPolicy = _DefaultEventLoopPolicy
