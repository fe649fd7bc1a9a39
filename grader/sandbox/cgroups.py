"""Control groups (cgroup v2), where this grader may make them: exact bounds on all processes of a kernel together."""

import contextlib
import functools
import os
import time
from pathlib import Path

from grader.errors import KernelError, UsageError
from grader.sandbox.limits import PROCESSES

NAMED = "GRADER_CGROUP"
HOST = "grader-host"
KERNEL = "grader-kernel-"
CONTROLLERS = ("memory", "pids")
FILES_BYTES = 3 * 512 * 1024**2  # a box, a /tmp and a /dev/shm that are full count as memory too
EMPTY_SECONDS = 2.0
LOOK_SECONDS = 0.002


class Group:
    """The group of one kernel: whatever it starts stays in it, is bounded together and ended together."""

    def __init__(self, home: Path, pid: int, memory_bytes: int) -> None:
        self.path = home / f"{KERNEL}{pid}"
        self.path.mkdir()
        bounds = {
            "memory.max": memory_bytes + FILES_BYTES,
            "memory.swap.max": 0,
            "memory.oom.group": 1,
            "pids.max": PROCESSES,
        }
        for name, value in bounds.items():
            with contextlib.suppress(FileNotFoundError):  # of a controller that was not delegated
                write(self.path / name, value)
        with contextlib.suppress(ProcessLookupError):  # ended already
            write(self.path / "cgroup.procs", pid)

    @property
    def ran_out_of_memory(self) -> bool:
        """Whether Linux ended it because all its processes together took more memory than is allowed."""
        try:
            lines = (self.path / "memory.events").read_text("utf-8").splitlines()
        except OSError:
            return False
        return any(int(count) > 0 for name, count in map(str.split, lines) if name == "oom_kill")

    def end(self) -> None:
        """End every process in it, wherever it moved to in the tree of processes, and remove the group."""
        with contextlib.suppress(OSError):  # before Linux 5.14 there is no such file
            write(self.path / "cgroup.kill", 1)
        late = time.monotonic() + EMPTY_SECONDS
        while self.path.is_dir():
            try:
                self.path.rmdir()
            except OSError:
                if time.monotonic() > late:
                    return  # the next run sweeps it
                time.sleep(LOOK_SECONDS)


def new_group(pid: int, memory_bytes: int) -> Group | None:
    """A group with this process in it; None where no groups can be made. Raises KernelError when Linux refuses it."""
    home = group_home()
    if home is None:
        return None
    try:
        return Group(home, pid, memory_bytes)
    except OSError as error:
        raise KernelError(f"No control group can be made in {home} any more: {error}.") from error


@functools.cache
def group_home() -> Path | None:
    """Where kernels' groups are made, ready for it: the group in GRADER_CGROUP, or the one delegated to this process.

    Raises UsageError when GRADER_CGROUP names what cannot be used.
    """
    named = os.environ.get(NAMED)
    home = Path(named) if named else delegated()
    if home is None:
        return None
    try:
        prepare(home)
    except OSError as error:
        if not named:
            return None
        raise UsageError(
            f"Expected in {NAMED} a folder of cgroup v2 that this user may write to, found {home}: {error}. "
            f"Correct {NAMED}, or leave it unset: then memory is bounded per process only."
        ) from error
    return home


def prepare(home: Path) -> None:
    """Empty the group of processes, which Linux wants before it may divide anything, and pass its controllers on."""
    available = (home / "cgroup.controllers").read_text("utf-8").split()
    for left in home.glob(f"{KERNEL}*"):
        with contextlib.suppress(OSError):  # somebody's kernel, in use
            left.rmdir()
    host = home / HOST
    while inside := (home / "cgroup.procs").read_text("utf-8").split():
        host.mkdir(exist_ok=True)
        for pid in inside:
            with contextlib.suppress(ProcessLookupError):
                write(host / "cgroup.procs", pid)
    for name in CONTROLLERS:
        if name in available:
            write(home / "cgroup.subtree_control", f"+{name}")


def delegated() -> Path | None:
    """The group of this process where systemd says that it is ours to divide (`Delegate=yes`)."""
    own = own_group()
    if own is not None and own.name == HOST:
        own = own.parent
    try:
        return own if own is not None and os.getxattr(own, "user.delegate") == b"1" else None
    except OSError:
        return None


def own_group() -> Path | None:
    """This process's group of cgroup v2; None where there is none in sight."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8").splitlines()
        groups = Path("/proc/self/cgroup").read_text("utf-8").splitlines()
    except OSError:
        return None
    points = [line.split()[4] for line in mounts if " - cgroup2 " in line and line.split()[3] == "/"]
    paths = [line.removeprefix("0::") for line in groups if line.startswith("0::")]
    return Path(points[0] + paths[0]) if points and paths else None


def controllers() -> tuple[str, ...]:
    """What is bounded for all processes of a kernel together: of `memory` and `pids` those that were delegated."""
    home = group_home()
    if home is None:
        return ()
    passed_on = (home / "cgroup.subtree_control").read_text("utf-8").split()
    return tuple(name for name in CONTROLLERS if name in passed_on)


def write(path: Path, value: object) -> None:
    """Write one value to a file of a group; such a file exists already, or never will."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(descriptor, str(value).encode())
    finally:
        os.close(descriptor)
