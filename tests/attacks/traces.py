"""What can be left behind on a machine: processes, mounts, files, shared memory, and our own memory."""

import os
import resource
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Self

import psutil

from grader.records.base import Record
from grader.sandbox.namespaces import FIRST_UNUSED_UID

MARKS = ("grader-daemon", "grader-was-here")
PATIENCE_SECONDS = 20.0


class Traces(Record, frozen=True, kw_only=True):
    """A snapshot: processes of ours and of sandboxes, mounts, files that only a kernel could have made."""

    processes: frozenset[str]
    mounts: str
    files: frozenset[str]
    shared_segments: int
    own_peak_bytes: int

    @classmethod
    def now(cls) -> Self:
        """What there is."""
        return cls(
            processes=frozenset(processes()),
            mounts=Path("/proc/self/mountinfo").read_text("utf-8"),
            files=frozenset(files()),
            shared_segments=len(Path("/proc/sysvipc/shm").read_text("utf-8").splitlines()),
            own_peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        )

    @classmethod
    def settled(cls, before: Self) -> Self:
        """What there is once processes that are ending have ended."""
        patience_ends = time.monotonic() + PATIENCE_SECONDS
        while (now := cls.now()).processes - before.processes and time.monotonic() < patience_ends:
            time.sleep(0.1)
        return now


def processes() -> list[str]:
    """Descendants of ours, and any process of a sandbox's user or with a hostile notebook's mark."""
    found = [f"{process.pid} {process.name()}" for process in psutil.Process().children(recursive=True)]
    for process in psutil.process_iter(("pid", "cmdline", "uids")):
        uids, command = process.info["uids"], " ".join(process.info["cmdline"] or ())
        is_foreign = uids is not None and uids.real >= FIRST_UNUSED_UID and os.getuid() == 0
        if is_foreign and is_below(process, os.getpid()):
            found.append(f"{process.info['pid']} of a sandbox's user")
        if any(mark in command for mark in MARKS) and is_below(process, os.getpid()):
            found.append(f"{process.info['pid']} {command}")
    return found


def is_below(process: psutil.Process, pid: int) -> bool:
    """Whether a process is a descendant of `pid`, or of nobody any more; other graders may be at work here."""
    try:
        parents = [parent.pid for parent in process.parents()]
    except psutil.Error:
        return False
    return pid in parents or parents[:1] == [1]


def files() -> list[str]:
    """What hostile notebooks could leave where more than they can look."""
    library = Path(sysconfig.get_paths()["purelib"])
    mine = f"grader-{os.getpid()}-"
    places = [Path(tempfile.gettempdir()), Path("/dev/shm"), Path("/var/tmp"), Path.home(), library, Path.cwd()]
    found = []
    for place in places:
        for path in place.iterdir() if os.access(place, os.R_OK) else ():
            names = (mine, *MARKS, "big0", "d0", "left", "results.txt", "sitecustomize")
            if any(path.name.startswith(name) for name in names) or is_of_sandbox(path):
                found.append(str(path))
    return found


def is_of_sandbox(path: Path) -> bool:
    """Whether a file belongs to a user that only sandboxes have."""
    try:
        return path.lstat().st_uid >= FIRST_UNUSED_UID
    except OSError:
        return False
