"""What a kernel's process tree has used so far: CPU seconds and resident bytes."""

import contextlib
from pathlib import Path

import psutil

from grader.records.base import Record

# Linux lists the children of a thread; elsewhere every process of the machine is asked for its parent.
LISTS_CHILDREN = Path("/proc/thread-self/children").is_file()


class Usage(Record, frozen=True, kw_only=True):
    """CPU seconds used by the tree since its start, and the bytes resident now."""

    cpu_seconds: float = 0.0
    resident_bytes: int = 0


def measure(pid: int) -> Usage:
    """Usage of a process and its living descendants; zeros when it is gone."""
    try:
        root = psutil.Process(pid)
        tree = [root, *descendants(root)]
    except psutil.Error:
        return Usage()
    cpu, resident = 0.0, 0
    for process in tree:
        try:
            with process.oneshot():
                times = process.cpu_times()
                resident += process.memory_info().rss
                cpu += times.user + times.system
                if process is root:
                    cpu += times.children_user + times.children_system
        except psutil.Error:
            continue
    return Usage(cpu_seconds=cpu, resident_bytes=resident)


def descendants(process: psutil.Process) -> list[psutil.Process]:
    """All living processes that a process, or one of them, started."""
    if not LISTS_CHILDREN:
        return list(process.children(recursive=True))
    found = []
    for pid in children_of(process.pid):
        with contextlib.suppress(psutil.NoSuchProcess):  # ended since it was listed
            child = psutil.Process(pid)
            found += [child, *descendants(child)]
    return found


def children_of(pid: int) -> list[int]:
    """Numbers of the processes that the threads of a process started and that still run."""
    children: list[int] = []
    with contextlib.suppress(OSError):  # the process has ended, perhaps while its threads were listed
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):  # this thread has ended
                children += map(int, Path(thread, "children").read_text("utf-8").split())
    return children


def kill_tree(pid: int) -> None:
    """End a process and all its descendants at once."""
    try:
        root = psutil.Process(pid)
        doomed = [*descendants(root), root]
    except psutil.Error:
        return
    for process in doomed:
        try:
            process.kill()
        except psutil.Error:
            continue
