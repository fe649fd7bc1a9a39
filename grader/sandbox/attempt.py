"""What the attempts to get out of a sandbox know, and how they say that they were refused."""

import ctypes
import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.sandbox import syscalls
from grader.sandbox.calls import EXAMINED, REFUSED
from grader.sandbox.isolation import Place
from grader.sandbox.seccomp import MACHINES

REFUSALS = frozenset(
    {
        errno.EPERM,
        errno.EACCES,
        errno.ENOENT,
        errno.ESRCH,
        errno.EROFS,
        errno.ENOSYS,
        errno.EAFNOSUPPORT,
        errno.ENETUNREACH,
        errno.ECONNREFUSED,
    }
)


class Attempt:
    """What the attempts know: the request the child was isolated by, and where it finds itself.

    `report` is the descriptor by which results go back, the only one that may be open beside the standard ones.
    """

    def __init__(self, place: Place, request: Mapping[str, Any], report: int) -> None:
        self.place = place
        self.secret = Path(request["secret"])  # a file of the host's user, with a secret in it
        self.shared = Path(request["shared"])  # one in the host's shared memory
        self.host_pid = int(request["host_pid"])
        self.host_started = str(request["host_started"])
        self.host_port = int(request["host_port"])
        self.host_socket = str(request["host_socket"])
        self.foreign_namespaces = {*request["host_namespaces"], *request["parent_namespaces"]}
        self.memory_bytes = int(request["memory_bytes"])
        self.parent_pid = os.getppid()  # the warm parent; 0 from inside a pid namespace
        self.inherited = {int(path.name) for path in Path("/proc/self/fd").iterdir()} - {0, 1, 2, report}

    def host(self) -> int:
        """The grader's process number; ESRCH where that number is another process's."""
        if started(self.host_pid) != self.host_started:
            raise ProcessLookupError(errno.ESRCH, "no such process here")
        return self.host_pid

    def parent(self) -> int:
        """The process number of the warm parent; ESRCH where it is out of sight."""
        if self.parent_pid == 0:
            raise ProcessLookupError(errno.ESRCH, "no such process here")
        return self.parent_pid


def started(pid: int) -> str:
    """When a process was started, in ticks since the machine was: with the number it tells one process from all."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[19]


def refusal(what: str) -> PermissionError:
    """For what is not refused by an error number."""
    return PermissionError(errno.EPERM, what)


def raw(name: str, *arguments: object) -> int:
    """A system call that the filter refuses or looks into, by its number."""
    number = {**REFUSED, **EXAMINED}[name][MACHINES[syscalls.MACHINE].column]
    if number is None:
        raise OSError(errno.ENOSYS, f"no {name} on {syscalls.MACHINE}")
    return syscalls.checked(syscalls.LIBC.syscall(ctypes.c_long(number), *arguments), name)
