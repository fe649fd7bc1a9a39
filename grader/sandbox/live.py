"""The kernels this process started and has not ended yet, so that an interrupted run leaves none behind."""

from grader.sandbox.meter import kill_tree

_living: set[int] = set()


def add(pid: int) -> None:
    """A kernel was started."""
    _living.add(pid)


def remove(pid: int) -> None:
    """A kernel was ended."""
    _living.discard(pid)


def kill_all() -> None:
    """End every kernel that still lives."""
    for pid in tuple(_living):
        kill_tree(pid)
        remove(pid)
