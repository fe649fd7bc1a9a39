"""What a kernel's process tree has used so far: CPU seconds and resident bytes."""

import psutil

from grader.records.base import Record


class Usage(Record, frozen=True, kw_only=True):
    """CPU seconds used by the tree since its start, and the bytes resident now."""

    cpu_seconds: float = 0.0
    resident_bytes: int = 0


def measure(pid: int) -> Usage:
    """Usage of a process and its living descendants; zeros when it is gone."""
    try:
        root = psutil.Process(pid)
        tree = [root, *root.children(recursive=True)]
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


def kill_tree(pid: int) -> None:
    """End a process and all its descendants at once."""
    try:
        root = psutil.Process(pid)
        doomed = [*root.children(recursive=True), root]
    except psutil.Error:
        return
    for process in doomed:
        try:
            process.kill()
        except psutil.Error:
            continue
