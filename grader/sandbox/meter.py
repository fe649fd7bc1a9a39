"""What a kernel's process tree has used so far: CPU seconds and resident bytes."""

import contextlib
import os
from pathlib import Path

import psutil

from grader.records.base import Record

# Linux lists the children of a thread; elsewhere every process of the machine is asked for its parent.
LISTS_CHILDREN = Path("/proc/thread-self/children").is_file()
TICKS, PAGE_BYTES = (os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")) if LISTS_CHILDREN else (1, 1)
CHUNK_BYTES = 16 * 1024


class Usage(Record, frozen=True, kw_only=True):
    """CPU seconds used by the tree since its start, and the bytes resident now."""

    cpu_seconds: float = 0.0
    resident_bytes: int = 0


def measure(pid: int) -> Usage:
    """Usage of a process and its living descendants; zeros when it is gone."""
    return _measured(pid) if LISTS_CHILDREN else _measured_anywhere(pid)


def _measured(pid: int) -> Usage:
    """As Linux tells it: a few short files are read, since this is asked after every probe and every cell."""
    try:
        mine, of_ended, resident = times_and_pages(pid)
    except (OSError, ValueError, IndexError):
        return Usage()
    cpu = mine + of_ended
    for child in descendants_of(pid):
        with contextlib.suppress(OSError, ValueError, IndexError):  # ended since it was listed
            own, _, pages = times_and_pages(child)
            cpu, resident = cpu + own, resident + pages
    return Usage(cpu_seconds=cpu / TICKS, resident_bytes=resident * PAGE_BYTES)


def times_and_pages(pid: int) -> tuple[int, int, int]:
    """Processor time of a process and of its children that ended, in ticks, and its resident pages.

    Source: proc(5), `/proc/pid/stat`; the name in brackets may hold spaces and brackets. OSError when it is gone.
    """
    fields = content_of(f"/proc/{pid}/stat").rpartition(b")")[2].split()
    user, system, of_users, of_systems = map(int, fields[11:15])
    return user + system, of_users + of_systems, int(fields[21])


def _measured_anywhere(pid: int) -> Usage:
    try:
        root = psutil.Process(pid)
        tree = [root, *descendants(root)]
    except psutil.Error:
        return Usage()
    cpu, resident = 0.0, 0
    for process in tree:
        with contextlib.suppress(psutil.Error), process.oneshot():
            times = process.cpu_times()
            resident += process.memory_info().rss
            cpu += times.user + times.system
            if process is root:
                cpu += times.children_user + times.children_system
    return Usage(cpu_seconds=cpu, resident_bytes=resident)


def descendants(process: psutil.Process) -> list[psutil.Process]:
    """All living processes that a process, or one of them, started."""
    if not LISTS_CHILDREN:
        return list(process.children(recursive=True))
    found = []
    for pid in descendants_of(process.pid):
        with contextlib.suppress(psutil.NoSuchProcess):  # ended since it was listed
            found.append(psutil.Process(pid))
    return found


def descendants_of(pid: int) -> list[int]:
    """Numbers of all living processes that a process, or one of them, started."""
    return [number for child in children_of(pid) for number in (child, *descendants_of(child))]


def children_of(pid: int) -> list[int]:
    """Numbers of the processes that the threads of a process started and that still run."""
    children: list[int] = []
    with contextlib.suppress(OSError):  # the process has ended, perhaps while its threads were listed
        for thread in os.scandir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):  # this thread has ended
                children += map(int, content_of(f"{thread.path}/children").split())
    return children


def content_of(path: str) -> bytes:
    """What a file of /proc holds; OSError when it is gone. Files are opened in this plain way for speed."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return b"".join(iter(lambda: os.read(descriptor, CHUNK_BYTES), b""))
    finally:
        os.close(descriptor)


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
