"""The kernels this process started and has not ended yet, so that an interrupted run leaves none behind."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from grader.errors import KernelError
from grader.sandbox.meter import kill_tree

_living: set[int] = set()
_stopped = threading.Event()


def require_open() -> None:
    """Raise KernelError when the run was interrupted: no further kernel may be started."""
    if _stopped.is_set():
        raise KernelError("The run was interrupted.")


def add(pid: int) -> None:
    """A kernel was started."""
    _living.add(pid)


def remove(pid: int) -> None:
    """A kernel was ended."""
    _living.discard(pid)


@contextmanager
def leaving_none_behind() -> Iterator[None]:
    """End every living kernel when the block is left by an exception, Ctrl-C above all.

    Enter it inside the executor's block: its threads wait for kernels, and end once those are gone.
    """
    _stopped.clear()
    try:
        yield
    except BaseException:
        _stopped.set()
        for pid in tuple(_living):
            kill_tree(pid)
        raise
