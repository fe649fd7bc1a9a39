"""Namespaces: the warm parent's own, and a fresh set for every kernel it forks."""

import fcntl
import os
import signal
import socket
import struct
from collections.abc import Collection
from pathlib import Path

from grader.sandbox import syscalls

OWN = ("mount", "net", "ipc", "uts", "cgroup")
KINDS = ("mnt", "pid", "net", "ipc", "uts", "cgroup", "user")
SET_INTERFACE_FLAGS, UP, RUNNING = 0x8914, 0x1, 0x40
FIRST_UNUSED_UID, UNUSED = 2_000_000_000, 1 << 24
FEWEST_USERS = 10_000  # below this a container's users may all be somebody


class PidNamespaces:
    """Lets a process fork children that are each the first process of a pid namespace of their own.

    `unshare(pid)` sets the namespace of the next child only; after the fork the parent joins its own again.
    """

    def __init__(self) -> None:
        self._own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)

    def fork(self) -> int:
        """As `os.fork`, the child being process 1 of a new pid namespace."""
        syscalls.unshare("pid")
        pid = os.fork()
        if pid != 0:
            syscalls.enter(self._own, "pid")
        return pid


def enter_outer() -> None:
    """Give the warm parent namespaces in which it may make others; returns in the process that goes on.

    An ordinary user gets them with a user namespace of its own; root needs none. The process that called stays
    outside and waits, so that whoever started it still has its process.
    """
    if os.geteuid() == 0:
        syscalls.unshare("pid", "mount")
    else:
        enter_private_user("pid", "mount")
    pid = os.fork()
    if pid != 0:
        forward_exit(pid)
    syscalls.prctl(syscalls.SET_PARENT_DEATH_SIGNAL, int(signal.SIGKILL))
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    flags = syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC
    syscalls.mount("proc", "/proc", "proc", flags)


def forward_exit(pid: int) -> None:
    """Wait for the process that went on and end as it ended; never returns."""
    for descriptor in (0, 1, 2):
        os.close(descriptor)
    _, status = os.waitpid(pid, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def enter_inner(without: Collection[str] = ()) -> None:
    """Leave the warm parent's mounts, network, IPC, names and control groups for fresh ones; loopback works."""
    syscalls.unshare(*(name for name in OWN if name not in without))
    if "net" not in without:
        bring_loopback_up()


def current() -> dict[str, str]:
    """The namespaces this process is in, by the names Linux gives them."""
    return {path.name: str(path.readlink()) for path in Path("/proc/self/ns").iterdir() if path.name in KINDS}


def become_user(user: int) -> None:
    """Become a user that nobody else is, when running as root: limits on processes never bind root."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    syscalls.prctl(syscalls.SET_DUMPABLE, 1)  # changing ids clears it, and /proc/self/uid_map would not be ours


def unused_user() -> int:
    """A user id that nobody has, for a kernel that root starts; our own where no other can be had.

    Far above those of people and services; in a container whose root is an ordinary user outside, as high as it may be.
    """
    ids = (Path(f"/proc/self/{name}").read_text("utf-8") for name in ("uid_map", "gid_map"))
    end = min(max(int(first) + int(count) for first, _, count in map(str.split, text.splitlines())) for text in ids)
    if end > FIRST_UNUSED_UID + UNUSED:
        return FIRST_UNUSED_UID + int.from_bytes(os.urandom(3), "little") % UNUSED
    return end - 1 - int.from_bytes(os.urandom(3), "little") % (end // 2) if end > FEWEST_USERS else os.geteuid()


def enter_private_user(*more: str, processes: int | None = None) -> None:
    """A user namespace of one's own, and `more` namespaces with it; inside, one is who one is outside.

    Its owner has no rights over mounts made before, and its processes are counted apart. `processes` is a descriptor
    of a /proc that can be written, where the one in sight cannot.
    """
    user, group = os.geteuid(), os.getegid()  # unknown inside until they are mapped
    syscalls.unshare("user", *more)
    syscalls.prctl(syscalls.SET_DUMPABLE, 1)
    for name, text in (("setgroups", "deny"), ("gid_map", f"{group} {group} 1"), ("uid_map", f"{user} {user} 1")):
        path = f"/proc/self/{name}" if processes is None else f"self/{name}"
        with os.fdopen(os.open(path, os.O_WRONLY, dir_fd=processes), "w", encoding="utf-8") as file:
            file.write(text)


def bring_loopback_up() -> None:
    """A new network namespace has a loopback interface that is down; ipykernel binds a socket on it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14s", b"lo", UP | RUNNING, b"")
        fcntl.ioctl(any_socket, SET_INTERFACE_FLAGS, request)
